import { LitElement, css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { controls } from '../shared/controls.styles.ts';
import type { QrPicture } from '../manual/firelink-manual-view.ts';
import './firelink-qr-picture.ts';
import { callIcons } from '../in-call/call-icons.ts';
import { tokens } from '../shared/tokens.styles.ts';
import { callMessages } from '../i18n/call-messages.ts';
import { manualMessages } from '../i18n/manual-messages.ts';

/** Makes a QR code of a text. Rejects where it can't be made at present. */
export type DrawQr = (text: string) => Promise<QrPicture | 'too-long'>;

/** The call's link as a QR code, for a phone in the same room: behind a button, and drawn when it is asked for. */
@customElement('firelink-link-qr')
export class FirelinkLinkQr extends LitElement {
  static override styles = [tokens, controls, css`
    :host {
      display: grid;
      gap: 0.75rem;
    }

    p {
      margin: 0;
      color: var(--_faint);
      font-size: 0.9375em;
      text-wrap: pretty;
    }

    firelink-qr-picture {
      width: min(100%, 16rem);
      margin-inline: auto;
    }
  `];

  @property({ attribute: false }) link: string | undefined;
  @property({ attribute: false }) drawQr: DrawQr | undefined;
  /** Its picture or its sentence wants a row of its own. */
  @property({ type: Boolean, reflect: true }) open = false;
  @state() private isDrawing = false;
  @state() private drawn: QrPicture | 'too-long' | 'failed' | undefined;

  override willUpdate(): void {
    this.hidden = this.drawQr === undefined || this.link === undefined;
    this.open = this.drawn !== undefined;
  }

  override render(): TemplateResult | typeof nothing {
    if (this.hidden) return nothing;
    const { waiting } = callMessages();
    const manual = manualMessages();
    const isShown = typeof this.drawn === 'object';
    return html`
      <button type="button" class="button" aria-disabled=${this.isDrawing ? 'true' : nothing} @click=${this.#toggle}>
        ${this.isDrawing ? html`<span class="spinner"></span>` : callIcons.qr()}<span>${isShown ? waiting.hideQr : manual.showQr}</span>
      </button>
      ${this.#outcome()}
    `;
  }

  #outcome(): TemplateResult | typeof nothing {
    const { waiting } = callMessages();
    const manual = manualMessages();
    if (this.drawn === undefined) return nothing;
    if (this.drawn === 'too-long') return html`<p>${manual.qrTooLong}</p>`;
    if (this.drawn === 'failed') return html`<p>${waiting.qrFailed}</p>`;
    return html`<firelink-qr-picture .picture=${this.drawn} .label=${waiting.qr}></firelink-qr-picture>`;
  }

  async #toggle(): Promise<void> {
    const { link, drawQr } = this;
    if (this.isDrawing || link === undefined || drawQr === undefined) return;
    if (typeof this.drawn === 'object') {
      this.drawn = undefined;
      return;
    }
    this.isDrawing = true;
    try {
      this.drawn = await drawQr(link);
    } catch {
      this.drawn = 'failed';
    } finally {
      this.isDrawing = false;
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'firelink-link-qr': FirelinkLinkQr;
  }
}
