import { LitElement, html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { CallView } from 'firelink/call';
import type { ScreenView } from 'firelink/media';
import { NO_CALL } from '../shared/no-devices.ts';
import { tokens } from '../shared/tokens.styles.ts';
import { handAnnouncements } from '../hand/hand-announcements.ts';
import { screenAnnouncements } from '../screen-share/screen-announcements.ts';

/** The live region of shared screens and raised hands: what it says takes nothing from the call's state, nor from the chat. It reads the sentence that changed alone. */
@customElement('firelink-call-announcements')
export class FirelinkCallAnnouncements extends LitElement {
  static override styles = [tokens];

  @property({ attribute: false }) remote: CallView['remote'] = NO_CALL.remote;
  /** One's own. */
  @property({ attribute: false }) screen: ScreenView | undefined;

  /** One's own. */
  @property({ attribute: false }) isHandRaised = false;

  override render(): TemplateResult {
    return html`<div class="hidden-visually" aria-live="polite" aria-atomic="false">${[...screenAnnouncements(this.remote, this.screen), ...handAnnouncements(this.remote, this.isHandRaised)].map((sentence) => html`<p>${sentence}</p>`)}</div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'firelink-call-announcements': FirelinkCallAnnouncements;
  }
}
