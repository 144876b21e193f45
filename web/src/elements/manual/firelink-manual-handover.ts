import { LitElement, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { systemClock, type Clock } from 'firelink/base';
import { controls } from '../shared/controls.styles.ts';
import { copyText, pageClipboard } from '../shared/copy-text.ts';
import { ShowQrEvent } from './firelink-manual-events.ts';
import type { QrPicture } from './firelink-manual-view.ts';
import { manualStyles } from './firelink-manual.styles.ts';
import '../waiting/firelink-qr-picture.ts';
import { icons } from '../shared/icons.ts';
import { callIcons } from '../in-call/call-icons.ts';
import { page } from '../shared/page.styles.ts';
import { tokens } from '../shared/tokens.styles.ts';
import { manualMessages } from '../i18n/manual-messages.ts';

const FEEDBACK_MS = 4_000;

/**
 * A text to be handed over: to copy, to share, or as a QR code.
 *
 * @fires {ShowQrEvent} firelink-show-qr
 */
@customElement('firelink-manual-handover')
export class FirelinkManualHandover extends LitElement {
  static override styles = [tokens, controls, page, manualStyles];

  /** The field's name. */
  @property({ attribute: false }) label = '';
  /** Undefined while it is being made. */
  @property({ attribute: false }) text: string | undefined;
  @property({ attribute: false }) qr: QrPicture | 'too-long' | undefined;
  @property({ attribute: false }) clock: Clock = systemClock;
  @state() private feedback: 'copied' | 'failed' | undefined;
  @query('textarea') private readonly field!: HTMLTextAreaElement;
  #cancelFeedback: () => void = () => {};

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#cancelFeedback();
    this.feedback = undefined;
  }

  override render(): TemplateResult {
    const manual = manualMessages();
    const { text } = this;
    const isBusy = text === undefined;
    return html`
      <div class="card">
        <div>
          <label for="text">${this.label}</label>
          <textarea
            id="text"
            class="field"
            rows="3"
            readonly
            aria-busy=${isBusy ? 'true' : nothing}
            placeholder=${manual.fieldBusy}
            .value=${text ?? ''}
            @focus=${() => this.field.select()}
          ></textarea>
        </div>
        <div class="row">
          <button type="button" class="button primary" ?disabled=${isBusy} aria-describedby="note" @click=${this.#copy}>
            ${isBusy ? html`<span class="spinner"></span>` : this.feedback === 'copied' ? icons.check() : callIcons.copy()}<span>${manual.copy}</span>
          </button>
          ${'share' in navigator && !isBusy
            ? html`<button type="button" class="button" @click=${this.#share}>${callIcons.share()}<span>${manual.share}</span></button>`
            : nothing}
          ${!isBusy && this.qr === undefined
            ? html`<button type="button" class="button" @click=${() => this.dispatchEvent(new ShowQrEvent())}>${manual.showQr}</button>`
            : nothing}
        </div>
        <p id="note" class="note faint">${this.#note()}</p>
        ${this.#qr()}
      </div>
    `;
  }

  #note(): TemplateResult | typeof nothing {
    const manual = manualMessages();
    if (this.feedback === 'failed') return html`<span>${manual.copyFailed}</span>`;
    return this.feedback === 'copied' ? html`${icons.check()}<span>${manual.copied}</span>` : nothing;
  }

  #qr(): TemplateResult | typeof nothing {
    const manual = manualMessages();
    if (this.qr === undefined) return nothing;
    if (this.qr === 'too-long') return html`<p class="faint">${manual.qrTooLong}</p>`;
    return html`<firelink-qr-picture .picture=${this.qr} .label=${manual.qr}></firelink-qr-picture>`;
  }

  async #copy(): Promise<void> {
    if (this.text === undefined) return;
    this.feedback = (await copyText(this.text, this.field, pageClipboard())) ? 'copied' : 'failed';
    this.#cancelFeedback();
    this.#cancelFeedback = this.clock.after(FEEDBACK_MS, () => {
      this.feedback = undefined;
    });
  }

  async #share(): Promise<void> {
    if (this.text === undefined) return;
    try {
      await navigator.share({ text: this.text });
    } catch {
      // Closed without a choice, or not allowed: the text is still there to be copied.
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'firelink-manual-handover': FirelinkManualHandover;
  }
}
