/**
 * How fast files may be sent beside a call's media, from what is known of the path; pure, with the time passed in.
 *
 *   free ──media, or nothing known──► probing ──queue or loss──► steady ──far above its ceiling──► probing       any ──no media──► free
 *
 *   free:    as fast as the channel takes them, whose marks bound what waits in the browser
 *   probing: the rate doubles each second
 *   steady:  a queue above the target takes the rate down, the more the longer it is, and the rate stays there for a while; then it
 *            grows fast up to a tenth below the rate at which the queue was seen, and from there on as slowly as a queue may grow
 *
 * SCTP fills a link's queue until packets are lost, and the media's own control gives way to that. So, as LEDBAT (RFC 6817), the
 * pacer takes the queue of a PathProbe, aims at little of it, and yields before media have to: their control takes a
 * delay that grows by a twentieth of the time for overuse.
 */
import type { PathMeasure } from '../../participant-channel.ts';
import { MAX_CHUNK_BYTES } from '../sizes.ts';
import { PathProbe } from './path-probe.ts';

/** Of queue on the path, about what a picture's own bursts make: a rate that doubles is to stop at the first that is more. */
const PROBING_TARGET_MS = 15;
/** At the target for probing, a file took less than half of what a call left; with three times as much the picture gave way no further (decision 0066). */
const STEADY_TARGET_MS = 30;
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
/** The least of so many marks is taken: a page that was busy, or a picture's burst before a mark, is no queue. A rate that doubles has less time. */
const STEADY_FILTER = 5;
const PROBING_FILTER = 3;
/** Soon after a step down, only what has not been shorter for so many marks takes the rate down again. */
const STANDING_FILTER = 10;
/** Of the beginning: what marks take longer then is no queue of this sender's. */
const CALM_MS = 1_000;
/** Readings, from which the noise of busy pages can be told. */
const LEAST_CALM = 5;
/** What most readings stay below is noise; of it as much as a picture's bursts make is in the target. */
const CALM_SHARE = 0.8;
const USUAL_NOISE_MS = 15;
const MAX_NOISE_MS = 30;
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
  #beganAt = 0;
  readonly #calm: number[] = [];
  #noiseMs = 0;
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
      this.#beganAt = nowMs;
      this.#calm.length = 0;
      this.#noiseMs = 0;
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
    const targetMs = this.#targetMs(queueMs, nowMs);
    const lost = this.#measure?.lostShare ?? 0;
    const isLoss = lost > MAX_LOST_SHARE && lost !== this.#yieldedTo;
    const sinceMs = nowMs - this.#yieldedAt;
    if (isLoss || queueMs > targetMs) {
      // What was there a moment ago and is there again need not be a queue that stands.
      const isStanding = sinceMs >= HOLD_MS || (this.#probe.queueMs(nowMs, STANDING_FILTER) ?? 0) > targetMs;
      if (sinceMs < SETTLE_MS || !(isLoss || isStanding)) return rate;
      this.#yieldedAt = nowMs;
      this.#yieldedTo = lost;
      this.#ceiling = rate;
      // A little over the target yields a little; twice the target, or loss, at once as much as it may.
      const excess = isLoss ? 1 : Math.min(1, (queueMs - targetMs) / targetMs);
      return rate * (1 - (1 - YIELD) * excess);
    }
    if (sinceMs < HOLD_MS || nowMs - this.#beganAt < CALM_MS) return rate;
    // What was not used says nothing about what the path would carry.
    if (this.#sentSince * 1_000 < 0.5 * rate * (nowMs - this.#steppedAt)) return rate;
    if (rate > FAR_ABOVE_CEILING * this.#ceiling) this.#ceiling = Infinity;
    const seconds = Math.min(1, (nowMs - this.#steppedAt) / 1_000);
    const room = (targetMs - Math.max(0, queueMs)) / targetMs;
    if (this.#ceiling === Infinity) return rate * 2 ** (seconds * room);
    const near = NEAR_CEILING * this.#ceiling;
    if (rate < near) return Math.min(near, rate * (1 + FAST_GROWTH * room * seconds));
    return rate + Math.max(LEAST_SLOW_GROWTH, rate * SLOW_GROWTH) * room * seconds;
  }

  /** What marks take longer while this sender is well below the link's rate is no queue of its making: a page is busy. */
  #targetMs(queueMs: number, nowMs: number): number {
    const sinceMs = nowMs - this.#yieldedAt;
    const isCalm = nowMs - this.#beganAt < CALM_MS || (sinceMs >= 2 * SETTLE_MS && sinceMs < HOLD_MS);
    if (isCalm) this.#calm.push(queueMs);
    else if (this.#calm.length >= LEAST_CALM) {
      const noise = this.#calm.toSorted((one, other) => one - other)[Math.floor(CALM_SHARE * this.#calm.length)] ?? 0;
      this.#noiseMs = Math.max(0, Math.min(MAX_NOISE_MS, noise - USUAL_NOISE_MS));
      this.#calm.length = 0;
    }
    return (this.#ceiling === Infinity ? PROBING_TARGET_MS : STEADY_TARGET_MS) + this.#noiseMs;
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
