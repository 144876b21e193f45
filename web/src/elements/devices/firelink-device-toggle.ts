import { LitElement, html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { classMap } from 'lit/directives/class-map.js';
import type { DeviceView, LocalView } from 'firelink/call';
import { controls } from '../shared/controls.styles.ts';
import { toggleLabel, troubleOf } from './device-text.ts';
import { SwitchDeviceEvent, type InputKind } from '../shared/events.ts';
import { deviceToggleStyles } from './firelink-device-toggle.styles.ts';
import { icons } from '../shared/icons.ts';
import { tokens } from '../shared/tokens.styles.ts';
import { messages } from '../i18n/index.ts';

/**
 * Switches the microphone or the camera. Name and drawing follow the device, not the press, and the name says what a
 * press does; with a changing name there is no aria-pressed, which would say it twice and once wrongly.
 *
 * @fires {SwitchDeviceEvent} firelink-switch-device
 */
@customElement('firelink-device-toggle')
export class FirelinkDeviceToggle extends LitElement {
  static override shadowRootOptions: ShadowRootInit = { ...LitElement.shadowRootOptions, delegatesFocus: true };
  static override styles = [tokens, controls, deviceToggleStyles];

  @property() kind: InputKind = 'microphone';
  @property({ attribute: false }) device: DeviceView = { isOn: false, isBusy: false };
  /** Of a microphone: a meter stands below while it is on. Its element comes with the code that opens devices. */
  @property({ attribute: false }) sound: LocalView['sound'];
  /** A key that does the same, shown in the tooltip. */
  @property() shortcut = '';

  override render(): TemplateResult {
    const { isOn, isBusy } = this.device;
    const label = toggleLabel(this.kind, isOn, messages().devices);
    return html`
      <button
        type="button"
        part="button"
        class=${classMap({ round: true, off: !isOn })}
        aria-label=${label}
        title=${this.shortcut ? `${label} (${this.shortcut})` : label}
        aria-keyshortcuts=${this.shortcut || nothing}
        aria-disabled=${isBusy ? 'true' : nothing}
        @click=${this.#request}
      >
        ${this.#drawing(isOn)}
        ${isBusy ? html`<span class="spinner"></span>` : nothing}
        ${troubleOf(this.device) !== undefined ? html`<span class="badge" aria-hidden="true">!</span>` : nothing}
      </button>
      ${isOn && this.sound ? html`<firelink-microphone-level .sound=${this.sound}></firelink-microphone-level>` : nothing}
    `;
  }

  #drawing(isOn: boolean): TemplateResult {
    if (this.kind === 'microphone') return isOn ? icons.microphone() : icons.microphoneOff();
    return isOn ? icons.camera() : icons.cameraOff();
  }

  #request(): void {
    // aria-disabled keeps the focus where it is, which `disabled` would not; so the press is refused here.
    if (!this.device.isBusy) this.dispatchEvent(new SwitchDeviceEvent(this.kind, !this.device.isOn));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'firelink-device-toggle': FirelinkDeviceToggle;
  }
}
