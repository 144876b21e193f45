/** What the chat with one participant says to the log, and asks of it. */
import type { Clock } from '../../base/clock.ts';
import type { Logger } from '../../base/logger.ts';
import type { ChatArchive } from './chat-archive.ts';

/** A message that has come, or is found in the archive. */
export interface HeardText {
  readonly pageId: string;
  readonly number: number;
  readonly text: string;
  /** Of UTF-8. */
  readonly length: number;
  readonly author: 'self' | 'other';
  readonly at: number;
  readonly isRepeated: boolean;
  /** It was sent, or had come, before this page was loaded. */
  readonly isArchived: boolean;
  /** This page's own, which the other side has not got yet. */
  readonly isWaiting: boolean;
}

/** A message of the log that the other side is sent again. */
export interface KnownText {
  readonly pageId: string;
  readonly number: number;
  readonly bytes: Uint8Array;
  readonly at: number;
  readonly author: 'self' | 'other';
}

export interface ChatLinkPorts {
  /** Of this page. */
  readonly pageId: string;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly archive?: ChatArchive;
  readonly onText: (text: HeardText) => void;
  readonly onSettled: (id: string, isDelivered: boolean) => void;
  readonly onTyping: () => void;
  /** All has been sent again that the other side had. */
  readonly onRepeated: () => void;
  /** What is shared with this participant, in order; made as it is needed. */
  readonly known: () => Iterable<KnownText>;
  /** Nothing is shared any more. */
  readonly onEnd: () => void;
}
