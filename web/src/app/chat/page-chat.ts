/** The chat of a call on its page, loaded by chat-of-call.ts. */
import { consoleSink, createLogger, Scope } from 'firelink/base';
import { ChatLog } from 'firelink/chat';
import { createNameMemory } from 'firelink/preload';
import { TabJournals } from 'firelink/stored-journal';
import { DraftEvent, OpenChatEvent, SaveChatEvent, SendMessageEvent, TypingEvent } from '../../elements/chat/chat-events.ts';
import type { ChatView } from '../../elements/chat/chat-view.ts';
import '../../elements/chat/firelink-chat.ts';
import '../../elements/chat/firelink-chat-button.ts';
import '../../elements/chat/firelink-kept-chat.ts';
import type { ChatCall, LoadedChat } from './chat-of-call.ts';
import { ChatNewsEvent } from './chat-news.ts';
import { filesOfCall } from '../files/files-of-call.ts';
import { saveText } from './save-text.ts';
import { pageNotes, tabNotes, type ChatNotes } from './tab-notes.ts';

/** In a call of two there is one participant beside oneself. */
const OTHER = 'other';

/** As much of a ChatLog as the page uses. */
export type PageLog = Pick<ChatLog, 'messages' | 'typing' | 'unread' | 'observe' | 'send' | 'setTyping' | 'markRead'>;

export function openChat(call: ChatCall): LoadedChat {
  const scope = new Scope();
  const logger = createLogger(consoleSink(import.meta.env.DEV ? 'info' : 'warn'));
  const names = createNameMemory();
  const notes = call.isLostByReload || call.callId === undefined ? pageNotes() : tabNotes(call.callId);
  scope.own(() => notes.forget());
  const log = new ChatLog(scope, { logger, readMark: notes });
  const journals = call.isLostByReload ? undefined : new TabJournals({ hasEnded: () => call.view.state.phase === 'ended', logger });
  if (journals) scope.own(() => journals.close());
  log.attach(OTHER, call.channel('chat', journals && { createJournal: journals.create }), () => {
    const own = names.name();
    const { displayName } = call.view.remote;
    return { ...(own !== '' && { own }), ...(displayName !== undefined && { other: displayName }) };
  }, journals?.archive('chat'));
  // What a call of data alone is for lies open.
  return new PageChat(log, { files: filesOfCall(scope, call, OTHER), isOpen: call.media === 'none', notes, onClose: () => scope.end() });
}

/** The files of the conversation, as files/page-files.ts has them. */
export interface FilesOfPage {
  readonly rows: NonNullable<ChatView['rows']>;
  readonly drawBesideField: NonNullable<ChatView['drawBesideField']>;
  readonly unread: number;
  markRead(): void;
  attach(host: EventTarget, onChange: () => void): () => void;
}

export interface ChatPorts {
  /** Without it there are messages alone. */
  readonly files?: FilesOfPage;
  /** From the beginning. */
  readonly isOpen?: boolean;
  readonly page?: Document;
  readonly save?: (text: string) => void;
  /** In memory, where they are left out. */
  readonly notes?: Pick<ChatNotes, 'draft' | 'isOpen'>;
  readonly onClose?: () => void;
}

/** Joins a log to the screen that stands: what was asked for goes to the log, what has changed to the screen and to the tab. */
export class PageChat implements LoadedChat {
  readonly #log: PageLog;
  readonly #files: FilesOfPage | undefined;
  readonly #page: Document;
  readonly #save: (text: string) => void;
  readonly #onClose: () => void;
  readonly #notes: Pick<ChatNotes, 'draft' | 'isOpen'>;
  #isOpen: boolean;
  #view: ChatView | undefined;

  constructor(log: PageLog, { files, isOpen = false, page = document, save = saveText, notes = pageNotes(), onClose = () => {} }: ChatPorts = {}) {
    this.#notes = notes;
    this.#log = log;
    this.#files = files;
    this.#isOpen = notes.isOpen ?? isOpen;
    this.#page = page;
    this.#save = save;
    this.#onClose = onClose;
  }

  get view(): ChatView {
    return (this.#view ??= this.#look());
  }

  close(): void {
    this.#onClose();
  }

  attach(host: EventTarget, onChange: () => void): () => void {
    const scope = new Scope();
    let known = this.#unread;
    const change = (): void => {
      this.#see();
      const unread = this.#unread;
      this.#view = undefined;
      this.#page.dispatchEvent(new ChatNewsEvent(unread, unread > known));
      known = unread;
      onChange();
    };
    scope.own(this.#log.observe(change));
    if (this.#files) scope.own(this.#files.attach(host, change));
    scope.listen(this.#page, 'visibilitychange', change);
    scope.listen(host, OpenChatEvent.type, (event) => {
      if (event instanceof OpenChatEvent) {
        this.#isOpen = event.isOpen;
        this.#notes.isOpen = event.isOpen;
      }
      change();
    });
    scope.listen(host, SendMessageEvent.type, (event) => {
      if (event instanceof SendMessageEvent) event.outcome = this.#log.send(event.text);
    });
    scope.listen(host, TypingEvent.type, (event) => {
      if (event instanceof TypingEvent) this.#log.setTyping(event.isTyping);
    });
    scope.listen(host, DraftEvent.type, (event) => {
      if (event instanceof DraftEvent) this.#notes.draft = event.text;
    });
    scope.listen(host, SaveChatEvent.type, (event) => {
      if (event instanceof SaveChatEvent) this.#save(event.text);
    });
    scope.own(() => this.#page.dispatchEvent(new ChatNewsEvent(0, false)));
    this.#see();
    this.#view = undefined;
    return () => scope.end();
  }

  /** What lies open before the person has been read. */
  #see(): void {
    if (!this.#isOpen || this.#page.visibilityState !== 'visible') return;
    if (this.#log.unread > 0) this.#log.markRead();
    this.#files?.markRead();
  }

  get #unread(): number {
    return this.#log.unread + (this.#files?.unread ?? 0);
  }

  #look(): ChatView {
    const { messages, typing } = this.#log;
    const files = this.#files && { rows: this.#files.rows, drawBesideField: this.#files.drawBesideField };
    return { isOpen: this.#isOpen, messages, isOtherTyping: typing.length > 0, unread: this.#unread, draft: this.#notes.draft, ...files };
  }
}
