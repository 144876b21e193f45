/** How fast a file goes: current over the last seconds, average, peak, and how long it will take. Pure, with the time passed in. */
import type { TransferRate } from '../transfer-view.ts';

/** Of one bucket; a second of them begins each reading, and three seconds even out a window's steps. */
const BUCKET_MS = 250;
const BUCKETS = 12;
/** What has not gone on for so long says nothing yet: the first bytes leave a buffer at once. */
const FIRST_READING_MS = 1_000;

export class RateMeter {
  readonly #beganAt: number;
  readonly #buckets: number[] = Array.from({ length: BUCKETS }, () => 0);
  #bucket: number;
  #total = 0;
  #peak = 0;

  /** @param nowMs by a clock that only goes forward */
  constructor(nowMs: number) {
    this.#beganAt = nowMs;
    this.#bucket = Math.floor(nowMs / BUCKET_MS);
  }

  add(bytes: number, nowMs: number): void {
    this.#turn(nowMs);
    this.#total += bytes;
    this.#buckets[this.#bucket % BUCKETS] = (this.#buckets[this.#bucket % BUCKETS] ?? 0) + bytes;
  }

  /** @param left bytes that are to come @returns undefined while nothing can be said */
  read(left: number, nowMs: number): TransferRate | undefined {
    this.#turn(nowMs);
    const elapsedMs = nowMs - this.#beganAt;
    if (elapsedMs < FIRST_READING_MS) return undefined;
    const spanMs = Math.min(elapsedMs, (BUCKETS - 1) * BUCKET_MS + (nowMs % BUCKET_MS));
    const current = (this.#buckets.reduce((sum, bytes) => sum + bytes, 0) * 1_000) / spanMs;
    this.#peak = Math.max(this.#peak, current);
    const rate = { current, average: (this.#total * 1_000) / elapsedMs, peak: this.#peak };
    return current > 0 ? { ...rate, secondsLeft: left / current } : rate;
  }

  /** Buckets of time in which nothing came are empty. */
  #turn(nowMs: number): void {
    const bucket = Math.floor(nowMs / BUCKET_MS);
    for (let at = Math.max(this.#bucket + 1, bucket - BUCKETS + 1); at <= bucket; at++) this.#buckets[at % BUCKETS] = 0;
    this.#bucket = Math.max(this.#bucket, bucket);
  }
}
