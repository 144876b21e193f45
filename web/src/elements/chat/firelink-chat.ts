import { LitElement, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { type Clock, contained, systemClock, uncaught } from 'firelink/base';
import type { ChatMessage } from 'firelink/chat';
import { chatWords } from '../i18n/chat/index.ts';
import { language } from '../i18n/index.ts';
import { callIcons } from '../in-call/call-icons.ts';
import { controls } from '../shared/controls.styles.ts';
import { icons } from '../shared/icons.ts';
import { isolated } from '../shared/isolated.ts';
import { tokens } from '../shared/tokens.styles.ts';
import { OpenChatEvent, SaveChatEvent } from './chat-events.ts';
import { chatIcons } from './chat-icons.ts';
import type { ChatView } from './chat-view.ts';
import { chatStyles } from './firelink-chat.styles.ts';
import './firelink-chat-composer.ts';
import type { FirelinkChatComposer } from './firelink-chat-composer.ts';
import './firelink-chat-log.ts';
import { heardSince } from './heard-messages.ts';
import { nameOf, transcriptOf } from './transcript.ts';
import { VisibleHeight } from './visible-height.ts';

const CLOSED: ChatView = { isOpen: false, messages: [], isOtherTyping: false, unread: 0 };
/** Long enough to be read, short enough that a second copy looks like one. */
const FEEDBACK_MS = 4_000;
/** What is read out stays as long as some more is: a screen reader that is behind still finds it. */
const MOST_HEARD = 5;

/**
 * The chat beside the call. Closed it is not seen, and reads out all the same what the other person sends, each message once. What was
 * typed stays while it is closed.
 *
 * @fires {OpenChatEvent} firelink-open-chat
 * @fires {SendMessageEvent} firelink-send-message
 * @fires {TypingEvent} firelink-typing
 * @fires {SaveChatEvent} firelink-save-chat
 * @fires {DraftEvent} firelink-draft
 */
@customElement('firelink-chat')
export class FirelinkChat extends LitElement {
  static override styles = [tokens, controls, chatStyles];

  @property({ attribute: false }) view: ChatView = CLOSED;
  @property({ attribute: false }) clock: Clock = systemClock;
  /** The other person's name, ready for a sentence. */
  @property({ attribute: false }) other: string | undefined;
  @state() private feedback: 'copied' | 'failed' | undefined;
  @query('firelink-chat-composer') private readonly composer!: FirelinkChatComposer | null;
  #heard: readonly { readonly id: string; readonly text: string }[] = [];
  #heardRefusals = 0;
  #hasBeenOpen = false;
  #wasOpen: boolean | undefined;
  #cancelFeedback: () => void = () => {};

  constructor() {
    super();
    this.addController(new VisibleHeight());
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#cancelFeedback();
    this.feedback = undefined;
  }

  /** The field for the message. */
  override focus(): void {
    this.composer?.focus();
  }

  override willUpdate(changed: PropertyValues<this>): void {
    this.#hasBeenOpen ||= this.view.isOpen;
    // Messages from before this element are history, and are not read out.
    const before = this.hasUpdated ? changed.get('view') : undefined;
    if (before) this.#hear(heardSince(before.messages, this.view.messages).map((message) => ({ id: message.id, text: this.#spoken(message) })));
  }

  override render(): TemplateResult {
    return html`
      ${this.#hasBeenOpen ? this.#panel() : nothing}
      <div class="hidden-visually" aria-live="polite">${repeat(this.#heard, ({ id }) => id, ({ text }) => html`<p dir="auto">${text}</p>`)}</div>
    `;
  }

  override updated(): void {
    const { isOpen } = this.view;
    // A person who opens the chat wants to write. A chat that stands from the beginning takes no focus, and so no keyboard of a phone.
    if (isOpen && this.#wasOpen === false) this.composer?.focus();
    this.#wasOpen = isOpen;
  }

  #panel(): TemplateResult {
    const words = chatWords();
    const { isOpen, messages, rows, drawBesideField, draft = '' } = this.view;
    return html`
      <section class="panel" aria-labelledby="title" ?hidden=${!isOpen} @keydown=${this.#hearKey}>
        <div class="head">
          <h2 id="title">${words.title}</h2>
          ${this.#tool(words.copyAll, callIcons.copy(), this.#copy)} ${this.#tool(words.save, chatIcons.save(), this.#save)}
          ${this.#tool(words.hide, icons.close(), this.#close)}
        </div>
        <firelink-chat-log .messages=${messages} .rows=${rows ?? []}></firelink-chat-log>
        <p class="note">${this.#note()}</p>
        <firelink-chat-composer .draft=${draft} .drawBesideField=${drawBesideField} @firelink-refused-message=${this.#hearRefusal}></firelink-chat-composer>
      </section>
    `;
  }

  #tool(name: string, drawing: TemplateResult, press: () => void): TemplateResult {
    return html`<button type="button" class="tool" aria-label=${name} title=${name} @click=${press}>${drawing}</button>`;
  }

  #note(): string {
    const words = chatWords();
    if (this.feedback) return this.feedback === 'copied' ? words.copied : words.copyFailed;
    return this.view.isOtherTyping ? words.typing(this.other) : '';
  }

  #spoken(message: ChatMessage): string {
    const words = chatWords();
    return words.heard(isolated(nameOf(message, words)), message.text);
  }

  #hear(more: readonly { readonly id: string; readonly text: string }[]): void {
    if (more.length > 0) this.#heard = [...this.#heard, ...more].slice(-MOST_HEARD);
  }

  #hearRefusal(): void {
    this.#hear([{ id: `refusal.${++this.#heardRefusals}`, text: this.composer?.refusalText ?? '' }]);
    this.requestUpdate();
  }

  #hearKey(press: KeyboardEvent): void {
    if (press.key !== 'Escape' || press.isComposing) return;
    press.preventDefault(); // Leaving the full screen as well would be one thing too many.
    this.#close();
  }

  #close(): void {
    this.dispatchEvent(new OpenChatEvent(false));
  }

  #save(): void {
    this.dispatchEvent(new SaveChatEvent(this.#transcript()));
  }

  #copy(): void {
    contained(this.#copyAll(), uncaught);
  }

  async #copyAll(): Promise<void> {
    try {
      await navigator.clipboard.writeText(this.#transcript());
      this.feedback = 'copied';
    } catch {
      // Refused, or there is no clipboard on a page without https.
      this.feedback = 'failed';
    }
    this.#cancelFeedback();
    this.#cancelFeedback = this.clock.after(FEEDBACK_MS, () => (this.feedback = undefined));
    this.#hear([{ id: this.feedback, text: this.#note() }]);
  }

  #transcript(): string {
    return transcriptOf(this.view.messages, chatWords(), language());
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'firelink-chat': FirelinkChat;
  }
}
