/**
 * How fast files may be sent beside a call's media, from what is known of the path; pure, with the time passed in.
 *
 *   free ──media, or nothing known──► probing ──queue or loss──► steady ──far above its ceiling──► probing       any ──no media──► free
 *
 *   free:    as fast as the channel takes them, whose marks bound what waits in the browser
 *   probing: the rate doubles each second
 *   steady:  up to a tenth below the rate at which a queue was last seen it grows fast, from there on slowly, so that the queue
 *            grows slowly too; a queue above the target takes the rate down, the more the longer it is
 *
 * SCTP fills a link's queue until packets are lost, and the media's own control gives way to that. So, as LEDBAT (RFC 6817), the
 * pacer takes the queue of a PathProbe, aims at little of it, and yields before media have to: their control takes a
 * delay that grows by a twentieth of the time for overuse.
 */
import type { PathMeasure } from '../../participant-channel.ts';
import { MAX_CHUNK_BYTES } from '../sizes.ts';
import { PathProbe } from './path-probe.ts';

/** Of queue on the path, beside what a picture's bursts make of it: with twice as much, the picture gave way first in the simulated link. */
const TARGET_MS = 15;
/** Audio with redundancy makes up for 2 %; above that it is the transfer's place to yield. */
const MAX_LOST_SHARE = 0.02;
/** Bytes a second that are always sent, so that a file arrives on any link that carries a call: 64 kbit/s. */
export const FLOOR_RATE = 8 * 1024;
/** Where it begins: 128 kbit/s, a voice and a little. */
const FIRST_RATE = 16 * 1024;
/** Of the rate, a second: in the half second until a queue is seen, so little more makes it grow too slowly to be overuse. */
const SLOW_GROWTH = 0.05;
const LEAST_SLOW_GROWTH = 1_536;
const FAST_GROWTH = 0.5;
/** Of the ceiling: up to there it grows fast. */
const NEAR_CEILING = 0.9;
/** Of the ceiling: what lies so far above says that the link is another one now. */
const FAR_ABOVE_CEILING = 1.5;
/** The least that is left of the rate at one step down. */
const YIELD = 0.7;
/** The least of so many marks: a page that was busy, or a picture's burst before a mark, is no queue. A rate that doubles has less time. */
const STEADY_FILTER = 4;
const PROBING_FILTER = 2;
/** Between two steps: as often as a mark is back. */
const STEP_MS = 100;
/** After a step down: the queue has to show the effect first, a round trip and the probe's filter later. */
const SETTLE_MS = 500;
/** After a step down the rate stays: a picture that gave way too needs two seconds to be back at its own, and more where it wants more. */
const HOLD_MS = 8_000;
const BURST_MS = 50;
/** A chunk goes at once; a voice behind it on the link waits for no longer, whatever else the link carries. */
const CHUNK_MS = 32;
export const LEAST_CHUNK_BYTES = 1024;

export class Pacer {
  readonly #probe = new PathProbe();
  /** Bytes a second; undefined for as fast as the channel takes them. */
  #rate: number | undefined;
  #ceiling = Infinity;
  #measure: PathMeasure | undefined;
  /** The measure whose loss has taken the rate down: it is one loss, for as long as it is the latest. */
  #yieldedTo: number | undefined;
  #steppedAt = 0;
  #yieldedAt = -Infinity;
  #allowance = 0;
  #filledAt = 0;
  #sentSince = 0;

  get rate(): number | undefined {
    return this.#rate;
  }

  get chunkBytes(): number {
    const carried = this.#measure?.bytesPerSecond;
    const rate = this.#rate ?? (carried !== undefined && carried > 0 ? carried : Infinity);
    let bytes = MAX_CHUNK_BYTES;
    while (bytes > LEAST_CHUNK_BYTES && bytes * 1_000 > rate * CHUNK_MS) bytes /= 2;
    return bytes;
  }

