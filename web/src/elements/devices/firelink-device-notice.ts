import { contained, uncaught } from 'firelink/base';
import { LitElement, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { LocalView } from 'firelink/call';
import { controls } from '../shared/controls.styles.ts';
import { canStillText, deviceNotices, needsAdvice, type Advice } from './device-text.ts';
import { SwitchDeviceEvent, type InputKind } from '../shared/events.ts';
import { deviceNoticeStyles } from './firelink-device-notice.styles.ts';
import { icons } from '../shared/icons.ts';
import { NO_DEVICES } from '../shared/no-devices.ts';
import { tokens } from '../shared/tokens.styles.ts';
import type { Devices } from '../i18n/messages.ts';
import { messages } from '../i18n/index.ts';

/**
 * Why a device can't be used, and what to do about it; or which one is in use now, when the person did not choose it;
 * else empty.
 *
 * @fires {SwitchDeviceEvent} firelink-switch-device - leaves off a device that would come on by itself
 */
@customElement('firelink-device-notice')
export class FirelinkDeviceNotice extends LitElement {
  static override styles = [tokens, controls, deviceNoticeStyles];

  @property({ attribute: false }) local: LocalView = NO_DEVICES;
  /** Before joining: say what is possible without the device, too. */
  @property({ attribute: false }) isJoining = false;
  /** The key that mutes, '' for none; undefined before a call, where being muted is nothing to speak of. */
  @property({ attribute: false }) muteKey: string | undefined;
  /** What this browser's user can do about a refusal: loaded when there is one, since most people never see it. */
  @state() private advice: Advice | undefined;

  override willUpdate(): void {
    if (this.advice === undefined && needsAdvice(this.local)) contained(this.#loadAdvice(), uncaught);
  }

  override render(): TemplateResult | typeof nothing {
    const notices = deviceNotices(this.local, messages().devices, this.advice);
    if (notices.length === 0) return nothing;
    const canStill = this.isJoining ? canStillText(this.local, messages().devices) : undefined;
    return html`${notices.map(({ kind, devices, title, text, leaveOff }, index) => html`
      <div class="notice ${kind === 'trouble' ? '' : 'informational'}">
        ${kind === 'trouble' ? icons.warning() : kind === 'replacement' ? icons.check() : icons.microphoneOff(20)}
        <p>
          <strong>${title}</strong>
          ${text} ${canStill !== undefined && index === notices.length - 1 ? html`<span>${canStill}</span>` : nothing}
          ${leaveOff === undefined ? nothing : html`<button type="button" class="quiet" @click=${() => this.#leaveOff(devices)}>${leaveOff}</button>`}
        </p>
      </div>
    `)}`;
  }

  async #loadAdvice(): Promise<void> {
    try {
      const { adviceOn, hintOn } = await import('./device-advice.ts');
      this.advice = (device, devices) => adviceOn(device, devices) ?? hintOn(device, this.muteKey);
    } catch {
      // The general messages stand; the next change asks once more.
    }
  }

  #leaveOff(devices: Devices): void {
    const kinds: readonly InputKind[] = devices === 'both' ? ['camera', 'microphone'] : [devices];
    for (const kind of kinds) this.dispatchEvent(new SwitchDeviceEvent(kind, false));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'firelink-device-notice': FirelinkDeviceNotice;
  }
}
