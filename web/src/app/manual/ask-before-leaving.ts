import type { Scope } from 'firelink/base';

/**
 * Has the browser ask before the page closes, as long as the person would lose a text or a call. It listens no longer than
 * that: a page that listens is not put into the back-forward cache (https://web.dev/articles/bfcache). Browsers do not ask
 * before a first press on the page.
 */
export class AskBeforeLeaving {
  readonly #scope: Scope;
  readonly #page: EventTarget;
  #stop: (() => void) | undefined;

  /** @param page the window */
  constructor(scope: Scope, page: EventTarget) {
    this.#scope = scope;
    this.#page = page;
  }

  follow(wouldLose: boolean): void {
    if (wouldLose === (this.#stop !== undefined)) return;
    this.#stop?.();
    // The words are the browser's own.
    this.#stop = wouldLose ? this.#scope.listen(this.#page, 'beforeunload', (event) => event.preventDefault()) : undefined;
  }
}
