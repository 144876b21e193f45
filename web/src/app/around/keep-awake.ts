/** A screen that goes dark in a call takes the camera with it on phones, and a waiting caller does not see the callee arrive. */
import { type Clock, contained, type Scope, systemClock, uncaught } from 'firelink/base';

/** Of WakeLockSentinel (https://www.w3.org/TR/screen-wake-lock/), what is used. */
export interface ScreenLock extends EventTarget {
  readonly released: boolean;
  release(): Promise<void>;
}

export interface ScreenLocks {
  request(type: 'screen'): Promise<ScreenLock>;
}

/** Of Document. */
export interface Visible extends EventTarget {
  readonly visibilityState: DocumentVisibilityState;
}

/** A system that takes every lock back is not asked more often than that. */
export const AGAIN_MS = 10_000;

/**
 * Holds a screen lock for as long as it is wanted and the page is seen. The system takes it back when the page is hidden,
 * and gives none where the battery is low: it is asked again when the page is next looked at. One that it takes while the
 * page is seen is asked for again without that. Never throws, never rejects.
 */
export class KeepAwake {
  readonly #scope: Scope;
  readonly #screenLocks: ScreenLocks | undefined;
  readonly #page: Visible;
  #isWanted = false;
  #isAsking = false;
  #lock: ScreenLock | undefined;
  #askedAt = -Infinity;
  /** Stops waiting for the lock to be taken, or for the time to ask again. */
  #cancelAgain: () => void = () => {};
  readonly #clock: Clock;

  /** @param locks navigator.wakeLock; undefined where the browser has none */
  constructor(scope: Scope, locks: ScreenLocks | undefined, page: Visible, clock: Clock = systemClock) {
    this.#clock = clock;
    this.#scope = scope;
    this.#screenLocks = locks;
    this.#page = page;
    scope.listen(page, 'visibilitychange', () => contained(this.#ask(), uncaught));
    scope.own(() => this.want(false));
  }

  want(isWanted: boolean): void {
    if (isWanted === this.#isWanted) return;
    this.#isWanted = isWanted;
    if (isWanted) contained(this.#ask(), uncaught);
    else this.#letGo();
  }

  async #ask(): Promise<void> {
    if (!this.#isWanted || this.#isAsking || this.#page.visibilityState !== 'visible' || this.#lock?.released === false) return;
    this.#isAsking = true;
    this.#cancelAgain();
    this.#askedAt = this.#clock.elapsed();
    try {
      this.#lock = await this.#screenLocks?.request('screen');
    } catch {
      // Refused: no permission, a battery that is low, a page that was hidden meanwhile.
    } finally {
      this.#isAsking = false;
    }
    if (!this.#isWanted || this.#scope.isEnded) this.#letGo();
    else if (this.#lock?.released === false) this.#watch(this.#lock);
  }

  #watch(lock: ScreenLock): void {
    this.#cancelAgain = this.#scope.listen(lock, 'release', () => {
      this.#cancelAgain();
      if (this.#page.visibilityState !== 'visible') return;
      const delayMs = this.#askedAt + AGAIN_MS - this.#clock.elapsed();
      this.#cancelAgain = this.#scope.own(this.#clock.after(delayMs, () => {
        this.#cancelAgain();
        contained(this.#ask(), uncaught);
      }));
    });
  }

  #letGo(): void {
    this.#cancelAgain();
    const lock = this.#lock;
    this.#lock = undefined;
    lock?.release().catch(() => undefined);
  }
}
