import { LitElement, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { contained, uncaught } from 'firelink/base';
import type { ChatRefusal } from 'firelink/chat';
import { chatWords } from '../i18n/chat/index.ts';
import { controls } from '../shared/controls.styles.ts';
import { icons } from '../shared/icons.ts';
import { tokens } from '../shared/tokens.styles.ts';
import { DraftEvent, SendMessageEvent, TypingEvent } from './chat-events.ts';
import { chatIcons } from './chat-icons.ts';
import { isSend } from './composer-keys.ts';
import { chatComposerStyles } from './firelink-chat-composer.styles.ts';

/** A finger has no Shift key: on its keyboard Enter breaks the line, and the button sends. */
const isFinger = (): boolean => matchMedia('(pointer: coarse)').matches && !matchMedia('(any-pointer: fine)').matches;

/**
 * The field for a message, which grows with its lines, and the button that sends it. A text that was refused stays, with the reason beside it.
 *
 * @fires {SendMessageEvent} firelink-send-message
 * @fires {TypingEvent} firelink-typing
 * @fires {DraftEvent} firelink-draft
 * @fires {Event} firelink-refused-message - the reason is shown
 */
@customElement('firelink-chat-composer')
export class FirelinkChatComposer extends LitElement {
  static override styles = [tokens, controls, chatComposerStyles];

  @property({ attribute: false }) drawBesideField: (() => TemplateResult) | undefined;
  /** What stands in the field at first. */
  @property({ attribute: false }) draft = '';
  @state() private refusal: Exclude<ChatRefusal, 'empty'> | undefined;
  @query('textarea') private readonly field!: HTMLTextAreaElement | null;
  #isTyping = false;

  /** What the field says of the text that it did not send, '' for nothing. */
  get refusalText(): string {
    return this.refusal === undefined ? '' : chatWords().refusals[this.refusal];
  }

  /** Once it has been drawn: the panel that is opened for the first time draws it later. */
  override focus(): void {
    const focus = (): void => this.field?.focus({ preventScroll: true });
    if (this.hasUpdated) focus();
    else contained(this.updateComplete.then(focus), uncaught);
  }

  override firstUpdated(): void {
    if (!this.field || this.draft === '') return;
    this.field.value = this.draft;
    this.#fit();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#tell(false);
  }

  override render(): TemplateResult {
    const words = chatWords();
    return html`
      ${this.refusal === undefined ? nothing : html`<p id="refusal" class="refusal">${icons.warning()}<span>${this.refusalText}</span></p>`}
      <div class="row">
        ${this.drawBesideField?.() ?? nothing}
        <textarea
          class="field" rows="1" dir="auto" autocomplete="off" enterkeyhint=${isFinger() ? 'enter' : 'send'} aria-label=${words.field} placeholder=${words.field}
          aria-invalid=${this.refusal === undefined ? nothing : 'true'} aria-describedby=${this.refusal === undefined ? nothing : 'refusal'}
          @input=${this.#follow} @keydown=${this.#hear} @blur=${() => this.#tell(false)}
        ></textarea>
        <button type="button" class="round send" aria-label=${words.send} title=${words.send} @click=${this.#send}>${chatIcons.send()}</button>
      </div>
    `;
  }

  #hear(press: KeyboardEvent): void {
    if (!isSend(press, isFinger())) return;
    press.preventDefault();
    this.#send();
  }

  #follow(): void {
    this.refusal = undefined;
    this.#fit();
    this.#tell((this.field?.value.trim() ?? '') !== '');
    this.dispatchEvent(new DraftEvent(this.field?.value ?? ''));
  }

  #send(): void {
    const { field } = this;
    if (!field || field.value.trim() === '') return this.focus();
    const request = new SendMessageEvent(field.value);
    this.dispatchEvent(request);
    const { outcome } = request;
    if (outcome.kind === 'sent') {
      field.value = '';
      this.dispatchEvent(new DraftEvent(''));
    }
    this.refusal = outcome.kind === 'refused' && outcome.why !== 'empty' ? outcome.why : undefined;
    this.#fit();
    this.#tell(false);
    // A press on the button leaves the keyboard of a phone where it is.
    this.focus();
    if (this.refusal !== undefined) this.dispatchEvent(new Event('firelink-refused-message'));
  }

  /** `field-sizing: content` would do, but not in every browser yet. The styles have how far it grows. */
  #fit(): void {
    const { field } = this;
    if (!field) return;
    field.style.height = 'auto';
    field.style.height = `${field.scrollHeight + field.offsetHeight - field.clientHeight}px`;
  }

  /** Each key says so anew: the sign on the other side ends by itself. */
  #tell(isTyping: boolean): void {
    if (!isTyping && !this.#isTyping) return;
    this.#isTyping = isTyping;
    this.dispatchEvent(new TypingEvent(isTyping));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'firelink-chat-composer': FirelinkChatComposer;
  }
}
