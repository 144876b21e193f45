import type { LitElement, ReactiveController } from 'lit';

/**
 * Focus stays where it was when the focused button goes away with the step that it has taken: the element's own place for
 * it, which has `tabindex="-1"`, is given it. The next Tab goes on from there.
 */
export class KeepFocus implements ReactiveController {
  readonly #host: LitElement;
  readonly #place: string;
  #focused: Element | undefined;

  /** @param place the selector of what is focused instead */
  constructor(host: LitElement, place: string) {
    this.#host = host;
    this.#place = place;
    host.addController(this);
  }

  hostUpdate(): void {
    this.#focused = this.#host.shadowRoot?.activeElement ?? undefined;
  }

  hostUpdated(): void {
    if (!this.#focused || this.#focused.isConnected || !this.#host.isConnected) return;
    const place = this.#host.shadowRoot?.querySelector(this.#place);
    if (place instanceof HTMLElement) place.focus({ preventScroll: true });
  }
}
