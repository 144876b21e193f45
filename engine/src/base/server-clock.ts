/**
 * The server's time, as its answers tell it. What is compared with a time of the server's asks here: this machine's own
 * clock may be wrong by any amount, and may be set while a page is open. Durations are no matter of this: see Clock.
 *
 *   unsure ──an answer says what time it is──► sure ──the two clocks of this machine part──► unsure
 */
import type { Clock } from './clock.ts';

/** This machine's two clocks at one moment. */
export interface Moment {
  readonly wallMs: number;
  readonly elapsedMs: number;
}

/** Nothing that is compared is finer than minutes; the two clocks of a machine that is awake stay closer than this for days. */
const APART_MS = 60_000;

export class ServerClock {
  readonly #clock: Clock;
  readonly #listeners = new Set<() => void>();
  /** It was `#serverMs` by the server's clock at `#at`. */
  #at: Moment;
  #serverMs: number;
  #isSure = false;

  constructor(clock: Clock) {
    this.#clock = clock;
    this.#at = this.moment();
    this.#serverMs = this.#at.wallMs;
  }

  /** Milliseconds since 1970, as the server would say; this machine's own guess until an answer has told. */
  now(): number {
    return this.#look(this.moment());
  }

  /** False until the server has said what time it is, and again once this machine has slept or its clock was set. */
  get isSure(): boolean {
    this.now();
    return this.#isSure;
  }

  /** Taken before a request, for `learn`. */
  moment(): Moment {
    return { wallMs: this.#clock.now(), elapsedMs: this.#clock.elapsed() };
  }

  /**
   * @param serverMs what the server's clock said while it worked on the answer, ms since 1970
   * @param asked when the request was made
   */
  learn(serverMs: number, asked: Moment): void {
    const here = this.moment();
    const known = this.#look(here);
    // The clock was set, or the machine slept, during the request: the age of the answer is unknown.
    if (!Number.isFinite(serverMs) || Math.abs(apart(asked, here)) > APART_MS) return;
    // Now it is that late, and at most the whole of the round trip later. What lies between is as good as any.
    const told = Math.min(Math.max(known, serverMs), serverMs + here.elapsedMs - asked.elapsedMs);
    this.#settle(told, here, true);
    if (Math.abs(told - known) > APART_MS) for (const listener of [...this.#listeners]) listener();
  }

  /** Calls back whenever an answer has moved the time by more than a minute. @returns stops it */
  observe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #look(here: Moment): number {
    const wallMs = here.wallMs - this.#at.wallMs;
    if (Math.abs(apart(this.#at, here)) <= APART_MS) return this.#serverMs + wallMs;
    // Ahead: the machine seems to have slept, or the clock was set. Behind: the clock was set back, and the elapsed time goes on.
    this.#settle(this.#serverMs + Math.max(wallMs, here.elapsedMs - this.#at.elapsedMs), here, false);
    return this.#serverMs;
  }

  #settle(serverMs: number, at: Moment, isSure: boolean): void {
    this.#serverMs = serverMs;
    this.#at = at;
    this.#isSure = isSure;
  }
}

/** How much further the one clock has come than the other. */
function apart(before: Moment, after: Moment): number {
  return after.wallMs - before.wallMs - (after.elapsedMs - before.elapsedMs);
}
