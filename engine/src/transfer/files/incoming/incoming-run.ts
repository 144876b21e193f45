/**
 * The bytes of one file as they come in. What the sender says is checked at once; writing and hashing follow one after the other.
 *
 *   taking ──chunks, digests of blocks──► taking ──all verified, and the whole file's hash said──► finishing ──► finished
 *                                          any ──mismatch, failure of the disk, stop──► stopped
 */
import { equalBytes, type OwnBytes } from '../../../base/bytes.ts';
import { contained, uncaught } from '../../../base/contained.ts';
import { blockEnd, isWithinWindow } from '../pace/chunk-window.ts';
import type { FileSink, SinkFailure } from '../ports.ts';

export interface IncomingRunPorts {
  readonly onVerified: (bytes: number) => void;
  readonly onFinished: (result: 'verified' | 'mismatch') => void;
  readonly onFailed: (why: SinkFailure) => void;
}

export class IncomingRun {
  readonly run: number;
  readonly #sink: FileSink;
  readonly #size: number;
  readonly #ports: IncomingRunPorts;
  #received: number;
  /** Where the last block ends whose digest has been said. */
  #told: number;
  #isWholeTold = false;
  #isStopped = false;
  #work: Promise<void> = Promise.resolve();

  constructor(run: number, sink: FileSink, size: number, ports: IncomingRunPorts) {
    this.run = run;
    this.#sink = sink;
    this.#size = size;
    this.#ports = ports;
    this.#received = sink.verifiedBytes;
    this.#told = sink.verifiedBytes;
  }

  /** @returns false for bytes that were not asked for: elsewhere than at the end, beyond the size or the window */
  chunk(offset: number, bytes: Uint8Array): boolean {
    const end = offset + bytes.length;
    if (offset !== this.#received || end > this.#size || end > blockEnd(offset, this.#size) || !isWithinWindow(end, this.#sink.verifiedBytes)) return false;
    this.#received = end;
    this.#then(async () => {
      const written = await this.#sink.write(offset, bytes);
      if (written.kind === 'failed') this.#fail(written.why);
    });
    return true;
  }

  /** @returns false for a digest of another block than the next, or of bytes that have not come */
  block(end: number, digest: OwnBytes): boolean {
    if (this.#told >= this.#size || end !== blockEnd(this.#told, this.#size) || end > this.#received) return false;
    this.#told = end;
    this.#then(async () => {
      const outcome = await this.#sink.verify(digest);
      if (this.#isStopped) return;
      if (outcome.kind === 'failed') return this.#fail(outcome.why);
      if (outcome.value === 'verified') return this.#ports.onVerified(this.#sink.verifiedBytes);
      this.#isStopped = true;
      this.#ports.onFinished('mismatch');
    });
    return true;
  }

  /** @returns false for a file of another size, or one that has not all come */
  done(size: number, digest: OwnBytes): boolean {
    if (size !== this.#size || this.#told !== size || this.#isWholeTold) return false;
    this.#isWholeTold = true;
    this.#then(async () => {
      const finished = await this.#sink.finish();
      if (this.#isStopped) return;
      if (finished.kind === 'failed') return this.#fail(finished.why);
      this.#isStopped = true;
      const isSame = equalBytes(finished.value, digest);
      // Each block was right and the whole is not: what is kept can't be gone on with.
      if (!isSame) await this.#sink.remove();
      this.#ports.onFinished(isSame ? 'verified' : 'mismatch');
    });
    return true;
  }

  /** @returns once the sink has nothing to do any more, and is where it was verified to */
  async stop(): Promise<void> {
    this.#isStopped = true;
    await this.#work;
    await this.#sink.rewind();
  }

  #fail(why: SinkFailure): void {
    if (this.#isStopped) return;
    this.#isStopped = true;
    this.#ports.onFailed(why);
  }

  #then(step: () => Promise<void>): void {
    this.#work = this.#work.then(() => (this.#isStopped ? undefined : step()));
    contained(this.#work, uncaught);
  }
}
