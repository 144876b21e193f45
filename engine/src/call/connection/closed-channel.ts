/**
 * A data channel that has closed without a word: the other side has gone, and its packets stop with it; or the channel
 * has died alone, and they go on. Checked poll by poll:
 *
 *   undecided ──no packet in a poll──► peer-gone ──packets in two polls──► channel-lost
 *   undecided ──packets in two polls──► channel-lost (from now on quiet polls are a silence like any other)
 */
import { IDLE_ATTEMPT_MS, POLL_MS } from '../machine/timings.ts';

/** The first may still count what was on its way when the other side went. */
const POLLS_WITH_PACKETS = 2;

/** A replacement that has not connected is given up by then. */
const POLLS_BETWEEN_REPORTS = Math.ceil(IDLE_ATTEMPT_MS / POLL_MS) + 1;

export type ClosedChannelFinding = 'peer-gone' | 'channel-lost' | 'channel-still-lost';

export class ClosedChannel {
  #state: 'undecided' | 'peer-gone' | 'channel-lost' = 'undecided';
  #polls = 0;

  /** Nothing has come since: not a word can come over this connection any more. */
  get isPeerGone(): boolean {
    return this.#state === 'peer-gone';
  }

  /** @returns what is new: once that the other side has gone, or that it has not, and the latter now and then again */
  check(hasPackets: boolean): ClosedChannelFinding | undefined {
    if (this.#state === 'channel-lost') return ++this.#polls % POLLS_BETWEEN_REPORTS === 0 ? 'channel-still-lost' : undefined;
    if (!hasPackets) {
      this.#polls = 0;
      const isNew = this.#state === 'undecided';
      this.#state = 'peer-gone';
      return isNew ? 'peer-gone' : undefined;
    }
    if (++this.#polls < POLLS_WITH_PACKETS) return undefined;
    this.#state = 'channel-lost';
    this.#polls = 0;
    return 'channel-lost';
  }
}
