/**
 * The sender's file, read block by block in the worker. The hash of the whole runs along; a block that is read again is not
 * hashed again. The next block is read from the disk while one is hashed; hashing is in the order in which blocks were asked for.
 */
import { equalBytes, type OwnBytes } from '../../../base/bytes.ts';
import { BLOCK_BYTES, type Outcome, type SourceBlock, type SourceFailure } from '../../files/ports.ts';
import { HASH_BEHIND_BYTES } from '../hash-behind.ts';
import { sha256, StreamHash, type HashState } from './stream-hash.ts';

export interface ReadBlock extends SourceBlock {
  /** After this block, if it is the furthest that was hashed. */
  readonly hash?: HashState;
}

export class SentFile {
  readonly #file: Blob;
  readonly #hash: StreamHash;
  /** Never rejects. */
  #hashing: Promise<unknown> = Promise.resolve();

  private constructor(file: Blob, hash: StreamHash) {
    this.#file = file;
    this.#hash = hash;
  }

  /** @param hashed of the same file, by a page before this one */
  static async open(file: Blob, hashed?: HashState): Promise<SentFile> {
    const hash = hashed && (await StreamHash.from(hashed).catch(() => undefined));
    return new SentFile(file, hash ?? (await StreamHash.create()));
  }

  async block(offset: number): Promise<Outcome<ReadBlock, SourceFailure>> {
    const reading = readSlice(this.#file, offset);
    return this.#inTurn(async () => {
      const bytes = await reading;
      if (bytes.kind === 'failed') return bytes;
      const [digest, hash] = [await sha256(bytes.value), await this.#hashOn(offset, bytes.value)];
      return { kind: 'ok', value: { bytes: bytes.value, digest, ...(hash ? { hash } : {}) } };
    });
  }

  /** SHA-256 of the whole. What was not read in order is read now. */
  async finish(): Promise<Outcome<OwnBytes, SourceFailure>> {
    return this.#inTurn(async () => {
      const failure = await hashUpTo(this.#hash, this.#file, this.#file.size);
      return failure ?? { kind: 'ok', value: this.#hash.digest() };
    });
  }

  /** @returns the hash after the block; undefined where it goes on elsewhere */
  async #hashOn(offset: number, bytes: OwnBytes): Promise<HashState | undefined> {
    const behind = offset - this.#hash.length;
    // The page was reloaded: its file goes on behind what was stored.
    if (behind > 0 && behind <= HASH_BEHIND_BYTES) await hashUpTo(this.#hash, this.#file, offset);
    if (offset !== this.#hash.length) return undefined;
    this.#hash.update(bytes);
    return this.#hash.save();
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#hashing.then(work);
    this.#hashing = done.catch(() => undefined);
    return done;
  }
}

/** Whether a file begins with what has been hashed. */
export async function beginsWith(file: Blob, { length, state }: HashState): Promise<boolean> {
  try {
    const expected = await StreamHash.from({ length, state });
    const hash = await StreamHash.create();
    const failure = await hashUpTo(hash, file, length);
    return failure === undefined && hash.length === length && equalBytes(hash.digest(), expected.digest());
  } catch {
    return false;
  }
}

async function hashUpTo(hash: StreamHash, file: Blob, end: number): Promise<{ readonly kind: 'failed'; readonly why: SourceFailure } | undefined> {
  while (hash.length < end) {
    const bytes = await readSlice(file, hash.length, end);
    if (bytes.kind === 'failed') return bytes;
    hash.update(bytes.value);
  }
  return undefined;
}

/** At most one block of it. */
async function readSlice(file: Blob, offset: number, end = file.size): Promise<Outcome<OwnBytes, SourceFailure>> {
  const until = Math.min(offset + BLOCK_BYTES, end);
  try {
    const bytes = new Uint8Array(await file.slice(offset, until).arrayBuffer());
    return bytes.length === until - offset ? { kind: 'ok', value: bytes } : { kind: 'failed', why: 'changed' };
  } catch (error) {
    return { kind: 'failed', why: sourceFailure(error) };
  }
}

/**
 * Browsers throw NotFoundError for a file that is gone, and NotReadableError for one that was changed since it was chosen
 * (https://w3c.github.io/FileAPI/#dfn-error-codes).
 */
function sourceFailure(error: unknown): SourceFailure {
  return error instanceof DOMException && error.name === 'NotFoundError' ? 'vanished' : 'changed';
}
