import type { Clock } from '../../base/clock.ts';
import type { Scope } from '../../base/scope.ts';
import type { TimerName } from './events.ts';
import type { RunningTimer } from './timers.ts';

/** Keeps exactly the declared timers running. */
export class TimerSet {
  readonly #running = new Map<string, () => void>();
  readonly #clock: Clock;
  readonly #onTimer: (name: TimerName) => void;

  constructor(scope: Scope, clock: Clock, onTimer: (name: TimerName) => void) {
    this.#clock = clock;
    this.#onTimer = onTimer;
    scope.own(() => this.keep([]));
  }

  /** Cancels what is no longer declared, leaves what is, starts what is new. */
  keep(declared: readonly RunningTimer[]): void {
    const keys = new Set(declared.map(({ key }) => key));
    for (const [key, cancel] of this.#running) {
      if (keys.has(key)) continue;
      this.#running.delete(key);
      cancel();
    }
    for (const { key, name, delayMs } of declared) {
      if (this.#running.has(key)) continue;
      // It stays in the map once it has fired: a state that goes on declaring it does not mean it twice.
      this.#running.set(key, this.#clock.after(delayMs, () => this.#onTimer(name)));
    }
  }
}
