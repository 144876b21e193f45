/** The sender's file, as the page has it; the worker reads and hashes it (sent-file.ts). */
import type { OwnBytes } from '../../base/bytes.ts';
import type { FileSource, Outcome, SourceBlock, SourceFailure } from '../files/ports.ts';
import { HASH_BEHIND_BYTES } from './hash-behind.ts';
import type { HashState } from './worker/stream-hash.ts';
import type { Desk } from './worker-calls.ts';

const VANISHED = { kind: 'failed', why: 'vanished' } as const;

export interface SentParts {
  readonly id: string;
  readonly file: File;
  readonly handle?: FileSystemFileHandle | undefined;
  /** Stores the running hash, for a page that is reloaded. */
  readonly keep: (hash: HashState) => Promise<void>;
}

export class DeskSource implements FileSource {
  readonly size: number;
  readonly #desk: Desk;
  readonly #parts: SentParts;
  /** The running hash after each block that is not verified yet. */
  #hashes: HashState[] = [];
  /** The next that is stored is that of this offset, or of a later one. */
  #keptFrom = 0;

  constructor(desk: Desk, parts: SentParts) {
    this.size = parts.file.size;
    this.#desk = desk;
    this.#parts = parts;
  }

  async block(offset: number): Promise<Outcome<SourceBlock, SourceFailure>> {
    const failure = await this.#checkFile();
    if (failure) return { kind: 'failed', why: failure };
    const read = await this.#desk.call('read', { id: this.#parts.id, offset }).catch(() => VANISHED);
    if (read.kind === 'failed') return read;
    const { bytes, digest, hash } = read.value;
    if (hash) this.#hashes.push(hash);
    return { kind: 'ok', value: { bytes, digest } };
  }

  async verified(offset: number): Promise<void> {
    const hash = this.#hashes.find(({ length }) => length === offset);
    this.#hashes = this.#hashes.filter(({ length }) => length > offset);
    if (!hash || offset < this.#keptFrom) return;
    this.#keptFrom = offset + HASH_BEHIND_BYTES;
    await this.#parts.keep(hash);
  }

  async finish(): Promise<Outcome<OwnBytes, SourceFailure>> {
    return this.#desk.call('finishSent', { id: this.#parts.id }).catch(() => VANISHED);
  }

  close(): void {
    this.#desk.call('closeSent', { id: this.#parts.id }).catch(() => {});
  }

  /** A handle tells what has become of the file. Without one the browser refuses to read a file that has changed. */
  async #checkFile(): Promise<SourceFailure | undefined> {
    const { file, handle } = this.#parts;
    if (!handle) return undefined;
    try {
      const now = await handle.getFile();
      return now.size === file.size && now.lastModified === file.lastModified ? undefined : 'changed';
    } catch (error) {
      // A permission that was taken back says nothing about the file, and the page still has it.
      return error instanceof DOMException && error.name === 'NotFoundError' ? 'vanished' : undefined;
    }
  }
}
