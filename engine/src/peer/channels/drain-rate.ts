/**
 * How much the link carries, from what has left the queue: while it holds something, what leaves it is what the link takes.
 * Once it has run empty the link may take more than that, so such a sample can only raise the estimate.
 */
import type { Clock } from '../../base/clock.ts';

/** Shorter samples measure the event loop; a browser hands over in packets of 1.2 kB. */
const SAMPLE_MS = 20;

/** How long the past counts: as long as a queue may stand, twice over. */
const MEMORY_MS = 200;

/** Bytes a second of an unknown link. A queue of 100 ms then holds 4 KiB, one piece of a file on a slow link. */
export const START_RATE = 40 * 1024;

export class DrainRate {
  readonly #clock: Clock;
  #rate = START_RATE;
  #beganAt = 0;
  #drained = 0;
  #queued = 0;
  #ranEmpty = false;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  get bytesPerSecond(): number {
    return this.#rate;
  }

  /** These bytes have been added to what was queued. */
  add(bytes: number): void {
    // An empty queue doesn't show the link's rate: the sample begins with the next message.
    if (this.#queued === 0 && this.#drained === 0) this.#beganAt = this.#clock.elapsed();
    this.#queued += bytes;
  }

  /** The bytes queued at this moment. */
  observe(queuedBytes: number): void {
    this.#drained += Math.max(0, this.#queued - queuedBytes);
    this.#queued = queuedBytes;
    this.#ranEmpty ||= queuedBytes === 0;
    const lastedMs = this.#clock.elapsed() - this.#beganAt;
    if (lastedMs >= SAMPLE_MS) this.#take(lastedMs);
  }

  #take(lastedMs: number): void {
    const sample = (this.#drained * 1_000) / lastedMs;
    if (!this.#ranEmpty) this.#rate += (sample - this.#rate) * (1 - Math.exp(-lastedMs / MEMORY_MS));
    else this.#rate = Math.max(this.#rate, sample);
    this.#beganAt = this.#clock.elapsed();
    this.#drained = 0;
    this.#ranEmpty = false;
  }
}
