/**
 * What goes over the channel `files`, as bytes: version and type in the first, then fields of fixed places, numbers big endian.
 * Control frames have a number of the channel; chunks are raw, and lost with their connection.
 *
 *   begin   0x11 | instance (16)                          first of all, each time that the two pages meet
 *   offers  0x12 | offer*                                 offer: number (4) | size (6) | the sender's word (1) | attempt (4)
 *                                                         | type, name: length (2), UTF-8 | folders: count (1), each as the name
 *   listed  0x13                                          all offers that stand have been said: others are gone
 *   word    0x14 | word (1) | whose (1) | attempt (4) | number (4)*    of this frame's sender: see state/two-words.ts
 *   start   0x15 | number (4) | run (4) | from (6)        the receiver has everything before `from`, and takes chunks of this run
 *   stop    0x16 | whose (1) | run (4)                    this frame's sender has ended it, whatever the words say
 *   block   0x17 | run (4) | end (6) | SHA-256 (32)       of the block that ends there
 *   ack     0x18 | run (4) | verified (6)
 *   done    0x19 | run (4) | size (6) | SHA-256 (32)      of the whole file
 *
 *   chunk   0x18 | run (4) | offset (6) | bytes           raw
 *   mark    0x19 | number (4)                             raw, among the chunks: the other side sends it back at once
 *   back    0x1a | number (4)                             raw
 */
import { AppError } from '../../../base/errors.ts';
import type { OwnBytes } from '../../../base/bytes.ts';
import { formatInstance, INSTANCE_BYTES, instanceBytes } from './transfer-id.ts';
import { ByteReader, ByteWriter, putU48 } from './byte-fields.ts';
import { MAX_CHUNK_BYTES } from '../sizes.ts';
import { FAILURES, isFailure, type ReceiverWord, type SenderWord } from '../state/two-words.ts';
import type { TransferFailure } from '../transfer-view.ts';

/** In the order of their bytes, from 0 on; FAILURES are after a gap. */
const SENDER_WORDS = ['offered', 'paused', 'away', 'cancelled'] as const satisfies readonly SenderWord[];
const RECEIVER_WORDS = ['open', 'accepted', 'paused', 'declined', 'cancelled', 'verified'] as const satisfies readonly ReceiverWord[];
const FIRST_FAILURE = 16;

/** Of the files that this frame's sender sends, or of those that it receives. */
export type Whose = 'sent' | 'received';

export interface Offer {
  readonly number: number;
  readonly size: number;
  readonly type: string;
  readonly name: string;
  readonly path: readonly string[];
  readonly word: SenderWord;
  readonly attempt: number;
}

export type WordFrame =
  | { readonly type: 'word'; readonly whose: 'sent'; readonly word: SenderWord; readonly attempt: number; readonly numbers: readonly number[] }
  | { readonly type: 'word'; readonly whose: 'received'; readonly word: ReceiverWord; readonly attempt: number; readonly numbers: readonly number[] };

export type ControlFrame =
  | { readonly type: 'begin'; readonly instance: string }
  | { readonly type: 'offers'; readonly offers: readonly Offer[] }
  | { readonly type: 'listed' }
  | WordFrame
  | { readonly type: 'start'; readonly number: number; readonly run: number; readonly from: number }
  | { readonly type: 'stop'; readonly whose: Whose; readonly run: number }
  | { readonly type: 'block'; readonly run: number; readonly end: number; readonly digest: OwnBytes }
  | { readonly type: 'ack'; readonly run: number; readonly verified: number }
  | { readonly type: 'done'; readonly run: number; readonly size: number; readonly digest: OwnBytes };

/** By which a sender measures the path. */
export interface Mark {
  readonly number: number;
  /** It comes back to the side that sent it. */
  readonly isBack: boolean;
}

export interface Chunk {
  readonly run: number;
  readonly offset: number;
  /** A part of the frame that it came in. */
  readonly bytes: Uint8Array;
}

const VERSION = 1;
const TYPES = { begin: 1, offers: 2, listed: 3, word: 4, start: 5, stop: 6, block: 7, ack: 8, done: 9 } as const;
const CHUNK = 0x18;
const MARK = 0x19;
const BACK = 0x1a;
const DIGEST_BYTES = 32;
export const CHUNK_HEAD_BYTES = 11;

