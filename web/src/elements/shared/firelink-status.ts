import { LitElement, html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { CallState } from 'firelink/call';
import { statusText } from './status-text.ts';
import { tokens } from './tokens.styles.ts';
import { messages } from '../i18n/index.ts';

/**
 * The live region of the call's state. It stands from the first draw on, empty: a screen reader announces what changes in a
 * region that it knows, not a region that appears. The chat has a region of its own for messages, and files have one for offers and
 * ends (firelink-chat, firelink-file-announcements): what one of them says takes nothing from the others.
 */
@customElement('firelink-status')
export class FirelinkStatus extends LitElement {
  static override styles = [tokens];

  @property({ attribute: false }) state: CallState = { phase: 'idle' };

  /** Of a connected call: there is evidence of an attacker in between. */
  @property({ attribute: false }) isUnverifiable = false;

  override render(): TemplateResult {
    return html`<div class="hidden-visually" role="status" aria-live="polite" aria-atomic="true">${statusText(this.state, messages().status, this.isUnverifiable)}</div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'firelink-status': FirelinkStatus;
  }
}
