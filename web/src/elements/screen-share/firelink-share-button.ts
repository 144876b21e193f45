import { LitElement, css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { ScreenView } from 'firelink/media';
import { screenWords } from '../i18n/call/screen-words.ts';
import { controls } from '../shared/controls.styles.ts';
import { tokens } from '../shared/tokens.styles.ts';
import { ShareScreenEvent, StopSharingEvent } from './screen-events.ts';
import { screenIcons } from './screen-icons.ts';

/**
 * Shares the screen, or ends that. It is named by what a press does.
 *
 * @fires {ShareScreenEvent} firelink-share-screen
 * @fires {StopSharingEvent} firelink-stop-sharing
 */
@customElement('firelink-share-button')
export class FirelinkShareButton extends LitElement {
  static override shadowRootOptions: ShadowRootInit = { ...LitElement.shadowRootOptions, delegatesFocus: true };
  static override styles = [tokens, controls, css`
    :host {
      display: inline-block;
    }

    .round.on {
      background: #ffc08a;
      color: #38230f;
    }

    .round[aria-disabled='true'] {
      opacity: 0.6;
    }

    @media (forced-colors: active) {
      .round.on {
        border-color: Highlight;
      }
    }
  `];

  @property({ attribute: false }) screen: ScreenView | undefined;
  /** A key that does the same, shown in the tooltip. */
  @property() shortcut = '';

  override render(): TemplateResult {
    const { isOn = false, isBusy = false } = this.screen ?? {};
    const words = screenWords();
    const label = isOn ? words.stop : words.share;
    return html`
      <button
        type="button" class=${isOn ? 'round on' : 'round'} aria-label=${label} title=${this.shortcut ? `${label} (${this.shortcut})` : label}
        aria-keyshortcuts=${this.shortcut || nothing} aria-disabled=${isBusy} @click=${this.#press}
      >
        ${isOn ? screenIcons.stop() : screenIcons.share()}
      </button>
    `;
  }

  #press(): void {
    if (this.screen?.isBusy) return;
    this.dispatchEvent(this.screen?.isOn ? new StopSharingEvent() : new ShareScreenEvent());
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'firelink-share-button': FirelinkShareButton;
  }
}
