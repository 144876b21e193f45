import { LitElement, html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { CallState } from 'firelink/call';
import { controls } from '../shared/controls.styles.ts';
import { LetSomebodyElseInEvent } from '../shared/events.ts';
import { callOverlayStyles } from './firelink-call-overlay.styles.ts';
import { isolated } from '../shared/isolated.ts';
import { tokens } from '../shared/tokens.styles.ts';
import { callMessages } from '../i18n/call-messages.ts';
import type { TitleAndText } from '../i18n/messages.ts';

/**
 * Why there is no picture right now. It is not announced from here: the app's live region says "Connecting" or
 * "Reconnecting", and this stands to be read.
 *
 * @fires {LetSomebodyElseInEvent} firelink-let-somebody-else-in
 */
@customElement('firelink-call-overlay')
export class FirelinkCallOverlay extends LitElement {
  static override styles = [tokens, controls, callOverlayStyles];

  @property({ attribute: false }) state: CallState = { phase: 'idle' };
  /** The other person's name, '' where it is not known. */
  @property({ attribute: false }) other = '';
  /** The two call again: no other person can get in. */
  @property({ attribute: false }) isNext = false;

  override render(): TemplateResult | typeof nothing {
    const message = this.#message();
    if (message === undefined) return nothing;
    return html`
      <div class="card">
        <span class="spinner"></span>
        <p class="title">${message.title}</p>
        ${message.text ? html`<p class="text">${message.text}</p>` : nothing}
        ${this.#canLetSomebodyElseIn()
          ? html`<button type="button" class="button" @click=${this.#letSomebodyElseIn}>${callMessages().call.letSomebodyElseIn}</button>`
          : nothing}
      </div>
    `;
  }

  #message(): TitleAndText | undefined {
    const { call } = callMessages();
    const { state } = this;
    if (state.phase === 'connecting') return { title: call.connecting, text: '' };
    if (state.phase === 'reconnecting') {
      const { trouble } = state;
      const isNamed = this.other !== '' && (trouble === 'left' || trouble === 'returning' || trouble === 'silent');
      return isNamed ? { ...call.troubles[trouble], title: call.named[trouble](isolated(this.other)) } : call.troubles[trouble];
    }
    if (state.phase === 'preparing') return call.troubles.resuming;
    return undefined;
  }

  /** The caller may free the seat, and only when the callee has left or fallen silent. */
  #canLetSomebodyElseIn(): boolean {
    const { state } = this;
    return !this.isNext && state.phase === 'reconnecting' && state.role === 'caller' && (state.trouble === 'left' || state.trouble === 'silent');
  }

  #letSomebodyElseIn(): void {
    this.dispatchEvent(new LetSomebodyElseInEvent());
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'firelink-call-overlay': FirelinkCallOverlay;
  }
}
