/** The hint that a participant writes. It is a raw frame, which may be lost: it is said again while it holds, and ends by itself. */
import type { Clock } from '../../base/clock.ts';
import type { Scope } from '../../base/scope.ts';

/** After which it ends at the other side where nothing more is heard. */
export const TYPING_MS = 6_000;
/** One that is lost is made good before that. */
export const SAY_AGAIN_MS = 2_500;
/** The other side can't make it flicker. */
export const TYPING_PAUSE_MS = 1_000;

/** This side's own. It is asked at each key, and says little. */
export class OwnTyping {
  readonly #clock: Clock;
  readonly #say: (isTyping: boolean) => void;
  #saidAt: number | undefined;

  constructor(clock: Clock, say: (isTyping: boolean) => void) {
    this.#clock = clock;
    this.#say = say;
  }

  set(isTyping: boolean): void {
    const now = this.#clock.elapsed();
    const isHeld = this.#saidAt !== undefined && now - this.#saidAt < TYPING_MS;
    if (isTyping ? this.#saidAt !== undefined && now - this.#saidAt < SAY_AGAIN_MS : !isHeld) return;
    this.#saidAt = isTyping ? now : undefined;
    this.#say(isTyping);
  }

  /** The message is sent, which tells the other side as much. */
  isSent(): void {
    this.#saidAt = undefined;
  }
}

/** One participant's. */
export class OthersTyping {
  readonly #scope: Scope;
  readonly #clock: Clock;
  readonly #onChange: () => void;
  #stop: (() => void) | undefined;
  #beganAt = -Infinity;

  constructor(scope: Scope, clock: Clock, onChange: () => void) {
    this.#scope = scope;
    this.#clock = clock;
    this.#onChange = onChange;
  }

  get isOn(): boolean {
    return this.#stop !== undefined;
  }

  hear(isTyping: boolean): void {
    if (!isTyping) return this.end();
    const wasOn = this.isOn;
    const now = this.#clock.elapsed();
    if (!wasOn && now - this.#beganAt < TYPING_PAUSE_MS) return;
    this.#stop?.();
    this.#stop = this.#scope.own(this.#clock.after(TYPING_MS, () => this.end()));
    if (wasOn) return;
    this.#beganAt = now;
    this.#onChange();
  }

  end(): void {
    if (!this.#stop) return;
    this.#stop();
    this.#stop = undefined;
    this.#onChange();
  }
}
