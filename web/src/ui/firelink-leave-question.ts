import { LitElement, css, html, type TemplateResult } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { controls } from './controls.styles.ts';
import { AnswerLeavingEvent } from './events.ts';
import { devicePickerStyles } from './firelink-device-picker.styles.ts';
import { tokens } from './tokens.styles.ts';
import { callWords } from './words/call-words.ts';

/**
 * Asked when the browser's Back would leave a call that runs: over the call, which goes on meanwhile.
 *
 * @fires {AnswerLeavingEvent} firelink-answer-leaving
 */
@customElement('firelink-leave-question')
export class FirelinkLeaveQuestion extends LitElement {
  static override styles = [
    tokens,
    controls,
    devicePickerStyles,
    css`
      .text {
        margin: 0 0 1rem;
      }

      .row {
        display: flex;
        gap: 0.75rem;
      }

      .row .button {
        flex: 1;
      }
    `,
  ];

  /** A call without a server, which nothing leads back to. */
  @property({ attribute: false }) isByHand = false;
  @query('dialog') private readonly dialog!: HTMLDialogElement;

  override render(): TemplateResult {
    const { leave } = callWords();
    return html`
      <dialog aria-labelledby="title" aria-describedby="text" @cancel=${this.#stay}>
        <div class="panel">
          <h2 id="title">${leave.title}</h2>
          <p id="text" class="text">${this.isByHand ? leave.byHand : leave.text}</p>
          <div class="row">
            <button type="button" class="button primary" autofocus @click=${this.#stay}>${leave.stay}</button>
            <button type="button" class="button" @click=${() => this.#answer(true)}>${leave.leave}</button>
          </div>
        </div>
      </dialog>
    `;
  }

  override firstUpdated(): void {
    this.dialog.showModal();
  }

  /** The app takes the question away: Escape does not close it by itself. */
  #stay(event: Event): void {
    event.preventDefault();
    this.#answer(false);
  }

  #answer(leaves: boolean): void {
    this.dispatchEvent(new AnswerLeavingEvent(leaves));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'firelink-leave-question': FirelinkLeaveQuestion;
  }
}
