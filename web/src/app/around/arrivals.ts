import type { Clock } from 'firelink/base';
import type { CallState } from 'firelink/call';

/** A reload is back sooner: for the other side that is an interruption, and no arrival. */
const ABSENCE_MS = 5_000;

/**
 * Derives an arrival from the states of a call: media flow to a person who was waited for, or has been away. A taken seat
 * is no arrival yet: the id of a call alone is enough to take it.
 */
export class Arrivals {
  readonly #clock: Clock;
  #isAwaited = false;
  #leftAt: number | undefined;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /**
   * @param isAwaiting this person has no step left, and waits for the other one
   * @returns whether this change is an arrival
   */
  follow(state: CallState, isAwaiting: boolean): boolean {
    if (state.phase !== 'connected') {
      const trouble = state.phase === 'reconnecting' ? state.trouble : undefined;
      this.#isAwaited ||= isAwaiting || trouble === 'silent';
      if (trouble === 'left') this.#leftAt ??= this.#clock.now();
      return false;
    }
    const wasAway = this.#leftAt !== undefined && this.#clock.now() - this.#leftAt >= ABSENCE_MS;
    const isArrival = this.#isAwaited || wasAway;
    this.#isAwaited = false;
    this.#leftAt = undefined;
    return isArrival;
  }
}
