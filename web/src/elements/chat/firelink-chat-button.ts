import { LitElement, css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { chatWords } from '../i18n/chat/index.ts';
import { controls } from '../shared/controls.styles.ts';
import { tokens } from '../shared/tokens.styles.ts';
import { OpenChatEvent } from './chat-events.ts';
import { icons } from '../shared/icons.ts';

/** More would not fit on it, and says no more. */
const MOST_SHOWN = 99;

/**
 * Shows the chat or puts it away. It is named by what a press does, and by how many messages are unread.
 *
 * @fires {OpenChatEvent} firelink-open-chat
 */
@customElement('firelink-chat-button')
export class FirelinkChatButton extends LitElement {
  static override shadowRootOptions: ShadowRootInit = { ...LitElement.shadowRootOptions, delegatesFocus: true };
  static override styles = [tokens, controls, css`
    :host {
      display: inline-block;
    }

    .round.open {
      background: rgb(92 80 73 / 94%);
    }

    .unread {
      position: absolute;
      top: -0.25rem;
      right: -0.25rem;
      min-width: 1.375rem;
      padding-inline: 0.25rem;
      border-radius: 999px;
      background: #ffc08a;
      color: #38230f;
      font-size: 0.8125rem;
      font-weight: 800;
      line-height: 1.375rem;
    }

    @media (forced-colors: active) {
      .unread {
        border: 1px solid ButtonText;
      }
    }
  `];

  @property({ attribute: false }) isOpen = false;
  @property({ attribute: false }) unread = 0;
  /** A key that does the same, shown in the tooltip. */
  @property() shortcut = '';

  override render(): TemplateResult {
    const words = chatWords();
    const { isOpen, unread, shortcut } = this;
    const label = isOpen ? words.close : words.open(unread);
    return html`
      <button
        type="button" class=${isOpen ? 'round open' : 'round'} aria-label=${label} title=${shortcut ? `${label} (${shortcut})` : label}
        aria-keyshortcuts=${shortcut || nothing} @click=${this.#toggle}
      >
        ${icons.chat()}
        ${isOpen || unread === 0 ? nothing : html`<span class="unread" aria-hidden="true">${unread > MOST_SHOWN ? `${MOST_SHOWN}+` : unread}</span>`}
      </button>
    `;
  }

  #toggle(): void {
    this.dispatchEvent(new OpenChatEvent(!this.isOpen));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'firelink-chat-button': FirelinkChatButton;
  }
}
