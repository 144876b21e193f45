/**
 * How far a received file is verified, stored beside its data with the running hash. Two slots are written in turn: a page
 * that is closed while it writes one still has the other.
 *
 * A slot of 256 bytes: `FLR1` · size u64 · verified u64 · length of the state u16 · state · first 8 bytes of the SHA-256 of all before.
 */
import { equalBytes, joinBytes, type OwnBytes } from '../../../base/bytes.ts';
import type { StoredFile } from '../../../base/storage/origin-folder.ts';
import { sha256, type HashState } from './stream-hash.ts';

const SLOT_BYTES = 256;
const HEAD_BYTES = 22;
const CHECK_BYTES = 8;
const MAGIC = Uint8Array.of(0x46, 0x4c, 0x52, 0x31);

export interface Progress {
  /** Of the whole file, bytes. */
  readonly size: number;
  /** Of what is verified. */
  readonly hash: HashState;
}

export class ProgressRecord {
  readonly #file: StoredFile;
  #next: 0 | 1 = 0;

  constructor(file: StoredFile) {
    this.#file = file;
  }

  /** The furthest of what was written whole. */
  async read(): Promise<Progress | undefined> {
    const [one, other] = await Promise.all([0, SLOT_BYTES].map((at) => parseProgress(this.#file.read(at, SLOT_BYTES))));
    const isOneFurther = other === undefined || (one !== undefined && one.hash.length > other.hash.length);
    this.#next = isOneFurther ? 1 : 0;
    return isOneFurther ? one : other;
  }

  /** @throws what the browser throws; what was written before stays */
  async write(progress: Progress): Promise<void> {
    this.#file.write(this.#next * SLOT_BYTES, await formatProgress(progress));
    this.#file.flush();
    this.#next = this.#next === 0 ? 1 : 0;
  }
}

export async function formatProgress({ size, hash }: Progress): Promise<OwnBytes> {
  const head = new DataView(new ArrayBuffer(HEAD_BYTES));
  for (const [index, byte] of MAGIC.entries()) head.setUint8(index, byte);
  head.setBigUint64(4, BigInt(size));
  head.setBigUint64(12, BigInt(hash.length));
  head.setUint16(20, hash.state.length);
  const body = joinBytes(new Uint8Array(head.buffer), hash.state);
  const record = joinBytes(body, (await sha256(body)).subarray(0, CHECK_BYTES));
  if (record.length > SLOT_BYTES) throw new RangeError('the state of the hash does not fit');
  return joinBytes(record, new Uint8Array(SLOT_BYTES - record.length));
}

/** @returns undefined for anything that `formatProgress` would not have written */
export async function parseProgress(slot: OwnBytes): Promise<Progress | undefined> {
  if (slot.length < SLOT_BYTES || !equalBytes(slot.subarray(0, MAGIC.length), MAGIC)) return undefined;
  const head = new DataView(slot.buffer, slot.byteOffset, HEAD_BYTES);
  const end = HEAD_BYTES + head.getUint16(20);
  if (end + CHECK_BYTES > SLOT_BYTES) return undefined;
  const check = (await sha256(slot.slice(0, end))).subarray(0, CHECK_BYTES);
  if (!equalBytes(check, slot.subarray(end, end + CHECK_BYTES))) return undefined;
  return { size: Number(head.getBigUint64(4)), hash: { length: Number(head.getBigUint64(12)), state: slot.slice(HEAD_BYTES, end) } };
}
