import { LitElement, css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import type { LocalView } from 'firelink/call';
import '../devices/firelink-device-notice.ts';
import { devicePickerStyles } from '../devices/firelink-device-picker.styles.ts';
import '../devices/firelink-preview.ts';
import { dataOnlyWords } from '../i18n/data-only.ts';
import { controls } from '../shared/controls.styles.ts';
import { AnswerEvent } from '../shared/events.ts';
import { NO_DEVICES } from '../shared/no-devices.ts';
import { tokens } from '../shared/tokens.styles.ts';

/**
 * Over a call of data alone: one's devices, seen and heard by oneself, before the call is given them. The app takes it away.
 *
 * @fires {AnswerEvent} firelink-answer - yes: turn on what is on here; Escape is a no
 * @fires {SwitchDeviceEvent} firelink-switch-device
 * @fires {ChooseDeviceEvent} firelink-choose-device
 * @fires {MirrorEvent} firelink-mirror
 * @fires {FlipCameraEvent} firelink-flip-camera
 */
@customElement('firelink-take-up')
export class FirelinkTakeUp extends LitElement {
  static override styles = [
    tokens,
    controls,
    devicePickerStyles,
    css`
      dialog {
        width: min(32rem, 100% - 2rem);
      }

      .panel {
        gap: 1rem;
      }

      h2,
      p {
        margin: 0;
      }

      firelink-preview {
        height: clamp(9rem, 40vh, 18rem);
        margin-inline: auto;
      }

      .row {
        display: flex;
        flex-wrap: wrap;
        gap: 0.75rem;
      }

      .row .button {
        flex: 1 0 auto;
        max-width: 100%;
      }
    `,
  ];

  @property({ attribute: false }) local: LocalView = NO_DEVICES;
  @query('dialog') private readonly dialog!: HTMLDialogElement;
  #isYes = false;

  override render(): TemplateResult {
    const { title, text, turnOn, cancel } = dataOnlyWords();
    return html`
      <dialog aria-labelledby="title" aria-describedby="text" @close=${this.#hasClosed}>
        <div class="panel">
          <h2 id="title" tabindex="-1" autofocus>${title}</h2>
          <p id="text">${text}</p>
          <firelink-preview .local=${this.local}></firelink-preview>
          <firelink-device-notice .local=${this.local}></firelink-device-notice>
          <div class="row">
            <button type="button" class="button primary" aria-disabled=${this.#isSomethingOn ? nothing : 'true'} @click=${this.#turnOn}>${turnOn}</button>
            <button type="button" class="button" @click=${() => this.dialog.close()}>${cancel}</button>
          </div>
        </div>
      </dialog>
    `;
  }

  override firstUpdated(): void {
    this.dialog.showModal();
  }

  get #isSomethingOn(): boolean {
    return this.local.microphone.isOn || this.local.camera.isOn;
  }

  #turnOn(): void {
    if (!this.#isSomethingOn) return;
    this.#isYes = true;
    // Closed by itself it gives the focus back; taken out of the page it would not.
    this.dialog.close();
  }

  /** The browser gives the focus back to where it was. A list of devices that closes over it is none of its. */
  #hasClosed({ target }: Event): void {
    if (target === this.dialog) this.dispatchEvent(new AnswerEvent(this.#isYes));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'firelink-take-up': FirelinkTakeUp;
  }
}
