/**
 * What goes over the channel `files`, as bytes: version and type in the first, then fields of fixed places, numbers big endian.
 * Control frames have a number of the channel; chunks are raw, and lost with their connection.
 *
 *   begin   0x11 | instance (16)                          first of all, each time that the two pages meet
 *   offers  0x12 | offer*                                 offer: number (4) | size (6) | flags (1) | type, name: length (2), UTF-8
 *                                                         | folders: count (1), each as the name
 *   listed  0x13                                          all offers that stand have been said: others are gone
 *   list    0x14 | what (1) | whose (1) | number (4)*     accept, decline, again, verified, mismatch, pause, resume, cancel
 *   failed  0x15 | why (1) | whose (1) | number (4)*
 *   start   0x16 | number (4) | run (4) | from (6)        the receiver has everything before `from`, and takes chunks of this run
 *   block   0x17 | run (4) | end (6) | SHA-256 (32)       of the block that ends there
 *   ack     0x18 | run (4) | verified (6)
 *   done    0x19 | run (4) | size (6) | SHA-256 (32)      of the whole file
 *
 *   chunk   0x18 | run (4) | offset (6) | bytes           raw
 */
import { AppError } from '../../../base/errors.ts';
import type { OwnBytes } from '../../../base/bytes.ts';
import { formatInstance, INSTANCE_BYTES, instanceBytes } from './transfer-id.ts';
import { ByteReader, ByteWriter, putU48 } from './byte-fields.ts';
import type { TransferFailure } from '../transfer-view.ts';

/** Steps that speak of any number of transfers; those after the gap are said by both sides. */
export const LIST_STEPS = ['accept', 'decline', 'again', 'verified', 'mismatch', 'pause', 'resume', 'cancel'] as const;
export type ListStep = (typeof LIST_STEPS)[number];

/** In the order of their bytes. */
const FAILURES: readonly TransferFailure[] = ['mismatch', 'changed', 'vanished', 'disk-full', 'too-large', 'malformed', 'not-stored', 'ended'];

/** Whose numbers they are: of what this frame's sender sends, or of what it receives. */
export type Whose = 'sent' | 'received';

export interface Offer {
  readonly number: number;
  readonly size: number;
  readonly type: string;
  readonly name: string;
  readonly path: readonly string[];
  /** The page was reloaded, and waits for the person to choose the file again. */
  readonly isAway: boolean;
  /** By its sender. */
  readonly isPaused: boolean;
  /** After a failure. */
  readonly isAgain: boolean;
}

export type ControlFrame =
  | { readonly type: 'begin'; readonly instance: string }
  | { readonly type: 'offers'; readonly offers: readonly Offer[] }
  | { readonly type: 'listed' }
  | { readonly type: 'list'; readonly step: ListStep; readonly whose: Whose; readonly numbers: readonly number[] }
  | { readonly type: 'failed'; readonly why: TransferFailure; readonly whose: Whose; readonly numbers: readonly number[] }
  | { readonly type: 'start'; readonly number: number; readonly run: number; readonly from: number }
  | { readonly type: 'block'; readonly run: number; readonly end: number; readonly digest: OwnBytes }
  | { readonly type: 'ack'; readonly run: number; readonly verified: number }
  | { readonly type: 'done'; readonly run: number; readonly size: number; readonly digest: OwnBytes };

export interface Chunk {
  readonly run: number;
  readonly offset: number;
  /** A part of the frame that it came in. */
  readonly bytes: Uint8Array;
}

const VERSION = 1;
const TYPES = { begin: 1, offers: 2, listed: 3, list: 4, failed: 5, start: 6, block: 7, ack: 8, done: 9 } as const;
const CHUNK = 0x18;
const DIGEST_BYTES = 32;
export const CHUNK_HEAD_BYTES = 11;
export const MAX_CHUNK_BYTES = 16 * 1024;

/** Of a frame with a number, as the channel takes it. */
export const MAX_CONTROL_BYTES = 16 * 1024;
/** How many numbers fit into one frame. */
export const MAX_LISTED = Math.floor((MAX_CONTROL_BYTES - 3) / 4);

