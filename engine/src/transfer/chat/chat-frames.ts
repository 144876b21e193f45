/**
 * What the two sides of a chat say, as bytes: version and type in the first, then fields of fixed places, numbers big endian.
 * All but `typing` are numbered frames of the channel.
 *
 *   text     0x11 | flags (1) | author's page id (16) | number (4) | part (1) | parts (1) | [age (6)] | UTF-8 of the part
 *   ask      0x12 | page id of the page that asks (16)
 *   end      0x13 | that page id (16)
 *   typing   0x18 | 0 or 1 (1)                                          a raw frame, which has no number
 *
 * A text has `age` when it is repeated. What a later release adds at the end of the last three is ignored.
 */
import { fromBase64Url, joinBytes, toBase64Url, type OwnBytes } from '../../base/bytes.ts';
import { AppError } from '../../base/errors.ts';
import type { FeatureData } from '../participant-channel.ts';

/** One part of a message. */
export interface TextFrame {
  readonly type: 'text';
  /** Of the page that wrote it: 16 random bytes in base64url. */
  readonly pageId: string;
  /** Counts the messages of that page, from 1. */
  readonly number: number;
  readonly part: number;
  readonly parts: number;
  /** Neither empty nor more than MAX_PART_BYTES. */
  readonly bytes: Uint8Array;
  /** It is sent again to a page that has asked for what it has lost. */
  readonly repeated?: { readonly ageMs: number; readonly author: 'sender' | 'recipient' };
}

export type ChatFrame =
  | TextFrame
  /** The sender's page has nothing of this chat, and is sent what the other side has. */
  | { readonly type: 'ask'; readonly pageId: string }
  /** The sender has sent again all that it has. `pageId`: as in `ask`; what was begun for a page before it may still arrive. */
  | { readonly type: 'end'; readonly pageId: string };

const VERSION = 1;
const TYPES = { text: 1, ask: 2, end: 3, typing: 8 } as const;
const REPEATED = 1;
const BY_RECIPIENT = 2;
const PAGE_ID_BYTES = 16;
const HEAD_BYTES = 2 + PAGE_ID_BYTES + 6;
const AGE_BYTES = 6;
const MAX_AGE_MS = 2 ** 48 - 1;

/** With the head, within the 16 KiB of one frame. */
export const MAX_PART_BYTES = 16 * 1024 - HEAD_BYTES - AGE_BYTES;

/** A text of 64 KiB has five; one who sends smaller parts gains nothing by it. */
export const MAX_PARTS = 8;

export function formatChatFrame(frame: ChatFrame): OwnBytes {
  const id = fromBase64Url(frame.pageId);
  if (id?.length !== PAGE_ID_BYTES) throw new TypeError('a page id is named by 16 bytes');
  if (frame.type !== 'text') return joinBytes(Uint8Array.of(first(frame.type)), id);
  const { number, part, parts, bytes, repeated } = frame;
  const head = new Uint8Array(HEAD_BYTES + (repeated ? AGE_BYTES : 0));
  const view = new DataView(head.buffer);
  head.set([first('text'), repeated ? REPEATED | (repeated.author === 'recipient' ? BY_RECIPIENT : 0) : 0]);
  head.set(id, 2);
  view.setUint32(2 + PAGE_ID_BYTES, number);
  head.set([part, parts], HEAD_BYTES - 2);
  if (repeated) {
    const age = Math.min(Math.max(Math.round(repeated.ageMs), 0), MAX_AGE_MS);
    view.setUint16(HEAD_BYTES, Math.floor(age / 2 ** 32));
    view.setUint32(HEAD_BYTES + 2, age % 2 ** 32);
  }
  return joinBytes(head, bytes);
}

/**
 * @returns undefined for a version or a type that this release doesn't know
 * @throws AppError `malformed` for one that it knows, out of shape
 */
export function parseChatFrame(data: FeatureData): ChatFrame | undefined {
  if (typeof data === 'string') return undefined;
  const [begin] = data;
  if (begin === undefined) throw malformed('a frame is empty');
  if (begin >> 4 !== VERSION) return undefined;
  switch (begin & 0xf) {
    case TYPES.text: return parseText(data);
    case TYPES.ask: return { type: 'ask', pageId: pageIdOf(data, 1) };
    case TYPES.end: return { type: 'end', pageId: pageIdOf(data, 1) };
    default: return undefined;
  }
}

export function formatTyping(isTyping: boolean): OwnBytes {
  return Uint8Array.of(first('typing'), isTyping ? 1 : 0);
}

/** @returns undefined for what is none */
export function parseTyping(frame: Uint8Array): boolean | undefined {
  const [begin, value] = frame;
  if (begin !== first('typing')) return undefined;
  return value === 1 ? true : value === 0 ? false : undefined;
}

function parseText(data: Uint8Array): TextFrame {
  if (data.length <= HEAD_BYTES) throw malformed('a text has no bytes');
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  const flags = view.getUint8(1);
  const isRepeated = (flags & REPEATED) !== 0;
  const head = HEAD_BYTES + (isRepeated ? AGE_BYTES : 0);
  const number = view.getUint32(2 + PAGE_ID_BYTES);
  const part = view.getUint8(HEAD_BYTES - 2);
  const parts = view.getUint8(HEAD_BYTES - 1);
  const length = data.length - head;
  if (number === 0 || part >= parts || parts > MAX_PARTS || length < 1 || length > MAX_PART_BYTES) throw malformed('a text is out of its bounds');
  return {
    type: 'text', pageId: pageIdOf(data, 2), number, part, parts, bytes: data.slice(head),
    ...(isRepeated && {
      repeated: {
        ageMs: view.getUint16(HEAD_BYTES) * 2 ** 32 + view.getUint32(HEAD_BYTES + 2),
        author: (flags & BY_RECIPIENT) === 0 ? 'sender' : 'recipient',
      },
    }),
  };
}

function pageIdOf(data: Uint8Array, at: number): string {
  const id = data.subarray(at, at + PAGE_ID_BYTES);
  if (id.length < PAGE_ID_BYTES) throw malformed('a page id is cut off');
  return toBase64Url(id);
}

function first(type: keyof typeof TYPES): number {
  return (VERSION << 4) | TYPES[type];
}

function malformed(detail: string): AppError {
  return new AppError('malformed', { detail });
}