/** Of a frame with a number, as the channel takes it. */
export const MAX_CONTROL_BYTES = 16 * 1024;
/** How many numbers fit into one frame. */
export const MAX_LISTED = Math.floor((MAX_CONTROL_BYTES - 7) / 4);

/** In UTF-8, as a sender sends them; a name in a file system has 255. */
export const MAX_NAME_BYTES = 255;
export const MAX_TYPE_BYTES = 127;
export const MAX_FOLDERS = 32;
/** Type, name and folders together: what an offer can cost its receiver. */
export const MAX_OFFER_TEXT_BYTES = 2_048;

export function formatControl(frame: ControlFrame): OwnBytes {
  const bytes = new ByteWriter().u8((VERSION << 4) | TYPES[frame.type]);
  switch (frame.type) {
    case 'begin': return bytes.bytes(instanceBytes(frame.instance)).end();
    case 'offers':
      for (const offer of frame.offers) bytes.bytes(formatOffer(offer));
      return bytes.end();
    case 'listed': return bytes.end();
    case 'word':
      bytes.u8(byteOf(frame.whose, frame.word)).u8(whoseByte(frame.whose)).u32(frame.attempt);
      for (const number of frame.numbers) bytes.u32(number);
      return bytes.end();
    case 'start': return bytes.u32(frame.number).u32(frame.run).u48(frame.from).end();
    case 'stop': return bytes.u8(whoseByte(frame.whose)).u32(frame.run).end();
    case 'block': return bytes.u32(frame.run).u48(frame.end).bytes(frame.digest).end();
    case 'ack': return bytes.u32(frame.run).u48(frame.verified).end();
    case 'done': return bytes.u32(frame.run).u48(frame.size).bytes(frame.digest).end();
  }
}

/** One offer, as `offers` holds it: so that a sender can see how many fit into a frame. */
export function formatOffer({ number, size, word, attempt, type, name, path }: Offer): OwnBytes {
  const bytes = new ByteWriter().u32(number).u48(size).u8(byteOf('sent', word)).u32(attempt);
  bytes.text(type).text(name).u8(path.length);
  for (const folder of path) bytes.text(folder);
  return bytes.end();
}

/**
 * @returns undefined for a version or a type that this release doesn't know
 * @throws AppError `malformed` for one that it knows, out of shape
 */
export function parseControl(bytes: Uint8Array): ControlFrame | undefined {
  const reader = new ByteReader(bytes);
  const begin = reader.u8();
  if (begin >> 4 !== VERSION) return undefined;
  const frame = parseBody(begin & 0xf, reader);
  if (frame) reader.end();
  return frame;
}

function parseBody(type: number, reader: ByteReader): ControlFrame | undefined {
  switch (type) {
    case TYPES.begin: return { type: 'begin', instance: formatInstance(reader.bytes(INSTANCE_BYTES)) };
    case TYPES.offers: {
      const offers: Offer[] = [];
      while (reader.left > 0) offers.push(parseOffer(reader));
      return { type: 'offers', offers };
    }
    case TYPES.listed: return { type: 'listed' };
    case TYPES.word: return parseWords(reader);
    case TYPES.start: return { type: 'start', number: reader.u32(), run: reader.u32(), from: reader.u48() };
    case TYPES.stop: return { type: 'stop', whose: whoseOf(reader), run: reader.u32() };
    case TYPES.block: return { type: 'block', run: reader.u32(), end: reader.u48(), digest: reader.bytes(DIGEST_BYTES) };
    case TYPES.ack: return { type: 'ack', run: reader.u32(), verified: reader.u48() };
    case TYPES.done: return { type: 'done', run: reader.u32(), size: reader.u48(), digest: reader.bytes(DIGEST_BYTES) };
    default: return undefined;
  }
}

function parseOffer(reader: ByteReader): Offer {
  const before = reader.left;
  const [number, size, word, attempt] = [reader.u32(), reader.u48(), wordOf(SENDER_WORDS, reader.u8()), reader.u32()];
  if (!word) throw malformed('an offer has a word that is none');
  const [type, name, folders] = [reader.text(), reader.text(), reader.u8()];
  if (folders > MAX_FOLDERS) throw malformed('an offer has too many folders');
  const path = Array.from({ length: folders }, () => reader.text());
  if (before - reader.left > MAX_OFFER_TEXT_BYTES) throw malformed('an offer has too long a text');
  return { number, size, word, attempt, type, name, path };
}

