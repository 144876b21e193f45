/**
 * How fast files may be sent beside a call's media, from what is known of the path; pure, with the time passed in.
 *
 *   free ──media──► probing ──queue or loss──► steady        any ──no media──► free
 *
 * SCTP fills a link's queue until packets are lost, and the media's own control gives way to that. So, as LEDBAT (RFC 6817), the
 * pacer counts the round trip over its least as the queue, aims at TARGET_MS of it, and yields before media have to. Without
 * media the channel's own marks are enough.
 */
import type { PathMeasure } from '../../participant-channel.ts';
import { MAX_CHUNK_BYTES } from '../sizes.ts';

/** Of queue on the path: what a talk does not notice, and a third of what the call may suffer. */
const TARGET_MS = 50;
/** Audio with redundancy makes up for 2 %; above that it is the transfer's place to yield. */
const MAX_LOST_SHARE = 0.02;
/** Bytes a second that are always sent, so that a file arrives on any link that carries a call: 64 kbit/s. */
export const FLOOR_RATE = 8 * 1024;
/** Where it begins, doubling each second until the path says no. */
const FIRST_RATE = 64 * 1024;
const GROWTH_PER_SECOND = 0.25;
const LEAST_GROWTH = 16 * 1024;
const YIELD = 0.7;
/** A measure that stays the same is acted upon once a second: the one before has to show its effect. */
const SAME_MEASURE_MS = 1_000;
const BURST_MS = 50;
/** 1 Mbit/s: below it a chunk of 16 KiB would delay a ping by more than 130 ms. */
const SLOW_RATE = 125_000;
export const SMALL_CHUNK_BYTES = 4 * 1024;

export class Pacer {
  /** Bytes a second; undefined for as fast as the channel takes them. */
  #rate: number | undefined;
  #isProbing = true;
  #measure: PathMeasure | undefined;
  #actedAt = 0;
  #allowance = 0;
  #filledAt = 0;
  #sentSince = 0;

  get rate(): number | undefined {
    return this.#rate;
  }

  get chunkBytes(): number {
    const carried = this.#measure?.bytesPerSecond;
    const rate = Math.min(this.#rate ?? Infinity, carried !== undefined && carried > 0 ? carried : Infinity);
    return rate < SLOW_RATE ? SMALL_CHUNK_BYTES : MAX_CHUNK_BYTES;
  }

  /** @param nowMs by a clock that only goes forward */
  observe(measure: PathMeasure | undefined, nowMs: number): void {
    const isSame = measure?.roundTripMs === this.#measure?.roundTripMs && measure?.lostShare === this.#measure?.lostShare;
    this.#measure = measure;
    if (measure?.lostShare === undefined) {
      this.#rate = undefined;
      this.#isProbing = true;
      return;
    }
    if (this.#rate === undefined) {
      this.#rate = FIRST_RATE;
      this.#allowance = 0;
      this.#filledAt = nowMs;
      this.#act(nowMs);
      return;
    }
    const elapsedMs = nowMs - this.#actedAt;
    if (elapsedMs <= 0 || (isSame && elapsedMs < SAME_MEASURE_MS)) return;
    this.#rate = Math.max(FLOOR_RATE, this.#adjusted(this.#rate, measure, elapsedMs));
    this.#act(nowMs);
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

  #adjusted(rate: number, { roundTripMs, leastRoundTripMs, lostShare = 0 }: PathMeasure, elapsedMs: number): number {
    const queueMs = roundTripMs === undefined || leastRoundTripMs === undefined ? 0 : Math.max(0, roundTripMs - leastRoundTripMs);
    if (lostShare > MAX_LOST_SHARE || queueMs > TARGET_MS) {
      this.#isProbing = false;
      // A little over the target yields a little; twice the target, or loss, at once as much as it may.
      const excess = lostShare > MAX_LOST_SHARE ? 1 : Math.min(1, (queueMs - TARGET_MS) / TARGET_MS);
      return rate * (1 - (1 - YIELD) * excess);
    }
    // What was not used says nothing about what the path would carry.
    if (this.#sentSince * 1_000 < 0.5 * rate * elapsedMs) return rate;
    const seconds = Math.min(2, elapsedMs / 1_000);
    const room = (TARGET_MS - queueMs) / TARGET_MS;
    return this.#isProbing ? rate * 2 ** (seconds * room) : rate + Math.max(LEAST_GROWTH, rate * GROWTH_PER_SECOND) * room * seconds;
  }

  #act(nowMs: number): void {
    this.#actedAt = nowMs;
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
