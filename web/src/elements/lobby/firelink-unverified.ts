import { LitElement, html, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { deviceNoticeStyles } from '../devices/firelink-device-notice.styles.ts';
import { icons } from '../shared/icons.ts';
import { tokens } from '../shared/tokens.styles.ts';
import { callMessages } from '../i18n/call-messages.ts';

/** An attacker may be in between: what that means, and what to do. The live region says it, too. */
@customElement('firelink-unverified')
export class FirelinkUnverified extends LitElement {
  static override styles = [tokens, deviceNoticeStyles];

  override render(): TemplateResult {
    const { title, text } = callMessages().call.unverified;
    return html`<div class="notice">${icons.warning()}<p><strong>${title}</strong> ${text}</p></div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'firelink-unverified': FirelinkUnverified;
  }
}
