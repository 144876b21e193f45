import type { CallState } from 'firelink/call';
import type { Clock } from 'firelink/base';

/** Nobody sees a tenth of a second; the browser has a connection to make in it, and is often done by then. */
const CONNECTING_MS = 100;

/** Has a change of the call drawn at once, but for the beginning of `connecting`: making the connection goes first. */
export class Drawing {
  readonly #clock: Clock;
  readonly #draw: () => void;
  #phase: CallState['phase'] = 'idle';
  #cancel: (() => void) | undefined;

  constructor(clock: Clock, draw: () => void) {
    this.#clock = clock;
    this.#draw = draw;
  }

  follow(phase: CallState['phase']): void {
    const isBeginning = phase === 'connecting' && this.#phase !== 'connecting';
    this.#phase = phase;
    if (isBeginning) this.#cancel ??= this.#clock.after(CONNECTING_MS, () => this.#now());
    // Whatever else changes meanwhile waits with it; any other phase doesn't.
    else if (phase !== 'connecting' || !this.#cancel) this.#now();
  }

  #now(): void {
    this.#cancel?.();
    this.#cancel = undefined;
    this.#draw();
  }
}
