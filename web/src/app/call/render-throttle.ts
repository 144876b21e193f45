import type { CallState } from 'firelink/call';
import type { Clock } from 'firelink/base';

/** Too short to be noticed; the browser makes the connection in this time, and often finishes. */
const CONNECTING_MS = 100;

/** Renders each change of the call at once, except the beginning of `connecting`: making the connection goes first. */
export class RenderThrottle {
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
    // Further changes while connecting wait for the same render; any other phase renders at once.
    else if (phase !== 'connecting' || !this.#cancel) this.#now();
  }

  #now(): void {
    this.#cancel?.();
    this.#cancel = undefined;
    this.#draw();
  }
}
