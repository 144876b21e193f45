import { LitElement, html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { systemClock, type Clock } from 'firelink/base';
import { manualStyles } from './firelink-manual.styles.ts';
import { tokens } from '../shared/tokens.styles.ts';
import { manualMessages } from '../i18n/manual-messages.ts';

const SECOND_MS = 1_000;

/** How long a reply still works, in whole seconds. */
@customElement('firelink-manual-countdown')
export class FirelinkManualCountdown extends LitElement {
  static override styles = [tokens, manualStyles];

  /** ms since 1970 */
  @property({ attribute: false }) until = 0;
  @property({ attribute: false }) clock: Clock = systemClock;
  #cancel: () => void = () => {};
  #total = 0;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#cancel();
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.requestUpdate();
  }

  override willUpdate(changed: Map<PropertyKey, unknown>): void {
    if (changed.has('until')) this.#total = this.#seconds;
  }

  override render(): TemplateResult {
    const seconds = this.#seconds;
    return html`
      <div class="countdown" role="timer">${manualMessages().secondsLeft(seconds)}</div>
      <div class="bar" aria-hidden="true"><div style="width: ${this.#total === 0 ? 0 : (100 * seconds) / this.#total}%"></div></div>
    `;
  }

  override updated(): void {
    this.#cancel();
    const leftMs = this.until - this.clock.now();
    if (leftMs > 0) this.#cancel = this.clock.after(leftMs % SECOND_MS || SECOND_MS, () => this.requestUpdate());
  }

  get #seconds(): number {
    return Math.max(0, Math.ceil((this.until - this.clock.now()) / SECOND_MS));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'firelink-manual-countdown': FirelinkManualCountdown;
  }
}
