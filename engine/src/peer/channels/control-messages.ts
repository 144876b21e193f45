/**
 * What the two browsers tell each other on the control channel: JSON objects with a `type`. A type that this release
 * doesn't know, and fields that it doesn't know, are ignored, so that a newer release may say more.
 */
import { isInteger, isText, parseJsonObject } from '../../base/parse.ts';
import { MAX_MESSAGE_LENGTH } from './channel-kinds.ts';

export type ControlMessage =
  /** The caller's nonce for the spoken code, that its offer committed to: 16 bytes, base64url. */
  | { readonly type: 'reveal'; readonly nonce: string }
  /** The call is over; `reason` is a word of the call document's `ended`. */
  | { readonly type: 'hang-up'; readonly reason: string }
  /** The page goes and may come back: a reload can't be told from a close. */
  | { readonly type: 'goodbye' }
  /** A new connection is being built in this round of the store: its offer, or the request for it, is the sender's own. */
  | { readonly type: 'announce-round'; readonly round: number }
  | { readonly type: 'ping'; readonly n: number }
  | { readonly type: 'pong'; readonly n: number }
  | RestartMessage;

/** ICE restarted over the channel itself; the caller alone offers, and numbers its restarts of a connection from 1. */
export type RestartMessage =
  | { readonly type: 'restart-request' }
  /** `content`: a description or a list of candidates, as a sealed message holds it. */
  | { readonly type: 'restart-offer' | 'restart-answer' | 'restart-candidates'; readonly n: number; readonly content: string };

/** A reason is a name and never a text to show: the other side could write anything into it. */
const REASON = /^[a-z][a-z-]{0,31}$/;

/** Of a nonce. */
const SIXTEEN_BYTES = /^[\w-]{22}$/;

export function formatControlMessage(message: ControlMessage): string {
  return JSON.stringify(message);
}

/** @returns undefined for anything that is to be ignored: no JSON, an unknown type, a known one out of shape, too long */
export function parseControlMessage(text: string): ControlMessage | undefined {
  const parsed = parseJsonObject(text, MAX_MESSAGE_LENGTH);
  if (!parsed.ok) return undefined;
  const fields = parsed.value;
  switch (fields['type']) {
    case 'hang-up': {
      const { reason } = fields;
      return isText(reason) && REASON.test(reason) ? { type: 'hang-up', reason } : undefined;
    }
    case 'reveal': {
      const { nonce } = fields;
      return isText(nonce) && SIXTEEN_BYTES.test(nonce) ? { type: 'reveal', nonce } : undefined;
    }
    case 'goodbye':
      return { type: 'goodbye' };
    case 'announce-round': {
      const { round } = fields;
      return isCount(round) ? { type: 'announce-round', round } : undefined;
    }
    case 'ping':
    case 'pong': {
      const { n } = fields;
      return isCount(n) ? { type: fields['type'], n } : undefined;
    }
    case 'restart-request':
      return { type: 'restart-request' };
    case 'restart-offer':
    case 'restart-answer':
    case 'restart-candidates': {
      const { n, content } = fields;
      return isCount(n) && isText(content) ? { type: fields['type'], n, content } : undefined;
    }
    default:
      return undefined;
  }
}

function isCount(value: unknown): value is number {
  return isInteger(value, 0);
}
