/** A store of files in memory, for tests: what it keeps outlives the page's objects, as a disk does. */
import { createHash } from 'node:crypto';
import { equalBytes, joinBytes, type OwnBytes } from '../../../base/bytes.ts';
import {
  BLOCK_BYTES, type FileSink, type FileSource, type FileStore, type Outcome, type SinkFailure, type SourceBlock, type SourceFailure,
  type StoredTransfer, type StoredTransfers,
} from '../ports.ts';
import { RealWork } from './real-work.ts';

/** At once: WebCrypto answers in the machine's time. */
const sha256 = (bytes: OwnBytes): OwnBytes => new Uint8Array(createHash('sha256').update(bytes).digest());

interface Stored {
  bytes: OwnBytes;
}

/** What the tab has on its disk. */
interface Disk {
  readonly sinks: Map<string, Stored>;
  readonly handles: Map<string, File>;
  /** Of what was sent: how far it is verified, and its digest up to there. */
  readonly sent: Map<string, { readonly size: number; offset: number; digest: OwnBytes }>;
  readonly transfers: Map<string, StoredTransfer>;
  instance: string | undefined;
}

/** Whether the page that uses it is still there: what a page that is gone has begun never ends. */
interface Life {
  isOver: boolean;
}

const never = <T>(): Promise<T> => new Promise(() => {});

export interface MemoryStoreOptions {
  /** Bytes for all files together; without end when left out. */
  readonly room?: number;
  /** Bytes for one file. */
  readonly limit?: number;
  /** Whether the tab keeps the sender's files over a reload. */
  readonly hasHandles?: boolean;
  /** Another than SHA-256: a simulator hashes millions of blocks. */
  readonly digest?: (bytes: OwnBytes) => OwnBytes;
  /** Of both pages, where virtual time waits for it. */
  readonly work?: RealWork;
}

export class MemoryStore implements FileStore {
  readonly #options: MemoryStoreOptions;
  readonly #disk: Disk;
  readonly #life: Life = { isOver: false };
  readonly #work: RealWork;
  readonly #digest: (bytes: OwnBytes) => Promise<OwnBytes>;
  readonly #openSinks = new Set<MemorySink>();

  constructor(options: MemoryStoreOptions = {}, disk: Disk = { sinks: new Map(), handles: new Map(), sent: new Map(), transfers: new Map(), instance: undefined }) {
    this.#options = options;
    this.#disk = disk;
    this.#work = options.work ?? new RealWork();
    const { digest = sha256 } = options;
    this.#digest = async (bytes) => digest(bytes);
  }

