/**
 * The frames of a reliable channel, as bytes: version and type in the first, then fields of fixed places, numbers big
 * endian. Text on the control channel is what belongs to one connection; bytes are frames, so neither is taken for the other.
 *
 *   resume   0x11 | flags (1) | maker's id (16) | other's id (16, zeros: none) | first (4) | received (4)
 *   text     0x12 | number (4) | UTF-8
 *   bytes    0x13 | number (4) | bytes
 *   ack      0x14 | received (4)
 *
 *   raw      0x18 to 0x1f | a feature's own: no number, lost with its connection (pieces of files, which name their place)
 */
import { AppError } from '../../base/errors.ts';
import { MAX_MESSAGE_LENGTH, type ChannelData } from '../../peer/channels/channel-kinds.ts';
import { fromBase64Url, joinBytes, toBase64Url, type OwnBytes } from '../../base/bytes.ts';

/** Names one sender of a channel: 16 random bytes in base64url. A page that was reloaded has another, unless its journal kept it. */
export type StreamId = string;

export type Frame =
  /** Said on each connection: who the sender is, whom it takes the other for, and where both streams go on. */
  | {
      readonly type: 'resume';
      readonly from: StreamId;
      /** The other side's stream, as the sender knows it; undefined before they have met. */
      readonly to: StreamId | undefined;
      /** The number of the first frame that the sender can still send. */
      readonly first: number;
      /** The number of the last frame of `to` that the sender has taken, all before it included; 0 for none. */
      readonly received: number;
      /** The sender has not heard the other's on this connection. */
      readonly isAsking: boolean;
    }
  | { readonly type: 'data'; readonly number: number; readonly data: ChannelData }
  /** Everything up to this number has been taken. */
  | { readonly type: 'ack'; readonly received: number };

const VERSION = 1;
const TYPES = { resume: 1, text: 2, bytes: 3, ack: 4 } as const;
const ID_BYTES = 16;
const RESUME_BYTES = 2 + 2 * ID_BYTES + 8;
const HEAD_BYTES = 5;
const ASKING = 1;

/** Frames are numbered from 1; a stream that has used all of them is full. */
export const MAX_NUMBER = 2 ** 32 - 1;

/** Of what one frame carries: 16 KiB, which a link of 300 kbit/s carries in 0.4 s. */
export const MAX_PAYLOAD_BYTES = 16 * 1024;

/** Of a raw frame, whose feature has fields of its own. */
export const MAX_RAW_BYTES = MAX_PAYLOAD_BYTES + 32;

/** Whether it is a raw frame, which has no number. */
export function isRaw(bytes: Uint8Array): boolean {
  return (bytes[0] ?? 0) >> 3 === 3 && bytes.length <= MAX_RAW_BYTES;
}

export function formatFrame(frame: Frame): OwnBytes {
  switch (frame.type) {
    case 'resume': {
      const bytes = new Uint8Array(RESUME_BYTES);
      const view = new DataView(bytes.buffer);
      bytes.set([first(TYPES.resume), frame.isAsking ? ASKING : 0]);
      bytes.set(idBytes(frame.from), 2);
      if (frame.to !== undefined) bytes.set(idBytes(frame.to), 2 + ID_BYTES);
      view.setUint32(2 + 2 * ID_BYTES, frame.first);
      view.setUint32(6 + 2 * ID_BYTES, frame.received);
      return bytes;
    }
    case 'data': {
      const { data, number } = frame;
      return typeof data === 'string'
        ? joinBytes(head(TYPES.text, number), new TextEncoder().encode(data))
        : joinBytes(head(TYPES.bytes, number), data);
    }
    case 'ack':
      return head(TYPES.ack, frame.received);
  }
}

/**
 * @returns undefined for a version or a type that this release doesn't know
 * @throws AppError `malformed` for one that it knows, out of shape
 */
export function parseFrame(bytes: Uint8Array): Frame | undefined {
  const [begin] = bytes;
  if (begin === undefined || bytes.length > MAX_MESSAGE_LENGTH) throw malformed('a frame is empty, or too long');
  if (begin >> 4 !== VERSION) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  switch (begin & 0xf) {
    case TYPES.resume: return parseResume(bytes, view);
    case TYPES.text: return { type: 'data', number: numberOf(view), data: textOf(bytes.subarray(HEAD_BYTES)) };
    case TYPES.bytes: return { type: 'data', number: numberOf(view), data: bytes.slice(HEAD_BYTES) };
    case TYPES.ack:
      if (bytes.length !== HEAD_BYTES) throw malformed('an acknowledgement has another length');
      return { type: 'ack', received: view.getUint32(1) };
    default: return undefined;
  }
}

function parseResume(bytes: Uint8Array, view: DataView): Frame {
  if (bytes.length !== RESUME_BYTES) throw malformed('a resumption has another length');
  const from = idOf(bytes, 2);
  const firstNumber = view.getUint32(2 + 2 * ID_BYTES);
  if (from === undefined || firstNumber === 0) throw malformed('a resumption of no stream, or from no number');
  const received = view.getUint32(6 + 2 * ID_BYTES);
  return { type: 'resume', from, to: idOf(bytes, 2 + ID_BYTES), first: firstNumber, received, isAsking: ((bytes[1] ?? 0) & ASKING) !== 0 };
}

function numberOf(view: DataView): number {
  const number = view.byteLength < HEAD_BYTES ? 0 : view.getUint32(1);
  if (number === 0) throw malformed('a frame has no number');
  return number;
}

function textOf(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (error) {
    throw malformed('a text is no UTF-8', error);
  }
}

function first(type: number): number {
  return (VERSION << 4) | type;
}

function head(type: number, number: number): OwnBytes {
  const bytes = new Uint8Array(HEAD_BYTES);
  bytes[0] = first(type);
  new DataView(bytes.buffer).setUint32(1, number);
  return bytes;
}

/** @returns undefined for zeros: no stream */
function idOf(bytes: Uint8Array, at: number): StreamId | undefined {
  const id = bytes.subarray(at, at + ID_BYTES);
  return id.some((byte) => byte !== 0) ? toBase64Url(id) : undefined;
}

function idBytes(id: StreamId): Uint8Array {
  const bytes = fromBase64Url(id);
  if (bytes?.length !== ID_BYTES) throw new TypeError('a stream is named by 16 bytes');
  return bytes;
}

function malformed(detail: string, cause?: unknown): AppError {
  return new AppError('malformed', { detail, ...(cause === undefined ? {} : { cause }) });
}
