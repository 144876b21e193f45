import { LitElement, css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { LocalView } from 'firelink/call';
import { controls } from '../shared/controls.styles.ts';
import { FlipCameraEvent } from '../shared/events.ts';
import { icons } from '../shared/icons.ts';
import { NO_DEVICES } from '../shared/no-devices.ts';
import { tokens } from '../shared/tokens.styles.ts';
import { deviceMessages } from '../i18n/device-messages.ts';

/**
 * A press turns to the camera that looks the other way; nothing where there is none.
 *
 * @fires {FlipCameraEvent} firelink-flip-camera
 */
@customElement('firelink-flip')
export class FirelinkFlip extends LitElement {
  static override styles = [tokens, controls, css`
    .round {
      width: var(--_target);
      height: var(--_target);
    }
  `];

  @property({ attribute: false }) local: LocalView = NO_DEVICES;

  override render(): TemplateResult | typeof nothing {
    const { canFlip, camera } = this.local;
    // It stays while the other one is opened: the focus would be lost with it.
    if (!canFlip || !(camera.isOn || camera.isBusy)) return nothing;
    const label = deviceMessages().switchCamera;
    return html`
      <button type="button" class="round" aria-label=${label} title=${label} aria-disabled=${camera.isBusy ? 'true' : nothing} @click=${this.#flip}>
        ${icons.flip()}
      </button>
    `;
  }

  #flip(): void {
    if (!this.local.camera.isBusy) this.dispatchEvent(new FlipCameraEvent());
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'firelink-flip': FirelinkFlip;
  }
}
