import { LitElement, css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { tokens } from '../shared/tokens.styles.ts';
import { handWords } from '../i18n/call/hand-words.ts';
import { handIcon } from './hand-icon.ts';

/** Whose hand is up, as chips. It is told to a screen reader by firelink-call-announcements. */
@customElement('firelink-hands')
export class FirelinkHands extends LitElement {
  static override styles = [
    tokens,
    css`
      :host {
        display: contents;
      }

      .chip {
        display: inline-flex;
        min-width: 0;
        max-width: min(100%, 22rem);
        align-items: center;
        gap: 0.375rem;
        min-height: 2rem;
        padding: 0.25rem 0.75rem;
        border-radius: 1rem;
        background: rgb(20 16 14 / 82%);
        color: #ffffff;
        font-size: 0.9375rem;
        font-weight: 600;
      }

      .chip svg {
        flex: none;
      }

      .chip span {
        overflow-wrap: anywhere;
      }

      .other {
        background: #ffd479;
        color: #1f1408;
      }

      @media (prefers-reduced-motion: no-preference) {
        .other svg {
          animation: wave 0.5s ease-in-out 3;
          transform-origin: 50% 90%;
        }
      }

      @keyframes wave {
        25% { transform: rotate(-14deg); }
        75% { transform: rotate(14deg); }
      }

      @media (forced-colors: active) {
        .chip {
          border: 1px solid CanvasText;
        }
      }
    `,
  ];

  /** One's own. */
  @property({ attribute: false }) isRaised = false;
  @property({ attribute: false }) isOtherRaised = false;
  /** The other person's name, ready for a sentence. */
  @property({ attribute: false }) other: string | undefined;

  override render(): TemplateResult {
    const words = handWords();
    const others = words.otherRaised(this.other);
    return html`
      ${this.isOtherRaised ? html`<span class="chip other" title=${others}>${handIcon(18)}<span>${others}</span></span>` : nothing}
      ${this.isRaised ? html`<span class="chip own">${handIcon(18)}<span>${words.raised}</span></span>` : nothing}
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'firelink-hands': FirelinkHands;
  }
}
