/**
 * The bytes of one file on their way out, from the block that the receiver has asked for.
 *
 *   reading ──block is there──► sending ──its last chunk taken, digest said──► reading … ──all blocks──► finishing ──hash said──► finished
 *                                                                                        any ──source fails, stop──► stopped
 *
 * The next block is read while the one before is sent: two blocks are in memory, however large the file is.
 */
import { contained, uncaught } from '../../../base/contained.ts';
import { freedBytes } from '../../../base/freed-bytes.ts';
import { nextChunkBytes } from '../pace/chunk-window.ts';
import type { RunFrame } from '../wire/control-queue.ts';
import { chunkWithin } from '../wire/frames.ts';
import { BLOCK_BYTES, type FileSource, type SourceBlock, type SourceFailure } from '../ports.ts';

export interface OutgoingRunPorts {
  readonly say: (frame: RunFrame) => void;
  /** There may be something to send again. */
  readonly onReady: () => void;
  readonly onFailed: (why: SourceFailure) => void;
}

export class OutgoingRun {
  readonly run: number;
  readonly #source: FileSource;
  readonly #ports: OutgoingRunPorts;
  #sent: number;
  #verified: number;
  #block: (SourceBlock & { readonly offset: number }) | undefined;
  #next: (SourceBlock & { readonly offset: number }) | undefined;
  #isReading = false;
  #isFinishing = false;
  #isStopped = false;
  #work: Promise<void> = Promise.resolve();

  constructor(run: number, from: number, source: FileSource, ports: OutgoingRunPorts) {
    this.run = run;
    this.#source = source;
    this.#ports = ports;
    this.#sent = from;
    this.#verified = from;
    this.#readOn();
  }

  get verified(): number {
    return this.#verified;
  }

  /** @returns the next chunk, as a frame; undefined while the window is full, the file is read, or all is sent */
  next(chunkBytes: number): { readonly frame: Uint8Array; readonly length: number } | undefined {
    const block = this.#block;
    if (this.#isStopped || !block) return undefined;
    const length = nextChunkBytes({ sent: this.#sent, verified: this.#verified, size: this.#source.size, chunkBytes });
    if (length === 0) return undefined;
    const at = this.#sent - block.offset;
    return { frame: chunkWithin(block.bytes, { run: this.run, offset: this.#sent, at, length }), length };
  }

  /** The chunk of this length has been taken by the channel. */
  sent(length: number): void {
    this.#sent += length;
    const block = this.#block;
    if (!block || this.#sent < block.offset + block.bytes.length) return;
    this.#ports.say({ type: 'block', run: this.run, end: this.#sent, digest: block.digest });
    freedBytes.free(block.bytes);
    this.#block = this.#next;
    this.#next = undefined;
    this.#readOn();
  }

  /** @returns false for what the receiver can't have verified */
  acknowledge(verified: number): boolean {
    if (verified > this.#sent || verified < this.#verified || (verified % BLOCK_BYTES !== 0 && verified !== this.#source.size)) return false;
    this.#verified = verified;
    contained(this.#source.verified(verified), uncaught);
    this.#ports.onReady();
    return true;
  }

  /** @returns once nothing is read for it any more */
  stop(): Promise<void> {
    this.#isStopped = true;
    this.#block = undefined;
    this.#next = undefined;
    return this.#work;
  }

  #readOn(): void {
    if (this.#isReading || this.#isStopped || this.#next) return;
    const from = this.#block ? this.#block.offset + this.#block.bytes.length : this.#sent;
    if (from < this.#source.size) this.#work = this.#read(from);
    else if (!this.#block && !this.#isFinishing) this.#work = this.#finish();
    contained(this.#work, uncaught);
  }

  async #read(offset: number): Promise<void> {
    this.#isReading = true;
    const read = await this.#source.block(offset);
    this.#isReading = false;
    if (this.#isStopped) return;
    if (read.kind === 'failed') return this.#ports.onFailed(read.why);
    const block = { ...read.value, offset };
    if (this.#block) this.#next = block;
    else this.#block = block;
    this.#readOn();
    this.#ports.onReady();
  }

  async #finish(): Promise<void> {
    this.#isFinishing = true;
    const finished = await this.#source.finish();
    if (this.#isStopped) return;
    if (finished.kind === 'failed') return this.#ports.onFailed(finished.why);
    this.#ports.say({ type: 'done', run: this.run, size: this.#source.size, digest: finished.value });
  }
}
