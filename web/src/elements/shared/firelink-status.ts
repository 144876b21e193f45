import { LitElement, html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { CallState } from 'firelink/call';
import { statusText } from './status-text.ts';
import { tokens } from './tokens.styles.ts';
import { messages } from '../i18n/index.ts';

/**
 * The live region of the call's state, and of what else in it is told once. It stands from the first draw on, empty: a screen reader
 * announces what changes in a region that it knows, not a region that appears. It reads the sentence that changed alone. The chat has a region of its own for messages, and files have one for offers and
 * ends (firelink-chat, firelink-file-announcements): what one of them says takes nothing from the others.
 */
@customElement('firelink-status')
export class FirelinkStatus extends LitElement {
  static override styles = [tokens];

  @property({ attribute: false }) state: CallState = { phase: 'idle' };

  /** Of a connected call: there is evidence of an attacker in between. */
  @property({ attribute: false }) isUnverifiable = false;

  /** Further sentences, a paragraph each, which stay in their places. Drawn by the code of the call. */
  @property({ attribute: false }) told: readonly TemplateResult[] | undefined;

  override render(): TemplateResult {
    return html`<div class="hidden-visually" role="status" aria-live="polite" aria-atomic="false"><p>${statusText(this.state, messages().status, this.isUnverifiable)}</p>${this.told}</div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'firelink-status': FirelinkStatus;
  }
}
