import { LitElement, html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { CallView } from 'firelink/call';
import type { ScreenView } from 'firelink/media';
import { NO_CALL } from '../shared/no-devices.ts';
import { tokens } from '../shared/tokens.styles.ts';
import { screenAnnouncements } from './screen-announcements.ts';

/** The live region of shared screens: what it says takes nothing from the call's state, nor from the chat. It reads the sentence that changed alone. */
@customElement('firelink-screen-announcements')
export class FirelinkScreenAnnouncements extends LitElement {
  static override styles = [tokens];

  @property({ attribute: false }) remote: CallView['remote'] = NO_CALL.remote;
  /** One's own. */
  @property({ attribute: false }) screen: ScreenView | undefined;

  override render(): TemplateResult {
    return html`<div class="hidden-visually" aria-live="polite" aria-atomic="false">${screenAnnouncements(this.remote, this.screen).map((sentence) => html`<p>${sentence}</p>`)}</div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'firelink-screen-announcements': FirelinkScreenAnnouncements;
  }
}
