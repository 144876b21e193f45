import { LitElement, css, html, type TemplateResult } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { controls } from './controls.styles.ts';
import { AnswerEvent } from './events.ts';
import { devicePickerStyles } from '../devices/firelink-device-picker.styles.ts';
import { tokens } from './tokens.styles.ts';
import type { QuestionMessages } from '../i18n/messages.ts';

/**
 * A question with two answers, asked over a screen that goes on meanwhile. The answer that changes nothing has the focus,
 * and Escape gives it. The app takes the question away.
 *
 * @fires {AnswerEvent} firelink-answer
 */
@customElement('firelink-question')
export class FirelinkQuestion extends LitElement {
  static override styles = [
    tokens,
    controls,
    devicePickerStyles,
    css`
      .text {
        margin: 0 0 1rem;
      }

      /* Side by side where both names are short, one above the other where they are not. */
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

  @property({ attribute: false }) messages!: QuestionMessages;
  @query('dialog') private readonly dialog!: HTMLDialogElement;

  override render(): TemplateResult {
    const { title, text, no, yes } = this.messages;
    return html`
      <dialog aria-labelledby="title" aria-describedby="text" @close=${() => this.#answer(false)}>
        <div class="panel">
          <h2 id="title">${title}</h2>
          <p id="text" class="text">${text}</p>
          <div class="row">
            <button type="button" class="button primary" autofocus @click=${() => this.dialog.close()}>${no}</button>
            <button type="button" class="button" @click=${() => this.#answer(true)}>${yes}</button>
          </div>
        </div>
      </dialog>
    `;
  }

  override firstUpdated(): void {
    this.dialog.showModal();
  }

  /** No is a dialog that closes: the browser gives the focus back to where it was. */
  #answer(isYes: boolean): void {
    this.dispatchEvent(new AnswerEvent(isYes));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'firelink-question': FirelinkQuestion;
  }
}
