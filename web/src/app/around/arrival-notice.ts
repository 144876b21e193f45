import type { Scope } from 'firelink/base';
import type { Visible } from './keep-awake.ts';

/** Of Notification (https://notifications.spec.whatwg.org/). */
export interface Notice extends EventTarget {
  close(): void;
}

export interface Notices {
  readonly permission: NotificationPermission;
  /** @throws TypeError where only a service worker may show one (Chrome on Android) */
  new (title: string, options?: NotificationOptions): Notice;
}

/**
 * The system's own notice of an arrival, for a person who has allowed it and looks elsewhere. A press on it leads to the
 * page; it goes when the page is looked at, and with the scope. It says no more than its sentence: a lock screen shows it.
 */
export class ArrivalNotice {
  readonly #scope: Scope;
  readonly #page: Visible;
  readonly #notices: Notices | undefined;
  readonly #bringForward: () => void;
  #close: () => void = () => {};

  constructor(scope: Scope, page: Visible, notices: Notices | undefined, bringForward: () => void) {
    this.#scope = scope;
    this.#page = page;
    this.#notices = notices;
    this.#bringForward = bringForward;
    scope.listen(page, 'visibilitychange', () => {
      if (page.visibilityState === 'visible') this.#close();
    });
  }

  show(sentence: string): void {
    if (this.#notices?.permission !== 'granted' || this.#page.visibilityState === 'visible' || this.#scope.isEnded) return;
    this.#close();
    try {
      // One at a time, also of several tabs. The chime is the sound.
      const notice = new this.#notices(sentence, { tag: 'firelink-arrival', icon: '/icon-192.png', silent: true });
      this.#close = this.#scope.own(() => notice.close());
      notice.addEventListener('click', () => {
        this.#bringForward();
        this.#close();
      });
    } catch {
      // Allowed, and still not available here.
    }
  }
}
