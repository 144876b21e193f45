/**
 * Every signed-in user of this site's page may read a call: so a refused read blames its tokens. Each refusal of a read makes
 * new tokens; this class reads again, a few times, before the refusal is believed.
 */
import type { Clock } from '../../../base/clock.ts';
import type { Scope } from '../../../base/scope.ts';
import type { CallSeen } from '../../signal-channel.ts';

/** Between the reads: a person may be waiting for the result. */
const PAUSES_MS = [1_000, 2_000] as const;

export class RepeatedRead {
  readonly #scope: Scope;
  readonly #clock: Clock;
  readonly #read: () => Promise<CallSeen>;
  #reading: Promise<CallSeen> | undefined;

  /** @param read asks with other tokens where those at hand are refused */
  constructor(scope: Scope, clock: Clock, read: () => Promise<CallSeen>) {
    this.#scope = scope;
    this.#clock = clock;
    this.#read = read;
  }

  /** The last of the reads; callers meanwhile get the same promise. Never settles once the scope has ended. */
  read(): Promise<CallSeen> {
    this.#reading ??= this.#repeat().finally(() => {
      this.#reading = undefined;
    });
    return this.#reading;
  }

  async #repeat(): Promise<CallSeen> {
    for (const pauseMs of PAUSES_MS) {
      const seen = await this.#read();
      if (!isRefused(seen)) return seen;
      await this.#pause(pauseMs);
    }
    return this.#read();
  }

  #pause(pauseMs: number): Promise<void> {
    return new Promise((resolve) => {
      const release = this.#scope.own(this.#clock.after(pauseMs, () => {
        release();
        resolve();
      }));
    });
  }
}

export function isRefused(seen: CallSeen): boolean {
  return seen.kind === 'lost' && (seen.error.failure === 'refused' || seen.error.failure === 'signed-out');
}
