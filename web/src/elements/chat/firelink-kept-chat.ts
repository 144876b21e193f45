import { LitElement, css, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { type Clock, contained, systemClock, uncaught } from 'firelink/base';
import { chatWords } from '../i18n/chat/index.ts';
import { language } from '../i18n/index.ts';
import { AttachedChat } from '../in-call/attached-chat.ts';
import { controls } from '../shared/controls.styles.ts';
import { tokens } from '../shared/tokens.styles.ts';
import { OpenChatEvent, SaveChatEvent } from './chat-events.ts';
import type { ChatSource, ChatView } from './chat-view.ts';
import './firelink-chat-log.ts';
import { transcriptOf } from './transcript.ts';

/** As long as firelink-chat says so. */
const FEEDBACK_MS = 4_000;

/**
 * The chat on the screen after the end: to be read, copied and saved, its files too, until the page is closed. It says how many
 * messages were not delivered. Nothing is there for a call in which nothing was written or sent.
 *
 * @fires {OpenChatEvent} firelink-open-chat
 * @fires {SaveChatEvent} firelink-save-chat
 */
@customElement('firelink-kept-chat')
export class FirelinkKeptChat extends LitElement {
  static override styles = [tokens, controls, css`
    :host {
      display: block;
      width: 100%;
    }

    .steps {
      display: flex;
      flex-wrap: wrap;
      gap: 0.25rem 1.25rem;
      justify-content: center;
    }

    p {
      margin: 0 0 0.5rem;
      color: var(--_warning);
      font-weight: 600;
    }

    .faint {
      color: var(--_faint);
    }

    firelink-chat-log {
      height: clamp(12rem, 45vh, 26rem);
      margin-top: 0.75rem;
      border: 1px solid var(--_line);
      border-radius: var(--_radius);
      background: var(--_surface);
      text-align: start;
    }
  `];

  @property({ attribute: false }) chat: ChatSource | undefined;
  @property({ attribute: false }) clock: Clock = systemClock;
  /** Whether the press on `Copy all` has copied it, for as long as that is said. */
  @state() private feedback: boolean | undefined;
  readonly #chat = new AttachedChat(this);
  #cancelFeedback: () => void = () => {};

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#cancelFeedback();
    this.feedback = undefined;
  }

  override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('chat')) this.#chat.use(this.chat);
  }

  override render(): TemplateResult | typeof nothing {
    const { view } = this.#chat;
    if (!view || view.messages.length + (view.rows?.length ?? 0) === 0) return nothing;
    const { kept, save, copyAll, copied, copyFailed } = chatWords();
    const { isOpen, messages, rows } = view;
    const undelivered = messages.filter(({ delivery }) => delivery === 'not-delivered').length;
    return html`
      ${undelivered === 0 ? nothing : html`<p>${kept.undelivered(undelivered)}</p>`}
      <div class="steps">
        <button type="button" class="quiet" aria-expanded=${isOpen ? 'true' : 'false'} @click=${() => this.dispatchEvent(new OpenChatEvent(!isOpen))}>${isOpen ? kept.hide : kept.show}</button>
        ${messages.length === 0 ? nothing : html`
          <button type="button" class="quiet" @click=${() => contained(this.#copy(view), uncaught)}>${copyAll}</button>
          <button type="button" class="quiet" @click=${() => this.#save(view)}>${save}</button>
        `}
      </div>
      <div class="faint" aria-live="polite">${this.feedback === undefined ? '' : this.feedback ? copied : copyFailed}</div>
      ${isOpen ? html`<firelink-chat-log .messages=${messages} .rows=${rows ?? []}></firelink-chat-log>` : nothing}
    `;
  }

  #save(view: ChatView): void {
    this.dispatchEvent(new SaveChatEvent(transcript(view)));
  }

  async #copy(view: ChatView): Promise<void> {
    try {
      await navigator.clipboard.writeText(transcript(view));
      this.feedback = true;
    } catch {
      // Refused, or there is no clipboard on a page without https.
      this.feedback = false;
    }
    this.#cancelFeedback();
    this.#cancelFeedback = this.clock.after(FEEDBACK_MS, () => (this.feedback = undefined));
  }
}

const transcript = ({ messages }: ChatView): string => transcriptOf(messages, chatWords(), language());

declare global {
  interface HTMLElementTagNameMap {
    'firelink-kept-chat': FirelinkKeptChat;
  }
}
