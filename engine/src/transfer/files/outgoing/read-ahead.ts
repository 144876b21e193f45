/**
 * Blocks of a file, in their order, that are read while those before them are sent. To read a block from the disk and hash it takes, on
 * a fast link, as long as to send it: with one block read ahead, a sender waits for a fifth of its time.
 */
import { contained, uncaught } from '../../../base/contained.ts';
import { blockEnd } from '../pace/chunk-window.ts';
import type { FileSource, SourceBlock, SourceFailure } from '../ports.ts';

export interface Block extends SourceBlock {
  /** Of its first byte in the file. */
  readonly offset: number;
}

export interface ReadAheadPorts {
  /** There is a first block now. */
  readonly onReady: () => void;
  readonly onFailed: (why: SourceFailure) => void;
}

/** In memory, those that are being read among them: the one that is sent, and two more. */
export const MAX_READ_BLOCKS = 3;

export class ReadAhead {
  readonly #source: FileSource;
  readonly #ports: ReadAheadPorts;
  readonly #blocks: Block[] = [];
  /** Where the next block begins that is asked for. */
  #next: number;
  #reading = 0;
  #isStopped = false;
  #work: Promise<void> = Promise.resolve();

  constructor(source: FileSource, from: number, ports: ReadAheadPorts) {
    this.#source = source;
    this.#ports = ports;
    this.#next = from;
    this.#readOn();
  }

  /** Undefined while it is being read, and behind the last. */
  get first(): Block | undefined {
    return this.#blocks[0];
  }

  /** The first block is sent: the one behind it is first. */
  shift(): void {
    this.#blocks.shift();
    this.#readOn();
  }

  /** @returns once nothing is read any more */
  async stop(): Promise<void> {
    this.#isStopped = true;
    this.#blocks.length = 0;
    await this.#work;
  }

  #readOn(): void {
    while (!this.#isStopped && this.#next < this.#source.size && this.#blocks.length + this.#reading < MAX_READ_BLOCKS) {
      const offset = this.#next;
      this.#next = blockEnd(offset, this.#source.size);
      this.#reading++;
      const read = this.#source.block(offset);
      this.#work = this.#work.then(async () => this.#take(offset, await read));
      contained(this.#work, uncaught);
    }
  }

  #take(offset: number, read: Awaited<ReturnType<FileSource['block']>>): void {
    this.#reading--;
    if (this.#isStopped) return;
    if (read.kind === 'failed') {
      this.#isStopped = true;
      return this.#ports.onFailed(read.why);
    }
    this.#blocks.push({ ...read.value, offset });
    if (this.#blocks.length === 1) this.#ports.onReady();
  }
}
