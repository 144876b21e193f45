/**
 * The bytes of one file on their way out, from the block that the receiver has asked for.
 *
 *   sending ──a block's last chunk taken, its digest said──► sending … ──all blocks──► finishing ──hash said──► finished
 *                                        any ──source fails, stop──► stopped
 *
 * Blocks are read ahead of those that are sent: see read-ahead.ts.
 */
import { contained, uncaught } from '../../../base/contained.ts';
import { freedBytes } from '../../../base/freed-bytes.ts';
import { nextChunkBytes } from '../pace/chunk-window.ts';
import type { RunFrame } from '../wire/control-queue.ts';
import { chunkWithin } from '../wire/frames.ts';
import { BLOCK_BYTES, type FileSource, type SourceFailure } from '../ports.ts';
import { ReadAhead } from './read-ahead.ts';

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
  readonly #blocks: ReadAhead;
  #sent: number;
  #verified: number;
  #isFinishing = false;
  #isStopped = false;
  #finishing: Promise<void> = Promise.resolve();

  constructor(run: number, from: number, source: FileSource, ports: OutgoingRunPorts) {
    this.run = run;
    this.#source = source;
    this.#ports = ports;
    this.#sent = from;
    this.#verified = from;
    this.#blocks = new ReadAhead(source, from, ports);
    this.#finishOnceSent();
  }

  get verified(): number {
    return this.#verified;
  }

  /** @returns the next chunk, as a frame; undefined while the window is full, the file is read, or all is sent */
  next(chunkBytes: number): { readonly frame: Uint8Array; readonly length: number } | undefined {
    const block = this.#blocks.first;
    if (this.#isStopped || !block) return undefined;
    const length = nextChunkBytes({ sent: this.#sent, verified: this.#verified, size: this.#source.size, chunkBytes });
    if (length === 0) return undefined;
    const at = this.#sent - block.offset;
    return { frame: chunkWithin(block.bytes, { run: this.run, offset: this.#sent, at, length }), length };
  }

  /** The chunk of this length has been taken by the channel. */
  sent(length: number): void {
    this.#sent += length;
    const block = this.#blocks.first;
    if (!block || this.#sent < block.offset + block.bytes.length) return;
    this.#ports.say({ type: 'block', run: this.run, end: this.#sent, digest: block.digest });
    freedBytes.free(block.bytes);
    this.#blocks.shift();
    this.#finishOnceSent();
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
  async stop(): Promise<void> {
    this.#isStopped = true;
    await Promise.all([this.#blocks.stop(), this.#finishing]);
  }

  #finishOnceSent(): void {
    if (this.#sent < this.#source.size || this.#isFinishing) return;
    this.#finishing = this.#finish();
    contained(this.#finishing, uncaught);
  }

  async #finish(): Promise<void> {
    this.#isFinishing = true;
    const finished = await this.#source.finish();
    if (this.#isStopped) return;
    if (finished.kind === 'failed') return this.#ports.onFailed(finished.why);
    this.#ports.say({ type: 'done', run: this.run, size: this.#source.size, digest: finished.value });
  }
}