  /** The page is gone; another one in the same tab finds what it has left. */
  reloaded(): MemoryStore {
    this.#life.isOver = true;
    return new MemoryStore(this.#options, this.#disk);
  }

  async open(): Promise<StoredTransfers> {
    return { instance: this.#disk.instance, transfers: [...this.#disk.transfers.values()] };
  }

  async keep(instance: string, transfers: readonly StoredTransfer[]): Promise<void> {
    if (this.#life.isOver) return never();
    this.#disk.instance = instance;
    for (const transfer of transfers) this.#disk.transfers.set(transfer.id, transfer);
  }

  async forget(ids: readonly string[]): Promise<void> {
    if (this.#life.isOver) return never();
    for (const id of ids) {
      this.#disk.transfers.delete(id);
      this.#disk.sinks.delete(id);
      this.#disk.handles.delete(id);
      this.#disk.sent.delete(id);
    }
  }

  async limit(): Promise<number | undefined> {
    return this.#options.limit;
  }

  async source(id: string, file: File): Promise<FileSource> {
    if (this.#options.hasHandles) this.#disk.handles.set(id, file);
    this.#disk.sent.set(id, { size: file.size, offset: 0, digest: await this.#digest(new Uint8Array()) });
    return this.#sourceOf(id, file);
  }

  async sourceAgain(id: string): Promise<FileSource | undefined> {
    const file = this.#disk.handles.get(id);
    return file && this.#sourceOf(id, file);
  }

  async sourceFrom(id: string, file: File): Promise<FileSource | undefined> {
    const sent = this.#disk.sent.get(id);
    // Nothing of it was sent: any file will do, of the size that the caller knows.
    if (!sent) return this.source(id, file);
    if (file.size !== sent.size) return undefined;
    const digest = await this.#digest(await this.#read(file, 0, sent.offset));
    return equalBytes(digest, sent.digest) ? this.#sourceOf(id, file) : undefined;
  }

  async sink(id: string, size: number): Promise<Outcome<FileSink, SinkFailure>> {
    if (size > (this.#options.limit ?? Infinity)) return { kind: 'failed', why: 'too-large' };
    const stored = this.#disk.sinks.get(id) ?? { bytes: new Uint8Array() };
    if (this.used - stored.bytes.length + size > (this.#options.room ?? Infinity)) return { kind: 'failed', why: 'disk-full' };
    this.#disk.sinks.set(id, stored);
    const sink: MemorySink = new MemorySink(stored, size, {
      life: this.#life, digest: this.#digest,
      onRemoved: () => this.#disk.sinks.delete(id),
      onClosed: () => this.#openSinks.delete(sink),
    });
    this.#openSinks.add(sink);
    return { kind: 'ok', value: sink };
  }

  /** How many sinks of this page hold a file open. */
  get openSinks(): number {
    return this.#openSinks.size;
  }

  /** How many received files there is something of. */
  get receivedFiles(): number {
    return this.#disk.sinks.size;
  }

  /** Bytes that are stored of received files. */
  get used(): number {
    return [...this.#disk.sinks.values()].reduce((total, { bytes }) => total + bytes.length, 0);
  }

  #sourceOf(id: string, file: File): FileSource {
    return new MemorySource(file, this.#digest, (from, to) => this.#read(file, from, to), async (offset) => {
      const sent = this.#disk.sent.get(id);
      // Where the file has vanished, nothing is kept: reading its next block reports that.
      const read = sent && (await this.#read(file, 0, offset).catch(() => undefined));
      if (read) Object.assign(sent, { offset, digest: await this.#digest(read) });
    });
  }

  #read(file: File, from: number, to: number): Promise<OwnBytes> {
    return this.#work.run(async () => new Uint8Array(await file.slice(from, to).arrayBuffer()));
  }
}

class MemorySource implements FileSource {
  readonly size: number;
  readonly #file: File;
  readonly #digest: (bytes: OwnBytes) => Promise<OwnBytes>;
  readonly #slice: (from: number, to: number) => Promise<OwnBytes>;
  readonly #keep: (offset: number) => Promise<void>;

  constructor(file: File, digest: (bytes: OwnBytes) => Promise<OwnBytes>, slice: (from: number, to: number) => Promise<OwnBytes>, keep: (offset: number) => Promise<void>) {
    this.size = file.size;
    this.#slice = slice;
    this.#digest = digest;
    this.#file = file;
    this.#keep = keep;
  }

  async block(offset: number): Promise<Outcome<SourceBlock, SourceFailure>> {
    const read = await this.#read(offset, Math.min(offset + BLOCK_BYTES, this.size));
    return read.kind === 'failed' ? read : { kind: 'ok', value: { bytes: read.value, digest: await this.#digest(read.value) } };
  }

  async verified(offset: number): Promise<void> {
    await this.#keep(offset);
  }

  async finish(): Promise<Outcome<OwnBytes, SourceFailure>> {
    const read = await this.#read(0, this.size);
    return read.kind === 'failed' ? read : { kind: 'ok', value: await this.#digest(read.value) };
  }

  close(): void {}

  async #read(from: number, to: number): Promise<Outcome<OwnBytes, SourceFailure>> {
    try {
      const bytes = await this.#slice(from, to);
      return bytes.length === to - from && this.#file.size === this.size ? { kind: 'ok', value: bytes } : { kind: 'failed', why: 'changed' };
    } catch {
      return { kind: 'failed', why: 'vanished' };
    }
  }
}

interface SinkParts {
  readonly life: Life;
  readonly digest: (bytes: OwnBytes) => Promise<OwnBytes>;
  readonly onRemoved: () => void;
  readonly onClosed: () => void;
}

class MemorySink implements FileSink {
  readonly #stored: Stored;
  readonly #size: number;
  readonly #parts: SinkParts;
  #written: Uint8Array[] = [];
  #isFinished = false;

  constructor(stored: Stored, size: number, parts: SinkParts) {
    this.#stored = stored;
    this.#size = size;
    this.#parts = parts;
  }

  get verifiedBytes(): number {
    return this.#stored.bytes.length;
  }

  async write(offset: number, bytes: Uint8Array): Promise<Outcome<undefined, SinkFailure>> {
    const end = this.verifiedBytes + this.#written.reduce((total, { length }) => total + length, 0);
    if (offset !== end || end + bytes.length > this.#size) return { kind: 'failed', why: 'not-stored' };
    this.#written.push(bytes);
    return { kind: 'ok', value: undefined };
  }

  async verify(digest: Uint8Array): Promise<Outcome<'verified' | 'mismatch', SinkFailure>> {
    const length = Math.min(BLOCK_BYTES, this.#size - this.verifiedBytes);
    const written = joinBytes(...this.#written);
    if (written.length < length) return { kind: 'failed', why: 'not-stored' };
    const block = written.slice(0, length);
    if (!equalBytes(await this.#parts.digest(block), digest)) return { kind: 'ok', value: 'mismatch' };
    if (this.#parts.life.isOver) return never();
    this.#written = [written.slice(length)];
    this.#stored.bytes = joinBytes(this.#stored.bytes, block);
    return { kind: 'ok', value: 'verified' };
  }

  async rewind(): Promise<void> {
    this.#written = [];
  }

  async finish(): Promise<Outcome<OwnBytes, SinkFailure>> {
    this.#isFinished = true;
    return { kind: 'ok', value: await this.#parts.digest(this.#stored.bytes) };
  }

  async blob(): Promise<Blob | undefined> {
    if (!this.#isFinished) return undefined;
    return new Blob([this.#stored.bytes]);
  }

  async remove(): Promise<void> {
    this.#written = [];
    this.#stored.bytes = new Uint8Array();
    this.#parts.onRemoved();
  }

  close(): void {
    this.#parts.onClosed();
  }
}
