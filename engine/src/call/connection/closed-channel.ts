/**
 * A data channel that has closed without a word: the other side has gone, and its packets stop with it; or the channel
 * has died alone, and they go on. Judged look by look:
 *
 *   undecided ──no packet in a look──► gone ──packets in two looks──► alone
 *   undecided ──packets in two looks──► alone (from now on quiet looks are a silence like any other)
 */
import { IDLE_ATTEMPT_MS, POLL_MS } from '../machine/timings.ts';

/** The first may still count what was on its way when the other side went. */
const ALONE_LOOKS = 2;

/** A connection that was built to replace it, and did not come about, is given up by then. */
const AGAIN_LOOKS = Math.ceil(IDLE_ATTEMPT_MS / POLL_MS) + 1;

export type Verdict = 'gone' | 'alone' | 'still-alone';

export class ClosedChannel {
  #state: 'undecided' | 'gone' | 'alone' = 'undecided';
  #looks = 0;

  /** @returns what is news: once that the other side has gone, or that it has not, and the latter now and then again */
  look(hasPackets: boolean): Verdict | undefined {
    if (this.#state === 'alone') return ++this.#looks % AGAIN_LOOKS === 0 ? 'still-alone' : undefined;
    if (!hasPackets) {
      this.#looks = 0;
      const isNews = this.#state === 'undecided';
      this.#state = 'gone';
      return isNews ? 'gone' : undefined;
    }
    if (++this.#looks < ALONE_LOOKS) return undefined;
    this.#state = 'alone';
    this.#looks = 0;
    return 'alone';
  }
}
