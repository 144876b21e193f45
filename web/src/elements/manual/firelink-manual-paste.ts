import { LitElement, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { contained, systemClock, uncaught } from 'firelink/base';
import { controls } from '../shared/controls.styles.ts';
import { ReadTextEvent } from './firelink-manual-events.ts';
import type { ManualProblem } from './firelink-manual-view.ts';
import { manualStyles } from './firelink-manual.styles.ts';
import { icons } from '../shared/icons.ts';
import { page } from '../shared/page.styles.ts';
import { tokens } from '../shared/tokens.styles.ts';
import { manualMessages } from '../i18n/manual-messages.ts';

/**
 * A field for a text that one was sent. Pasting is enough: for a reply every second counts.
 *
 * @fires {ReadTextEvent} firelink-read-text
 */
@customElement('firelink-manual-paste')
export class FirelinkManualPaste extends LitElement {
  static override styles = [tokens, controls, page, manualStyles];

  /** The field's name. */
  @property({ attribute: false }) label = '';
  @property({ attribute: false }) hint = '';
  @property({ attribute: false }) action = '';
  /** The problem of the text that was read last. */
  @property({ attribute: false }) problem: ManualProblem | undefined;
  @property({ attribute: false }) isPrimary = false;
  /** The person is mending the text: the complaint about the old one is over. */
  @state() private isCorrecting = false;
  @query('textarea') private readonly field!: HTMLTextAreaElement;

  override render(): TemplateResult {
    const problem = this.isCorrecting ? undefined : this.problem;
    return html`
      <form novalidate @submit=${this.#submit}>
        <p class="hint">${this.hint}</p>
        <label for="text">${this.label}</label>
        <textarea
          id="text"
          class="field"
          rows="3"
          autocomplete="off"
          autocapitalize="none"
          spellcheck="false"
          aria-invalid=${problem ? 'true' : nothing}
          aria-describedby=${problem ? 'problem' : nothing}
          @input=${this.#correct}
          @paste=${this.#pasted}
        ></textarea>
        ${problem ? html`<p id="problem" class="problem">${icons.warning()}<span>${manualMessages().problems[problem]}</span></p>` : nothing}
        <div class="row"><button class=${this.isPrimary ? 'button primary' : 'button'} type="submit">${this.action}</button></div>
      </form>
    `;
  }

  #correct(): void {
    this.isCorrecting = true;
  }

  /** The field has the text once its event is over. */
  #pasted(): void {
    systemClock.after(0, () => this.#read());
  }

  #submit(event: SubmitEvent): void {
    event.preventDefault();
    this.#read();
  }

  #read(): void {
    this.isCorrecting = false;
    this.dispatchEvent(new ReadTextEvent(this.field.value));
    // The way to a description that no live region announces: into the field that it describes.
    contained(this.updateComplete.then(() => {
      if (this.problem && this.isConnected) this.field.focus();
    }), uncaught);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'firelink-manual-paste': FirelinkManualPaste;
  }
}
