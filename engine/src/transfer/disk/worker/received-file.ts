/**
 * A file that is received, in the worker. A block is written once its digest is right, and reported once it is on the disk
 * together with the running hash: a page that is reloaded goes on from there and hashes nothing again.
 */
import { equalBytes, type OwnBytes } from '../../../base/bytes.ts';
import { isNamed, type FileFolder, type StoredFile } from '../../../base/storage/origin-folder.ts';
import type { SinkFailure } from '../../files/ports.ts';
import { ProgressRecord } from './progress-record.ts';
import { sha256, StreamHash } from './stream-hash.ts';

export const dataName = (id: string): string => `${id}.data`;
export const progressName = (id: string): string => `${id}.progress`;

interface Opened {
  readonly data: StoredFile;
  readonly progress: StoredFile;
}

export class ReceivedFile {
  readonly #size: number;
  readonly #files: Opened;
  readonly #record: ProgressRecord;
  readonly #hash: StreamHash;
  #isClosed = false;

  private constructor(size: number, files: Opened, record: ProgressRecord, hash: StreamHash) {
    this.#size = size;
    this.#files = files;
    this.#record = record;
    this.#hash = hash;
  }

  /**
   * What an earlier page has left of it is taken where it fits. Rejects with what the browser throws, or QuotaExceededError.
   * @param room bytes that the browser has left, by its estimate
   */
  static async open(folder: FileFolder, id: string, size: number, room = Infinity): Promise<ReceivedFile> {
    const data = await folder.open(dataName(id), 'data');
    let progress: StoredFile | undefined;
    try {
      progress = await folder.open(progressName(id), 'record');
      const record = new ProgressRecord(progress);
      const hash = await resumed(record, data, size);
      if (size - data.size > room) throw new DOMException('no room by the estimate', 'QuotaExceededError');
      // Reserves the room for all of it. The estimate alone is not enough: Chromium names 10 GiB, whatever there is.
      data.truncate(size);
      return new ReceivedFile(size, { data, progress }, record, hash);
    } catch (error) {
      data.close();
      progress?.close();
      throw error;
    }
  }

  get verifiedBytes(): number {
    return this.#hash.length;
  }

  /**
   * The block that begins at `verifiedBytes`. After a failure everything is as it was before.
   * Rejects with what the browser throws.
   */
  async take(block: OwnBytes, digest: Uint8Array): Promise<'verified' | 'mismatch'> {
    if (!equalBytes(await sha256(block), digest)) return 'mismatch';
    const before = this.#hash.save();
    try {
      this.#files.data.write(before.length, block);
      // The data are on the disk before the record that vouches for them.
      this.#files.data.flush();
      this.#hash.update(block);
      await this.#record.write({ size: this.#size, hash: this.#hash.save() });
      return 'verified';
    } catch (error) {
      this.#hash.load(before);
      throw error;
    }
  }

  digest(): OwnBytes {
    return this.#hash.digest();
  }

  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#files.data.close();
    this.#files.progress.close();
  }
}

async function resumed(record: ProgressRecord, data: StoredFile, size: number): Promise<StreamHash> {
  const found = await record.read();
  const isUsable = found !== undefined && found.size === size && found.hash.length <= size && found.hash.length <= data.size;
  // The state of another build of hash-wasm is refused: the file begins anew.
  return isUsable ? StreamHash.from(found.hash).catch(() => StreamHash.create()) : StreamHash.create();
}

/** The name of what a write or an opened file has thrown. */
export function sinkFailure(error: unknown): SinkFailure {
  const isFull = isNamed(error, 'QuotaExceededError') || (error instanceof Error && error.name === 'QuotaExceededError');
  return isFull ? 'disk-full' : 'not-stored';
}
