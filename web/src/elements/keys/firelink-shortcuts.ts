import { LitElement, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { controls } from '../shared/controls.styles.ts';
import { devicePickerStyles } from '../devices/firelink-device-picker.styles.ts';
import { tokens } from '../shared/tokens.styles.ts';
import { keyWords } from '../i18n/call/key-words.ts';
import { KEYED, KEYS, type KeyedControl } from './call-keys.ts';
import { shortcutsStyles } from './firelink-shortcuts.styles.ts';
import { SwitchKeysEvent } from './key-events.ts';

/**
 * The keys of a call, in a dialog of the browser's own, and the switch by which a person does without them.
 *
 * @fires {SwitchKeysEvent} firelink-switch-keys
 */
@customElement('firelink-shortcuts')
export class FirelinkShortcuts extends LitElement {
  static override styles = [tokens, controls, devicePickerStyles, shortcutsStyles];

  @property({ attribute: false }) areOn = true;
  /** What there is at present: no screen can be shared from a phone. */
  @property({ attribute: false }) controls: readonly KeyedControl[] = KEYED;
  /** The microphone can be held open by the space bar. */
  @property({ attribute: false }) canTalk = true;
  @state() private isOpen = false;
  @query('dialog') private readonly dialog!: HTMLDialogElement | null;

  override render(): TemplateResult {
    return html`<dialog aria-labelledby="title" @click=${this.#closeBeside} @close=${this.#hasClosed}>${this.isOpen ? this.#panel() : nothing}</dialog>`;
  }

  #panel(): TemplateResult {
    const words = keyWords();
    const rows = KEYED.filter((control) => this.controls.includes(control)).map((control) => [KEYS[control], words.controls[control]] as const);
    const all = [...rows, ...(this.canTalk ? [[words.space, words.talk] as const] : []), [words.escape, words.close] as const];
    return html`
      <div class="panel">
        <h2 id="title" tabindex="-1" autofocus>${words.title}</h2>
        <dl class=${this.areOn ? '' : 'off'}>
          ${all.map(([key, meaning]) => html`<div><dt><kbd>${key}</kbd></dt><dd>${meaning}</dd></div>`)}
        </dl>
        <label class="check"><input type="checkbox" .checked=${this.areOn} @change=${this.#switch} />${words.use}</label>
        <button type="button" class="button primary" @click=${this.#close}>${words.done}</button>
      </div>
    `;
  }

  /** Where it is open already, nothing happens. */
  async show(): Promise<void> {
    this.isOpen = true;
    await this.updateComplete;
    if (this.isConnected && this.dialog && !this.dialog.open) this.dialog.showModal();
  }

  #switch({ target }: Event): void {
    if (target instanceof HTMLInputElement) this.dispatchEvent(new SwitchKeysEvent(target.checked));
  }

  #hasClosed(): void {
    this.isOpen = false;
  }

  #close(): void {
    this.dialog?.close();
  }

  /** A press on the dialog itself is one beside the panel that fills it. */
  #closeBeside({ target }: Event): void {
    if (target === this.dialog) this.#close();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'firelink-shortcuts': FirelinkShortcuts;
  }
}
