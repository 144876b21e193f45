/**
 * What a stored journal writes, as bytes: at order 0 how far both streams are, from 1 on the frames that were sent and
 * taken, in the order in which they were stored.
 *
 *   frame   direction (1: 1 out, 2 in) | kind (1: 1 text, 2 bytes) | number (4) | at (8, float: ms since 1970) | data
 */
import { joinBytes, type OwnBytes } from '../../base/bytes.ts';
import { fieldsOf, isInteger, parseJsonObject } from '../../base/parse.ts';
import type { ChannelData } from '../../peer/channels/channel-kinds.ts';
import { MAX_NUMBER, type StreamId } from './frames.ts';

export interface JournalProgress {
  readonly id: StreamId;
  /** As `JournalState.first`. */
  readonly first: number;
  readonly remote?: { readonly id: StreamId; readonly received: number };
}

export interface JournalFrame {
  readonly direction: 'out' | 'in';
  readonly number: number;
  readonly data: ChannelData;
  /** ms since 1970 by this page's clock. */
  readonly at: number;
}

const HEAD_BYTES = 14;
const MAX_PROGRESS_LENGTH = 1_000;

export function formatProgress(progress: JournalProgress): OwnBytes {
  return new TextEncoder().encode(JSON.stringify(progress));
}

/** @returns undefined for what this release has not written */
export function parseProgress(bytes: Uint8Array): JournalProgress | undefined {
  const read = parseJsonObject(new TextDecoder().decode(bytes), MAX_PROGRESS_LENGTH);
  const { id, first, remote: about } = read.ok ? read.value : {};
  const remote = fieldsOf(about);
  if (typeof id !== 'string' || !isInteger(first, 1, MAX_NUMBER + 1)) return undefined;
  if (!remote) return { id, first };
  const { id: other, received } = remote;
  return typeof other === 'string' && isInteger(received, 0, MAX_NUMBER) ? { id, first, remote: { id: other, received } } : undefined;
}

export function formatJournalFrame({ direction, number, data, at }: JournalFrame): OwnBytes {
  const isText = typeof data === 'string';
  const head = new Uint8Array(HEAD_BYTES);
  head.set([direction === 'out' ? 1 : 2, isText ? 1 : 2]);
  const view = new DataView(head.buffer);
  view.setUint32(2, number);
  view.setFloat64(6, at);
  return joinBytes(head, isText ? new TextEncoder().encode(data) : data);
}

/** @returns undefined for what this release has not written */
export function parseJournalFrame(bytes: OwnBytes): JournalFrame | undefined {
  if (bytes.length < HEAD_BYTES) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  const [direction, kind] = bytes;
  if ((direction !== 1 && direction !== 2) || (kind !== 1 && kind !== 2)) return undefined;
  const rest = bytes.slice(HEAD_BYTES);
  return {
    direction: direction === 1 ? 'out' : 'in', number: view.getUint32(2), at: view.getFloat64(6),
    // The byte order mark belongs to what was sent.
    data: kind === 1 ? new TextDecoder('utf-8', { ignoreBOM: true }).decode(rest) : rest,
  };
}
