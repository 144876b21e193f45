/** A screen that goes dark in a call takes the camera with it on phones, and whoever waits with a link sees nobody come. */
import { contained, uncaught } from '../base/contained.ts';
import type { Scope } from '../base/scope.ts';

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

/**
 * Holds a screen lock for as long as it is wanted and the page is seen. The system takes it back when the page is hidden,
 * and gives none where the battery is low: it is asked again when the page is next looked at. Never throws, never rejects.
 */
export class KeepAwake {
  readonly #scope: Scope;
  readonly #screenLocks: ScreenLocks | undefined;
  readonly #page: Visible;
  #isWanted = false;
  #isAsking = false;
  #lock: ScreenLock | undefined;

  /** @param locks navigator.wakeLock; undefined where the browser has none */
  constructor(scope: Scope, locks: ScreenLocks | undefined, page: Visible) {
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
    try {
      this.#lock = await this.#screenLocks?.request('screen');
    } catch {
      // Refused: no permission, a battery that is low, a page that was hidden meanwhile.
    } finally {
      this.#isAsking = false;
    }
    if (!this.#isWanted || this.#scope.isEnded) this.#letGo();
  }

  #letGo(): void {
    const lock = this.#lock;
    this.#lock = undefined;
    lock?.release().catch(() => undefined);
  }
}
