import type { Clock } from '../clock.ts';

/** A clock that a test moves. Timers due at the same time run in the order they were set. */
export class ManualClock implements Clock {
  #now: number;
  #order = 0;
  readonly #timers = new Map<number, { readonly at: number; readonly action: () => void }>();

  constructor(now = Date.UTC(2030, 0, 1)) {
    this.#now = now;
  }

  now(): number {
    return this.#now;
  }

  elapsed(): number {
    return this.#now;
  }

  after(delayMs: number, action: () => void): () => void {
    const id = this.#order++;
    this.#timers.set(id, { at: this.#now + Math.max(delayMs, 0), action });
    return () => {
      this.#timers.delete(id);
    };
  }

  /** Timers that are still set: 0 when everything with a lifetime has ended. */
  get pending(): number {
    return this.#timers.size;
  }

  /**
   * Moves on by `ms`, running what falls due, in order. Promises settle before the first timer, between timers and
   * after the last, so what they set within the span runs in it too.
   */
  async advance(ms: number): Promise<void> {
    const until = this.#now + ms;
    await settle();
    for (;;) {
      const next = this.#next(until);
      this.#now = Math.max(this.#now, next?.at ?? until);
      if (next) {
        this.#timers.delete(next.id);
        next.action();
      }
      await settle();
      if (!next && !this.#next(until)) return;
    }
  }

  /** Time passes and nothing runs, as on a machine that is suspended; what fell due runs at the next advance. */
  sleep(ms: number): void {
    this.#now += ms;
  }

  #next(until: number): { readonly id: number; readonly at: number; readonly action: () => void } | undefined {
    let first: { readonly id: number; readonly at: number; readonly action: () => void } | undefined;
    for (const [id, timer] of this.#timers) {
      if (timer.at <= until && (!first || timer.at < first.at)) first = { id, ...timer };
    }
    return first;
  }
}

/** A machine whose clock is wrong, and can be set; its timers and its sense of how long something takes are right. */
export class WrongClock implements Clock {
  readonly #clock: Clock;
  /** How far it is ahead, ms; behind when negative. */
  errorMs: number;

  constructor(clock: Clock, errorMs: number) {
    this.#clock = clock;
    this.errorMs = errorMs;
  }

  now(): number {
    return this.#clock.now() + this.errorMs;
  }

  elapsed(): number {
    return this.#clock.elapsed();
  }

  after(delayMs: number, action: () => void): () => void {
    return this.#clock.after(delayMs, action);
  }
}

/** A write that is settled goes through some twenty awaits between two timers; turns without anything to do cost nothing. */
const SETTLE_TURNS = 40;

/** Lets promise callbacks that are ready run, and those that they make ready, a few deep. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < SETTLE_TURNS; turn++) await Promise.resolve();
}
