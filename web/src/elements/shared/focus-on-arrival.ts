import type { ReactiveController } from 'lit';

/**
 * Takes the focus to a screen's heading when the screen appears and the focus was lost with the one before: a screen
 * reader then goes on there, and so does the Tab key. Focus that is somewhere stays. It is taken once the screen has been
 * painted: asked for sooner it has the browser lay out everything at once, and whatever the page was about to ask waits.
 */
export class FocusOnArrival implements ReactiveController {
  readonly #host: HTMLElement;
  #isArriving = false;

  constructor(host: HTMLElement) {
    this.#host = host;
  }

  hostConnected(): void {
    this.#isArriving = true;
  }

  hostUpdated(): void {
    if (!this.#isArriving) return;
    this.#isArriving = false;
    requestAnimationFrame(() => setTimeout(() => this.#arrive()));
  }

  #arrive(): void {
    const active = document.activeElement;
    // Within the app's own shadow root the document sees its host: no focus there is no focus.
    const isLost = active === null || active === document.body || active.shadowRoot?.activeElement === null;
    if (isLost) this.#host.shadowRoot?.querySelector<HTMLElement>('h1')?.focus({ preventScroll: true });
  }
}
