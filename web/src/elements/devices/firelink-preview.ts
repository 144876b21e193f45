import { LitElement, html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { LocalView } from 'firelink/call';
import './firelink-device-toggle.ts';
import { previewStyles } from './firelink-preview.styles.ts';
import '../video/firelink-video.ts';
import { NO_DEVICES } from '../shared/no-devices.ts';
import { tokens } from '../shared/tokens.styles.ts';
import { messages } from '../i18n/index.ts';

/**
 * One's own picture before a call, with the switches of both devices. What they are chosen, turned and
 * watched with comes a little after they are opened (app/call/device-controls.ts), to a place that is kept.
 *
 * @slot - further round buttons beside the switches
 * @fires {SwitchDeviceEvent} firelink-switch-device
 * @fires {ChooseDeviceEvent} firelink-choose-device
 * @fires {MirrorEvent} firelink-mirror
 * @fires {FlipCameraEvent} firelink-flip-camera
 */
@customElement('firelink-preview')
export class FirelinkPreview extends LitElement {
  static override styles = [tokens, previewStyles];

  @property({ attribute: false }) local: LocalView = NO_DEVICES;

  override render(): TemplateResult {
    const { stream, microphone, camera, isMirrored } = this.local;
    return html`
      <firelink-video ?mirrored=${isMirrored ?? true} muted .label=${messages().preview.yourVideo} .stream=${stream} .hasPicture=${camera.isOn}></firelink-video>
      <firelink-flip .local=${this.local}></firelink-flip>
      <div class="controls" role="group" aria-label=${messages().preview.controls}>
        <firelink-device-toggle kind="microphone" .device=${microphone} .sound=${this.local.sound}></firelink-device-toggle>
        <firelink-device-toggle kind="camera" .device=${camera}></firelink-device-toggle>
        <firelink-device-picker .choices=${this.local.choices ?? {}} .isMirrored=${isMirrored}></firelink-device-picker>
        <slot></slot>
      </div>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'firelink-preview': FirelinkPreview;
  }
}
