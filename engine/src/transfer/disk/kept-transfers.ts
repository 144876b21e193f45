/** What a page has written of its transfers into the browser's database, and what the next page reads of it. */
import { fieldsOf, isInteger, isOneOf, isText } from '../../base/parse.ts';
import { MAX_FILE_BYTES, type StoredTransfer } from '../files/ports.ts';
import type { HashState } from './worker/stream-hash.ts';

/** The sender's file of a transfer. */
export interface KeptSource {
  readonly size: number;
  readonly lastModified: number;
  /** Where the browser has handles. */
  readonly handle?: FileSystemFileHandle;
}

const PHASES = ['offered', 'accepted', 'paused-here', 'paused-there', 'done'] as const;

/** @returns undefined for what this release does not write */
export function parseTransfer(value: unknown): StoredTransfer | undefined {
  const { id, direction, participant, name, path, type, size, at, phase, attempt, bytes } = fieldsOf(value) ?? {};
  const isKnown = isText(id) && isOneOf(direction, ['out', 'in']) && isText(participant) && isText(name) && isText(type)
    && Array.isArray(path) && path.every((part) => isText(part)) && isInteger(size, 0, MAX_FILE_BYTES) && isInteger(at, 0) && isOneOf(phase, PHASES) && isInteger(attempt, 0);
  return isKnown ? { id, direction, participant, name, path, type, size, at, phase, attempt, ...(isInteger(bytes, 1, size) && { bytes }) } : undefined;
}

export function parseSource(value: unknown): KeptSource | undefined {
  const { size, lastModified, handle } = fieldsOf(value) ?? {};
  if (!isInteger(size, 0) || !isInteger(lastModified, -Number.MAX_SAFE_INTEGER)) return undefined;
  return { size, lastModified, ...(isFileHandle(handle) ? { handle } : {}) };
}

export function parseHashState(value: unknown): HashState | undefined {
  const { length, state } = fieldsOf(value) ?? {};
  return isInteger(length, 0) && state instanceof Uint8Array ? { length, state: new Uint8Array(state) } : undefined;
}

function isFileHandle(value: unknown): value is FileSystemFileHandle {
  return typeof FileSystemFileHandle === 'function' && value instanceof FileSystemFileHandle;
}
