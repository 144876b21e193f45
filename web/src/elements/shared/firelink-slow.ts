import { LitElement, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { systemClock, type Clock } from 'firelink/base';
import { controls } from './controls.styles.ts';
import { ConnectByHandEvent } from './events.ts';
import { tokens } from './tokens.styles.ts';
import { messages } from '../i18n/index.ts';

/** A slow phone on a slow network has done any step of a set-up by then; a service that hangs never has. */
export const SLOW_MS = 6_000;

/**
 * Stands beside a step that is under way: after a while it offers the way that needs no server.
 *
 * @fires {ConnectByHandEvent} firelink-connect-by-hand
 */
@customElement('firelink-slow')
export class FirelinkSlow extends LitElement {
  static override styles = [tokens, controls];

  @property({ attribute: false }) clock: Clock = systemClock;
  @state() private isSlow = false;
  #cancel: () => void = () => {};

  override connectedCallback(): void {
    super.connectedCallback();
    this.isSlow = false;
    this.#cancel = this.clock.after(SLOW_MS, () => {
      this.isSlow = true;
    });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#cancel();
  }

  override render(): TemplateResult | typeof nothing {
    if (!this.isSlow) return nothing;
    const { text, byHand } = messages().slow;
    return html`<p>${text}</p><button type="button" class="button" @click=${() => this.dispatchEvent(new ConnectByHandEvent())}>${byHand}</button>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'firelink-slow': FirelinkSlow;
  }
}
