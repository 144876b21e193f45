import { LitElement, html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { LocalView } from '../call/call-view.ts';
import { canStillWords, deviceNotices } from './device-words.ts';
import { deviceNoticeStyles } from './firelink-device-notice.styles.ts';
import { icons } from './icons.ts';
import { NO_DEVICES } from './no-devices.ts';
import { tokens } from './tokens.styles.ts';
import { words } from './words/index.ts';

/** Why a device can't be used, and what to do about it; empty while nothing has failed. */
@customElement('firelink-device-notice')
export class FirelinkDeviceNotice extends LitElement {
  static override styles = [tokens, deviceNoticeStyles];

  @property({ attribute: false }) local: LocalView = NO_DEVICES;
  /** Before joining: say what is possible without the device, too. */
  @property({ attribute: false }) isJoining = false;

  override render(): TemplateResult | typeof nothing {
    const notices = deviceNotices(this.local, words().devices);
    if (notices.length === 0) return nothing;
    const canStill = this.isJoining ? canStillWords(this.local, words().devices) : undefined;
    return html`${notices.map(({ title, text }, index) => html`
      <div class="notice">
        ${icons.warning()}
        <p>
          <strong>${title}</strong>
          ${text} ${canStill !== undefined && index === notices.length - 1 ? html`<span>${canStill}</span>` : nothing}
        </p>
      </div>
    `)}`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'firelink-device-notice': FirelinkDeviceNotice;
  }
}
