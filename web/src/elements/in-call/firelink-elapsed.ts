import { LitElement, css, html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { systemClock, type Clock } from 'firelink/base';
import { formatElapsed, untilNextSecondMs } from './elapsed-time.ts';
import { callMessages } from '../i18n/call-messages.ts';

/** How long the call has lasted. role="timer" is silent by itself: a time read out every second would bury the call. */
@customElement('firelink-elapsed')
export class FirelinkElapsed extends LitElement {
  static override styles = css`
    :host {
      font-variant-numeric: tabular-nums;
    }
  `;

  /** By the clock’s `elapsed`: setting a clock lengthens no call. */
  @property({ attribute: false }) since = 0;
  @property({ attribute: false }) clock: Clock = systemClock;
  #cancelTick: () => void = () => {};

  override connectedCallback(): void {
    super.connectedCallback();
    this.requestUpdate();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#cancelTick();
  }

  override updated(): void {
    this.#cancelTick();
    if (!this.isConnected) return;
    this.#cancelTick = this.clock.after(untilNextSecondMs(this.clock.elapsed() - this.since), () => this.requestUpdate());
  }

  override render(): TemplateResult {
    return html`<span role="timer" aria-label=${callMessages().call.elapsed}>${formatElapsed(this.clock.elapsed() - this.since)}</span>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'firelink-elapsed': FirelinkElapsed;
  }
}
