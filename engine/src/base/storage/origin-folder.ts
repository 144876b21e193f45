/**
 * Files that the browser keeps for this origin alone (https://fs.spec.whatwg.org, the origin private file system), in a worker:
 * only there can they be written in place, so that a page that is reloaded finds what was written.
 */
import { delay, type Clock } from '../clock.ts';

/** A file that is open for this worker alone. Its methods throw what the browser throws. */
export interface StoredFile {
  readonly size: number;
  /** @returns the bytes from `at` on, fewer at the end of the file */
  read(at: number, length: number): Uint8Array<ArrayBuffer>;
  /** @throws DOMException QuotaExceededError, also where the browser writes less than it is given */
  write(at: number, bytes: Uint8Array<ArrayBuffer>): void;
  /** Shortens it, or makes it longer. @throws DOMException QuotaExceededError */
  truncate(size: number): void;
  /** What has been written is on the disk when it returns. */
  flush(): void;
  close(): void;
}

/** One folder of such files. Its methods reject with what the browser throws. */
export interface FileFolder {
  /** @param kind data are long and written at their end; a record is short, read back and written in place */
  open(name: string, kind: 'data' | 'record'): Promise<StoredFile>;
  /** The file as it is on the disk, not in memory; undefined where there is none. */
  blob(name: string): Promise<Blob | undefined>;
  delete(name: string): Promise<void>;
}

/** The part of FileSystemSyncAccessHandle that is used; TypeScript has it for workers alone. */
interface SyncAccess {
  getSize(): number;
  read(into: Uint8Array<ArrayBuffer>, options: { readonly at: number }): number;
  write(bytes: Uint8Array<ArrayBuffer>, options: { readonly at: number }): number;
  truncate(size: number): void;
  flush(): void;
  close(): void;
}

const hasSyncAccess = (handle: object): handle is { createSyncAccessHandle(): Promise<SyncAccess> } => 'createSyncAccessHandle' in handle;

/** The worker of the page before this one may have the file for a moment yet: it is asked again every 50 ms, for 5 s. */
const AGAIN_MS = 50;
const TIMES = 100;

/**
 * All folders of the tabs of this origin.
 * @returns undefined where the browser has no such files: an old one, a private window, a page
 */
export async function openTabFolders(name: string, clock: Clock, reach = (): Promise<FileSystemDirectoryHandle> => navigator.storage.getDirectory()): Promise<TabFolders | undefined> {
  try {
    const root = await (await reach()).getDirectoryHandle(name, { create: true });
    const probe = await root.getFileHandle(PROBE, { create: true });
    if (!hasSyncAccess(probe)) return undefined;
    return new TabFolders(root, clock);
  } catch {
    return undefined;
  }
}

const PROBE = 'probe';

/** A folder for each tab: what is in it goes with the tab. */
export class TabFolders {
  readonly #root: FileSystemDirectoryHandle;
  readonly #clock: Clock;

  constructor(root: FileSystemDirectoryHandle, clock: Clock) {
    this.#root = root;
    this.#clock = clock;
  }

  async folder(tab: string): Promise<FileFolder> {
    const folder = await this.#root.getDirectoryHandle(tab, { create: true });
    const clock = this.#clock;
    return {
      async open(name) {
        const handle = await folder.getFileHandle(name, { create: true });
        if (!hasSyncAccess(handle)) throw new DOMException('no files in place', 'NotSupportedError');
        return asStoredFile(await whenFree(() => handle.createSyncAccessHandle(), clock));
      },
      async blob(name) {
        try {
          return await (await folder.getFileHandle(name)).getFile();
        } catch (error) {
          if (isNamed(error, 'NotFoundError')) return undefined;
          throw error;
        }
      },
      async delete(name) {
        try {
          await whenFree(() => folder.removeEntry(name), clock);
        } catch (error) {
          if (!isNamed(error, 'NotFoundError')) throw error;
        }
      },
    };
  }
}

/** Whether the browser has thrown an error of this name. */
export function isNamed(error: unknown, name: string): boolean {
  return error instanceof DOMException && error.name === name;
}

async function whenFree<Got>(ask: () => Promise<Got>, clock: Clock): Promise<Got> {
  for (let time = 0; ; time++) {
    try {
      return await ask();
    } catch (error) {
      if (!isNamed(error, 'NoModificationAllowedError') || time === TIMES) throw error;
    }
    await delay(clock, AGAIN_MS);
  }
}

function asStoredFile(access: SyncAccess): StoredFile {
  return {
    get size() {
      return access.getSize();
    },
    read(at, length) {
      const into = new Uint8Array(length);
      return into.subarray(0, access.read(into, { at }));
    },
    write(at, bytes) {
      if (access.write(bytes, { at }) < bytes.length) throw new DOMException('less was written than given', 'QuotaExceededError');
    },
    truncate: (size) => access.truncate(size),
    flush: () => access.flush(),
    close: () => access.close(),
  };
}
