/** What a page shows of its chat, and what becomes of a text that it sends. */
import type { ParticipantKey } from '../participant-key.ts';

/** A message of the chat as a page shows it. */
export interface ChatMessage {
  /** The sender's page id and number, `<22 characters of base64url>.<number>`: the same on both sides. */
  readonly id: string;
  /** Who has sent it; left out for one's own. */
  readonly from?: ParticipantKey;
  /** How the sender was called when it was sent, safe to show on one line; left out for no name. */
  readonly name?: string;
  /** At most MAX_TEXT_BYTES of UTF-8, in NFC, without control characters but line ends and tabs. Text, never markup. */
  readonly text: string;
  /** ms since 1970 by this page's clock: when it was sent, or has come. */
  readonly at: number;
  /** Of one's own message; in a room, of the participant who is the furthest behind. */
  readonly delivery?: Delivery;
  /** The other side has sent it again to a page that had lost it. */
  readonly isRepeated?: true;
  /** It was sent, or had come, before this page was loaded. */
  readonly isArchived?: true;
}

/**
 *   sending ──the other side has stored it──► delivered
 *      └──the call ends before that──► not-delivered
 */
export type Delivery = 'sending' | 'delivered' | 'not-delivered';

/** `too-long`: above MAX_TEXT_BYTES. `full`: too much is not delivered yet. `ended`: the call is over, or has not begun. */
export type ChatRefusal = 'empty' | 'too-long' | 'full' | 'ended';

/** The id is that of the message, in the log at once. */
export type ChatOutcome = { readonly kind: 'sent'; readonly id: string } | { readonly kind: 'refused'; readonly why: ChatRefusal };

/** Of one message, UTF-8: 64 KiB. */
export const MAX_TEXT_BYTES = 64 * 1024;