  /** @param nowMs by a clock that only goes forward */
  observe(measure: PathMeasure | undefined, nowMs: number): void {
    this.#measure = measure;
    if (measure?.hasMedia === false) {
      this.#rate = undefined;
      this.#probe.reset();
      return;
    }
    if (this.#rate === undefined) {
      this.#rate = FIRST_RATE;
      this.#ceiling = Infinity;
      this.#allowance = 0;
      this.#filledAt = nowMs;
      this.#step(nowMs);
    } else if (nowMs - this.#steppedAt >= STEP_MS) {
      this.#rate = Math.max(FLOOR_RATE, this.#adjusted(this.#rate, nowMs));
      this.#step(nowMs);
    }
  }

  /** @returns the number of a mark that is to be sent before the next chunk */
  nextMark(nowMs: number): number | undefined {
    return this.#rate === undefined ? undefined : this.#probe.next(nowMs);
  }

  markSent(number: number, nowMs: number): void {
    this.#probe.sent(number, nowMs);
  }

  /** The other side has sent a mark back. @returns false for one that is not out */
  markBack(number: number, nowMs: number): boolean {
    return this.#probe.back(number, nowMs);
  }

  /** Another connection carries the files. */
  reset(): void {
    this.#probe.reset();
    this.#rate = undefined;
    this.#yieldedAt = -Infinity;
  }

  /** How long to wait before `bytes` may be sent, ms; 0 for now. */
  waitMs(bytes: number, nowMs: number): number {
    if (this.#rate === undefined) return 0;
    this.#fill(nowMs, this.#rate);
    const missing = Math.min(bytes, this.#burst(this.#rate)) - this.#allowance;
    return missing <= 0 ? 0 : Math.ceil((missing * 1_000) / this.#rate);
  }

  sent(bytes: number): void {
    this.#allowance -= bytes;
    this.#sentSince += bytes;
  }

  #adjusted(rate: number, nowMs: number): number {
    const queueMs = this.#probe.queueMs(nowMs, this.#ceiling === Infinity ? PROBING_FILTER : STEADY_FILTER);
    // No mark is back yet: the first rate harms no call.
    if (queueMs === undefined) return rate;
    const lost = this.#measure?.lostShare ?? 0;
    const isLoss = lost > MAX_LOST_SHARE && lost !== this.#yieldedTo;
    if (isLoss || queueMs > TARGET_MS) {
      if (nowMs - this.#yieldedAt < SETTLE_MS) return rate;
      this.#yieldedAt = nowMs;
      this.#yieldedTo = lost;
      this.#ceiling = rate;
      // A little over the target yields a little; twice the target, or loss, at once as much as it may.
      const excess = isLoss ? 1 : Math.min(1, (queueMs - TARGET_MS) / TARGET_MS);
      return rate * (1 - (1 - YIELD) * excess);
    }
    // What was not used says nothing about what the path would carry.
    if (this.#sentSince * 1_000 < 0.5 * rate * (nowMs - this.#steppedAt)) return rate;
    if (rate > FAR_ABOVE_CEILING * this.#ceiling) this.#ceiling = Infinity;
    const seconds = Math.min(1, (nowMs - this.#steppedAt) / 1_000);
    const room = (TARGET_MS - Math.max(0, queueMs)) / TARGET_MS;
    if (this.#ceiling === Infinity) return rate * 2 ** (seconds * room);
    if (nowMs - this.#yieldedAt < HOLD_MS) return rate;
    const near = NEAR_CEILING * this.#ceiling;
    if (rate < near) return Math.min(near, rate * (1 + FAST_GROWTH * room * seconds));
    return rate + Math.max(LEAST_SLOW_GROWTH, rate * SLOW_GROWTH) * room * seconds;
  }

  #step(nowMs: number): void {
    this.#steppedAt = nowMs;
    this.#sentSince = 0;
  }

  #fill(nowMs: number, rate: number): void {
    this.#allowance = Math.min(this.#burst(rate), this.#allowance + (Math.max(0, nowMs - this.#filledAt) * rate) / 1_000);
    this.#filledAt = nowMs;
  }

  #burst(rate: number): number {
    return Math.max(this.chunkBytes, (rate * BURST_MS) / 1_000);
  }
}
