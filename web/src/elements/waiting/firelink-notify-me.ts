import { LitElement, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { controls } from '../shared/controls.styles.ts';
import { icons } from '../shared/icons.ts';
import { callIcons } from '../in-call/call-icons.ts';
import { pageNotifications, type NotificationAnswer, type NotificationAsker } from './notification-permission.ts';
import { notifyMeStyles } from './firelink-notify-me.styles.ts';
import { tokens } from '../shared/tokens.styles.ts';
import { callMessages } from '../i18n/call-messages.ts';

/**
 * Offers a notification of the system's for the callee's arrival: a button where the person has not been asked, a
 * sentence where they have agreed, and nothing where the browser has no notifications.
 */
@customElement('firelink-notify-me')
export class FirelinkNotifyMe extends LitElement {
  static override styles = [tokens, controls, notifyMeStyles];

  @property({ attribute: false }) notifications: NotificationAsker = pageNotifications;
  /** Its sentence wants a row of its own. */
  @property({ type: Boolean, reflect: true }) open = false;
  /** The result of the press on the button. */
  @state() private answered: NotificationAnswer | undefined;
  @state() private isAsking = false;

  override willUpdate(): void {
    this.hidden = this.#content === 'nothing';
    this.open = this.#content !== 'button';
  }

  override render(): TemplateResult | typeof nothing {
    const { waiting } = callMessages();
    switch (this.#content) {
      case 'nothing': return nothing;
      case 'agreed': return html`<p>${icons.check()}<span>${waiting.willNotify}</span></p>`;
      case 'refused': return html`<p>${waiting.notifyRefused}</p>`;
      case 'button':
        return html`
          <button type="button" class="button" title=${waiting.notifyHint} aria-disabled=${this.isAsking ? 'true' : nothing} @click=${this.#ask}>
            ${callIcons.bell()}<span>${waiting.notifyMe}</span>
          </button>
        `;
    }
  }

  get #content(): 'button' | 'agreed' | 'refused' | 'nothing' {
    const answer = this.answered ?? this.notifications.answer;
    if (answer === 'default') return 'button';
    if (answer === 'granted') return 'agreed';
    // A person who refused long ago is not reminded at each call.
    return this.answered === 'denied' ? 'refused' : 'nothing';
  }

  async #ask(): Promise<void> {
    if (this.isAsking) return;
    this.isAsking = true;
    this.answered = await this.notifications.ask();
    this.isAsking = false;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'firelink-notify-me': FirelinkNotifyMe;
  }
}
