/** Loads the chat once its call is connected, and never sooner; a deploy in mid-call then breaks nothing of it. */
import type { Call } from 'firelink';
import { contained, uncaught } from 'firelink/base';
import type { CallState } from 'firelink/call';
import type { ChatSource, ChatView } from '../../elements/chat/chat-view.ts';

/** As much of a call as its chat needs. */
export interface ChatCall extends Pick<Call, 'channel' | 'media' | 'view'> {
  /** Of the link, through all calls that follow over it. */
  readonly callId?: string;
  /** Nothing leads a reloaded page back into it, so nothing of its chat is kept for one. */
  readonly isLostByReload?: true;
}

/** The chat of a call, once its code is there. */
export interface LoadedChat extends ChatSource {
  /** The page turns to something else: all that the chat holds is let go. */
  close(): void;
}

interface Screen {
  readonly host: EventTarget;
  readonly onChange: () => void;
  detach: () => void;
}

export class ChatOfCall implements ChatSource {
  readonly #load: () => Promise<LoadedChat>;
  #chat: LoadedChat | undefined;
  #isLoading = false;
  #isClosed = false;
  #screen: Screen | undefined;

  constructor(load: () => Promise<LoadedChat>) {
    this.#load = load;
  }

  get view(): ChatView | undefined {
    return this.#chat?.view;
  }

  follow(phase: CallState['phase']): void {
    if (phase === 'connected' && !this.#chat && !this.#isLoading && !this.#isClosed) contained(this.#begin(), uncaught);
  }

  attach(host: EventTarget, onChange: () => void): () => void {
    const screen: Screen = { host, onChange, detach: this.#chat?.attach(host, onChange) ?? (() => {}) };
    this.#screen = screen;
    return () => {
      screen.detach();
      if (this.#screen === screen) this.#screen = undefined;
    };
  }

  close(): void {
    this.#isClosed = true;
    this.#chat?.close();
  }

  async #begin(): Promise<void> {
    this.#isLoading = true;
    try {
      this.#chat = await this.#load();
      if (this.#isClosed) return this.#chat.close();
      const screen = this.#screen;
      if (!screen) return;
      screen.detach = this.#chat.attach(screen.host, screen.onChange);
      screen.onChange();
    } catch {
      // The call goes on without. It is tried again at the next change.
    } finally {
      this.#isLoading = false;
    }
  }
}

/** One a call, for as long as the page holds it: the two may call again, and go on where they were. */
const chats = new WeakMap<object, ChatOfCall>();

/** @returns undefined for a call without channels */
export function chatOf(calls: object, phase: CallState['phase']): ChatSource | undefined {
  if (!isChatCall(calls)) return undefined;
  const chat = chats.get(calls) ?? new ChatOfCall(() => loadChat(calls));
  chats.set(calls, chat);
  chat.follow(phase);
  return chat;
}

/** The page has turned to something else than this call. */
export function closeChat(calls: object): void {
  chats.get(calls)?.close();
  chats.delete(calls);
}

function isChatCall(calls: object): calls is ChatCall {
  return 'channel' in calls;
}

/** The code alone, for a page that may be without its server by the time that it is connected. */
export async function loadChatCode(): Promise<void> {
  await import('./page-chat.ts');
}

async function loadChat(call: ChatCall): Promise<LoadedChat> {
  const { openChat } = await import('./page-chat.ts');
  return openChat(call);
}
