/** The chat of a page, put together of its links. */
import type { Clock } from '../../base/clock.ts';
import type { Logger } from '../../base/logger.ts';
import type { Scope } from '../../base/scope.ts';
import type { ParticipantChannel } from '../participant-channel.ts';
import type { ParticipantKey } from '../participant-key.ts';
import type { ChatArchive } from './chat-archive.ts';
import type { ChatMessage, ChatOutcome } from './chat-message.ts';

/** What a log asks, rather than takes. */
export interface ChatLogOptions {
  /** The browser's own where it is left out. */
  readonly clock?: Clock;
  /** Names this page's messages. The browser's own where it is left out. */
  readonly random?: Pick<Crypto, 'getRandomValues'>;
  readonly logger?: Logger;
}

/** How both are called at present, safe to show on one line; left out for no name. */
export type ChatNames = () => { readonly own?: string; readonly other?: string };

/** The conversation of a page: one list of messages for any number of participants. */
export class ChatLog {
  readonly #messages: readonly ChatMessage[] = [];

  /** @param scope ends its timers and its links */
  constructor(scope: Scope, _options: ChatLogOptions = {}) {
    scope.own(() => {});
  }

  /** In the order in which they came, those that were sent again by their age. Never mutated: another array after each change. */
  get messages(): readonly ChatMessage[] {
    return this.#messages;
  }

  /** How many were dropped at the beginning, because the log is full. */
  get dropped(): number {
    return 0;
  }

  /** Who is writing at present. Another array after each change. */
  get typing(): readonly ParticipantKey[] {
    return [];
  }

  /** How many messages of others have come since `markRead`; those that were sent again don't count. */
  get unread(): number {
    return 0;
  }

  /** Calls back after each change, perhaps before the method that made it has returned. @returns ends it */
  observe(_listener: () => void): () => void {
    return () => {};
  }

  /** To all participants at once. @param text is cleaned as the docstring of `ChatMessage.text` says */
  send(_text: string): ChatOutcome {
    return { kind: 'refused', why: 'ended' };
  }

  /** The person writes, or has stopped: to be called at each key. It ends by itself where nothing more is said. */
  setTyping(_isTyping: boolean): void {}

  /** The person has seen all messages. */
  markRead(): void {}

  /**
   * Once a participant, for as long as the link's calls go on: a call that ends, and the next one, are told by the channel.
   * @param archive of this participant's channel; without one the other side is asked for what it has
   * @returns ends it: what this participant has not got is `not-delivered`
   */
  attach(_participant: ParticipantKey, _channel: ParticipantChannel, _names: ChatNames, _archive?: ChatArchive): () => void {
    return () => {};
  }

  /** All messages, each as `format` has it, a line end between them. */
  asText(format: (message: ChatMessage) => string): string {
    return this.#messages.map(format).join('\n');
  }
}