export function formatChunk({ run, offset, bytes }: { readonly run: number; readonly offset: number; readonly bytes: Uint8Array }): OwnBytes {
  const frame = new Uint8Array(CHUNK_HEAD_BYTES + bytes.length);
  frame.set(bytes, CHUNK_HEAD_BYTES);
  putHead(frame, run, offset);
  return frame;
}

/**
 * The chunk that lies in `block` from `at` on, without a copy: its head takes the place of the bytes before it, which have
 * been sent. A channel copies what it is given, and there are thousands a second.
 */
export function chunkWithin(block: OwnBytes, { run, offset, at, length }: { readonly run: number; readonly offset: number; readonly at: number; readonly length: number }): Uint8Array {
  if (at < CHUNK_HEAD_BYTES) return formatChunk({ run, offset, bytes: block.subarray(at, at + length) });
  const frame = block.subarray(at - CHUNK_HEAD_BYTES, at + length);
  putHead(frame, run, offset);
  return frame;
}

function putHead(frame: Uint8Array, run: number, offset: number): void {
  const view = new DataView(frame.buffer, frame.byteOffset, CHUNK_HEAD_BYTES);
  view.setUint8(0, CHUNK);
  view.setUint32(1, run);
  putU48(view, 5, offset);
}

/**
 * @returns undefined for another frame without a number
 * @throws AppError `malformed`
 */
export function parseChunk(frame: Uint8Array): Chunk | undefined {
  const reader = new ByteReader(frame);
  if (reader.u8() !== CHUNK) return undefined;
  const [run, offset] = [reader.u32(), reader.u48()];
  if (reader.left === 0 || reader.left > MAX_CHUNK_BYTES) throw malformed('a chunk is empty, or too long');
  return { run, offset, bytes: frame.subarray(CHUNK_HEAD_BYTES) };
}

export function formatMark({ number, isBack }: Mark): OwnBytes {
  return new ByteWriter().u8(isBack ? BACK : MARK).u32(number).end();
}

/**
 * @returns undefined for another frame without a number
 * @throws AppError `malformed`
 */
export function parseMark(frame: Uint8Array): Mark | undefined {
  const reader = new ByteReader(frame);
  const type = reader.u8();
  if (type !== MARK && type !== BACK) return undefined;
  const number = reader.u32();
  if (reader.left > 0) throw malformed('a mark is too long');
  return { number, isBack: type === BACK };
}

/** @returns undefined for a word of a later release */
function parseWords(reader: ByteReader): WordFrame | undefined {
  const byte = reader.u8();
  const [whose, attempt, numbers] = [whoseOf(reader), reader.u32(), numbersOf(reader)];
  if (whose === 'sent') {
    const word = wordOf(SENDER_WORDS, byte);
    return word && { type: 'word', whose, word, attempt, numbers };
  }
  const word = wordOf(RECEIVER_WORDS, byte);
  return word && { type: 'word', whose, word, attempt, numbers };
}

function wordOf<W extends string>(words: readonly W[], byte: number): W | TransferFailure | undefined {
  return byte < FIRST_FAILURE ? words[byte] : (FAILURES[byte - FIRST_FAILURE] ?? 'malformed');
}

function byteOf(whose: Whose, word: SenderWord | ReceiverWord): number {
  if (isFailure(word)) return FIRST_FAILURE + FAILURES.indexOf(word);
  return (whose === 'sent' ? SENDER_WORDS : RECEIVER_WORDS).findIndex((one) => one === word);
}

function whoseByte(whose: Whose): number {
  return whose === 'sent' ? 1 : 0;
}

function whoseOf(reader: ByteReader): Whose {
  return (reader.u8() & 1) === 1 ? 'sent' : 'received';
}

function numbersOf(reader: ByteReader): number[] {
  if (reader.left % 4 !== 0 || reader.left > 4 * MAX_LISTED) throw malformed('a list has another length');
  return Array.from({ length: reader.left / 4 }, () => reader.u32());
}

function malformed(detail: string): AppError {
  return new AppError('malformed', { detail });
}
