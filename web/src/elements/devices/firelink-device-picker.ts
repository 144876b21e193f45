import { LitElement, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { LocalView } from 'firelink/call';
import { controls } from '../shared/controls.styles.ts';
import { DEVICE_KINDS } from 'firelink/media';
import { ChooseDeviceEvent, MirrorEvent, type DeviceKind } from '../shared/events.ts';
import { devicePickerStyles } from './firelink-device-picker.styles.ts';
import { icons } from '../shared/icons.ts';
import { tokens } from '../shared/tokens.styles.ts';
import { messages } from '../i18n/index.ts';

/**
 * A button, and behind it one list for each kind of which there are two or more, and how one sees oneself; nothing where
 * there is neither. The lists are the browser's own: a phone shows them as it shows every list.
 *
 * @fires {ChooseDeviceEvent} firelink-choose-device
 * @fires {MirrorEvent} firelink-mirror
 */
@customElement('firelink-device-picker')
export class FirelinkDevicePicker extends LitElement {
  static override styles = [tokens, controls, devicePickerStyles];

  @property({ attribute: false }) choices: NonNullable<LocalView['choices']> = {};
  /** Undefined without a picture of one's own. */
  @property({ attribute: false }) isMirrored: boolean | undefined;
  @state() private isOpen = false;
  @query('dialog') private readonly dialog!: HTMLDialogElement;

  override willUpdate(): void {
    // Nothing to be seen would still be a place in its row.
    this.hidden = this.#isEmpty;
  }

  override render(): TemplateResult | typeof nothing {
    if (this.#isEmpty) return nothing;
    const kinds = this.#kinds;
    const { picker } = messages().devices;
    // A dialog of the browser's own: above everything, whatever box the button is in, with Escape and the way back of
    // the focus.
    return html`
      <button type="button" class="round" aria-label=${picker.open} title=${picker.open} aria-haspopup="dialog" @click=${this.#open}>
        ${icons.settings()}
      </button>
      <dialog aria-labelledby="title" @click=${this.#closeBeside} @close=${this.#hasClosed}>
        ${this.isOpen
          ? html`<div class="panel">
              <h2 id="title">${picker.title}</h2>
              ${kinds.map((kind) => this.#list(kind))}
              ${this.isMirrored === undefined
                ? nothing
                : html`<label class="check"><input type="checkbox" .checked=${this.isMirrored} @change=${this.#mirror} />${picker.mirror}</label>`}
              <button type="button" class="button primary" @click=${this.#close}>${picker.close}</button>
            </div>`
          : nothing}
      </dialog>
    `;
  }

  get #isEmpty(): boolean {
    return this.#kinds.length === 0 && this.isMirrored === undefined;
  }

  get #kinds(): readonly DeviceKind[] {
    return DEVICE_KINDS.filter((kind) => this.choices[kind]);
  }

  #list(kind: DeviceKind): TemplateResult | typeof nothing {
    const choices = this.choices[kind];
    if (!choices) return nothing;
    // `selected` on the options, not `value` on the list: a value that is set before its option is there is lost. And
    // `.selected`, live, since what was picked may not be what is in use then.
    return html`
      <label for=${kind}>${messages().devices.picker[kind]}</label>
      <select id=${kind} class="field" @change=${(event: Event) => this.#choose(kind, event)}>
        ${choices.devices.map(({ id, label }) => html`<option value=${id} .selected=${id === choices.current}>${label}</option>`)}
      </select>
    `;
  }

  #mirror(event: Event): void {
    if (event.target instanceof HTMLInputElement) this.dispatchEvent(new MirrorEvent(event.target.checked));
  }

  #choose(kind: DeviceKind, event: Event): void {
    if (event.target instanceof HTMLSelectElement) this.dispatchEvent(new ChooseDeviceEvent(kind, event.target.value));
  }

  async #open(): Promise<void> {
    this.isOpen = true;
    // The focus goes to the first list, which has to be there.
    await this.updateComplete;
    if (this.isConnected && !this.dialog.open) this.dialog.showModal();
  }

  #hasClosed(): void {
    this.isOpen = false;
  }

  #close(): void {
    this.dialog.close();
  }

  /** A press on the dialog itself is one beside the panel that fills it. */
  #closeBeside(event: Event): void {
    if (event.target === this.dialog) this.dialog.close();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'firelink-device-picker': FirelinkDevicePicker;
  }
}
