/**
 * The files of a drop or a paste, those in folders with the path above them. What a browser hands over is readable only
 * until the event's listener returns: everything that has to be asked of it is asked before the first await.
 */
import type { ChosenFile } from '../../elements/files/transfer-events.ts';

export interface Gathered {
  readonly files: readonly ChosenFile[];
  /** There were more than are taken at once. */
  readonly isCut: boolean;
  /** So many could not be read. */
  readonly unreadable: number;
}

/** So many files of one drop: a home folder dropped by mistake is not walked to its end. */
export const MOST_FILES = 10_000;
/** Folders within folders: a link that leads back into its own folder would never end. */
const MOST_DEPTH = 32;

/** As much of a DataTransferItem as is used. Chromium alone has handles. */
export interface DroppedItem {
  readonly kind: string;
  getAsFile(): File | null;
  webkitGetAsEntry?(): FileSystemEntry | null;
  getAsFileSystemHandle?(): Promise<FileSystemHandle | null>;
}

/** Begins to read before it returns: call it in the event's listener. */
export function gather(items: Iterable<DroppedItem>): Promise<Gathered> {
  const walk = new Walk();
  const taken = [...items].filter(({ kind }) => kind === 'file').map((item) => {
    const entry = item.webkitGetAsEntry?.() ?? undefined;
    return { entry, file: item.getAsFile() ?? undefined, handle: entry?.isDirectory === true ? undefined : handleOf(item) };
  });
  return (async () => {
    for (const { entry, file, handle } of taken) {
      if (isDirectory(entry)) await walk.folder(entry, [entry.name], 1);
      else if (file) walk.add(file, [], await handle);
    }
    return walk.gathered();
  })();
}

/** With a handle the file is still there after a reload; without one the person is asked for it again. */
async function handleOf(item: DroppedItem): Promise<FileSystemFileHandle | undefined> {
  try {
    const handle = await item.getAsFileSystemHandle?.();
    return isFileHandle(handle) ? handle : undefined;
  } catch {
    return undefined; // What was pasted lies nowhere.
  }
}

class Walk {
  readonly #files: ChosenFile[] = [];
  #isCut = false;
  #unreadable = 0;

  add(file: File, path: readonly string[], handle?: FileSystemFileHandle): void {
    if (this.#files.length >= MOST_FILES) this.#isCut = true;
    else this.#files.push({ file, ...(path.length > 0 && { path }), ...(handle && { handle }) });
  }

  async folder(folder: FileSystemDirectoryEntry, path: readonly string[], depth: number): Promise<void> {
    if (this.#isCut) return;
    if (depth > MOST_DEPTH) return this.#leaveOut();
    const reader = folder.createReader();
    // Each call has some of the entries, Chromium's a hundred, until one has none.
    for (let entries = await this.#read(reader); entries.length > 0 && !this.#isCut; entries = await this.#read(reader)) {
      for (const entry of entries) {
        if (isDirectory(entry)) await this.folder(entry, [...path, entry.name], depth + 1);
        else if (isFile(entry)) await this.#file(entry, path);
      }
    }
  }

  gathered(): Gathered {
    return { files: this.#files, isCut: this.#isCut, unreadable: this.#unreadable };
  }

  async #file(entry: FileSystemFileEntry, path: readonly string[]): Promise<void> {
    if (this.#files.length >= MOST_FILES) {
      this.#isCut = true;
      return;
    }
    try {
      this.add(await new Promise<File>((resolve, reject) => entry.file(resolve, reject)), path);
    } catch {
      this.#leaveOut();
    }
  }

  async #read(reader: FileSystemDirectoryReader): Promise<readonly FileSystemEntry[]> {
    try {
      return await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    } catch {
      this.#leaveOut();
      return [];
    }
  }

  #leaveOut(): void {
    this.#unreadable++;
  }
}

function isDirectory(entry: FileSystemEntry | undefined): entry is FileSystemDirectoryEntry {
  return entry?.isDirectory === true;
}

function isFile(entry: FileSystemEntry): entry is FileSystemFileEntry {
  return entry.isFile;
}

function isFileHandle(handle: FileSystemHandle | null | undefined): handle is FileSystemFileHandle {
  return handle?.kind === 'file';
}