/** In UTF-8, as a sender sends them; a name in a file system has 255. */
export const MAX_NAME_BYTES = 255;
export const MAX_TYPE_BYTES = 127;
export const MAX_FOLDERS = 32;
/** Type, name and folders together: what an offer can cost its receiver. */
export const MAX_OFFER_TEXT_BYTES = 2_048;

const AWAY = 1;
const PAUSED = 2;
const AGAIN = 4;

export function formatControl(frame: ControlFrame): OwnBytes {
  const bytes = new ByteWriter().u8((VERSION << 4) | TYPES[frame.type]);
  switch (frame.type) {
    case 'begin': return bytes.bytes(instanceBytes(frame.instance)).end();
    case 'offers':
      for (const offer of frame.offers) bytes.bytes(formatOffer(offer));
      return bytes.end();
    case 'listed': return bytes.end();
    case 'list': return numbersTo(bytes.u8(LIST_STEPS.indexOf(frame.step)), frame).end();
    case 'failed': return numbersTo(bytes.u8(FAILURES.indexOf(frame.why)), frame).end();
    case 'start': return bytes.u32(frame.number).u32(frame.run).u48(frame.from).end();
    case 'block': return bytes.u32(frame.run).u48(frame.end).bytes(frame.digest).end();
    case 'ack': return bytes.u32(frame.run).u48(frame.verified).end();
    case 'done': return bytes.u32(frame.run).u48(frame.size).bytes(frame.digest).end();
  }
}

/** One offer, as `offers` holds it: so that a sender can see how many fit into a frame. */
export function formatOffer({ number, size, type, name, path, isAway, isPaused, isAgain }: Offer): OwnBytes {
  const bytes = new ByteWriter().u32(number).u48(size).u8((isAway ? AWAY : 0) | (isPaused ? PAUSED : 0) | (isAgain ? AGAIN : 0));
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
    case TYPES.list: {
      const step = LIST_STEPS[reader.u8()];
      // A step of a later release.
      return step && { type: 'list', step, whose: whoseOf(reader), numbers: numbersOf(reader) };
    }
    case TYPES.failed: return { type: 'failed', why: FAILURES[reader.u8()] ?? 'malformed', whose: whoseOf(reader), numbers: numbersOf(reader) };
    case TYPES.start: return { type: 'start', number: reader.u32(), run: reader.u32(), from: reader.u48() };
    case TYPES.block: return { type: 'block', run: reader.u32(), end: reader.u48(), digest: reader.bytes(DIGEST_BYTES) };
    case TYPES.ack: return { type: 'ack', run: reader.u32(), verified: reader.u48() };
    case TYPES.done: return { type: 'done', run: reader.u32(), size: reader.u48(), digest: reader.bytes(DIGEST_BYTES) };
    default: return undefined;
  }
}

function parseOffer(reader: ByteReader): Offer {
  const before = reader.left;
  const [number, size, flags] = [reader.u32(), reader.u48(), reader.u8()];
  const [type, name, folders] = [reader.text(), reader.text(), reader.u8()];
  if (folders > MAX_FOLDERS) throw malformed('an offer has too many folders');
  const path = Array.from({ length: folders }, () => reader.text());
  if (before - reader.left > MAX_OFFER_TEXT_BYTES) throw malformed('an offer has too long a text');
  return { number, size, type, name, path, isAway: (flags & AWAY) !== 0, isPaused: (flags & PAUSED) !== 0, isAgain: (flags & AGAIN) !== 0 };
}

export function formatChunk({ run, offset, bytes }: { readonly run: number; readonly offset: number; readonly bytes: Uint8Array }): OwnBytes {
  // Thousands a second: one array and one copy for each.
  const frame = new Uint8Array(CHUNK_HEAD_BYTES + bytes.length);
  const view = new DataView(frame.buffer);
  view.setUint8(0, CHUNK);
  view.setUint32(1, run);
  putU48(view, 5, offset);
  frame.set(bytes, CHUNK_HEAD_BYTES);
  return frame;
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

function numbersTo(bytes: ByteWriter, { whose, numbers }: { readonly whose: Whose; readonly numbers: readonly number[] }): ByteWriter {
  bytes.u8(whose === 'sent' ? 1 : 0);
  for (const number of numbers) bytes.u32(number);
  return bytes;
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
