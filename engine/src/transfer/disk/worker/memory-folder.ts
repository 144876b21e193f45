/**
 * Received files where the browser keeps none for the origin: a private window of Firefox or Safari, an old browser. Blocks are
 * blobs, which a browser may keep outside the page's own memory. A reload loses them.
 */
import { joinBytes, type OwnBytes } from '../../../base/bytes.ts';
import type { FileFolder, StoredFile } from '../../../base/storage/origin-folder.ts';

/**
 * For all files of a page together, 128 MiB: browsers on phones close a tab that holds some 200 MB
 * (https://github.com/schlagmichdoch/PairDrop/issues/294), and a call holds memory as well.
 */
export const MEMORY_LIMIT_BYTES = 128 * 1024 * 1024;

export function memoryFolder(): FileFolder {
  const files = new Map<string, MemoryFile>();
  return {
    open: async (name, kind) => {
      const file = files.get(name) ?? (kind === 'record' ? new RecordInMemory() : new DataInMemory());
      files.set(name, file);
      return file;
    },
    blob: async (name) => files.get(name)?.blob(),
    delete: async (name) => {
      files.delete(name);
    },
  };
}

type MemoryFile = StoredFile & { blob(): Blob };

/** Data are only added at the end, and not read back. */
class DataInMemory implements MemoryFile {
  readonly #parts: Blob[] = [];

  get size(): number {
    return this.#parts.reduce((total, { size }) => total + size, 0);
  }

  read(): OwnBytes {
    return new Uint8Array();
  }

  write(at: number, bytes: OwnBytes): void {
    this.truncate(at);
    if (at !== this.size) throw new RangeError('data in memory are written at their end');
    this.#parts.push(new Blob([bytes]));
  }

  truncate(size: number): void {
    while (this.size > size) this.#parts.pop();
  }

  flush(): void {}
  close(): void {}

  blob(): Blob {
    return new Blob(this.#parts);
  }
}

/** Small, read back, and written in place. */
class RecordInMemory implements MemoryFile {
  #bytes: OwnBytes = new Uint8Array();

  get size(): number {
    return this.#bytes.length;
  }

  read(at: number, length: number): OwnBytes {
    return this.#bytes.slice(at, at + length);
  }

  write(at: number, bytes: OwnBytes): void {
    const gap = new Uint8Array(Math.max(0, at - this.size));
    this.#bytes = joinBytes(this.#bytes.subarray(0, at), gap, bytes, this.#bytes.subarray(at + bytes.length));
  }

  truncate(size: number): void {
    this.#bytes = this.#bytes.slice(0, size);
  }

  flush(): void {}
  close(): void {}

  blob(): Blob {
    return new Blob([this.#bytes]);
  }
}
