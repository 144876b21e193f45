import { LitElement, css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { classMap } from 'lit/directives/class-map.js';
import type { LocalView } from 'firelink/call';
import type { ScreenFailure, ScreenView } from 'firelink/media';
import { deviceNotices } from '../devices/device-text.ts';
import '../lobby/firelink-unverified.ts';
import { icons } from '../shared/icons.ts';
import { NO_DEVICES } from '../shared/no-devices.ts';
import { tokens } from '../shared/tokens.styles.ts';
import { callMessages } from '../i18n/call-messages.ts';
import { messages } from '../i18n/index.ts';
import { screenWords } from '../i18n/call/screen-words.ts';

/**
 * What a person has to know in a call, over the bar until it is dismissed, one at a time: a call that can't be verified comes first,
 * then one's devices, then the screen that could not be shared.
 */
@customElement('firelink-call-notices')
export class FirelinkCallNotices extends LitElement {
  static override styles = [
    tokens,
    css`
      :host {
        display: contents;
      }

      .notice {
        position: absolute;
        inset: auto 0 calc(5.75rem + var(--_safe-bottom));
        display: flex;
        gap: 0.25rem;
        align-items: flex-start;
        width: fit-content;
        max-width: min(32rem, calc(100% - 2rem));
        margin-inline: auto;
        border-radius: var(--_radius);
        background: var(--_warning-ground);
        zoom: var(--_zoom);
      }

      .notice.informational {
        background: var(--_raised);
      }

      .notice button {
        display: grid;
        place-items: center;
        flex: none;
        width: var(--_target);
        height: var(--_target);
        border: 0;
        border-radius: 50%;
        background: none;
      }

      .failure {
        padding: 0.75rem 0 0.75rem 1rem;
      }

      .failure p {
        margin: 0.25rem 0 0;
      }
    `,
  ];

  @property({ attribute: false }) local: LocalView = NO_DEVICES;
  /** One's own. */
  @property({ attribute: false }) screen: ScreenView | undefined;
  @property({ attribute: false }) isUnverifiable = false;
  /** The key of the microphone, '' for none. */
  @property({ attribute: false }) muteKey = '';
  /** The notice that was dismissed, by its text: another failure is another notice. */
  @state() private dismissed = '';
  @state() private isWarningDismissed = false;
  @state() private dismissedFailure: ScreenFailure | undefined;

  override willUpdate(): void {
    if (!this.screen?.failure) this.dismissedFailure = undefined;
  }

  override render(): TemplateResult | typeof nothing {
    return this.#warning() ?? this.#deviceNotice() ?? this.#screenFailure() ?? nothing;
  }

  #warning(): TemplateResult | undefined {
    if (!this.isUnverifiable || this.isWarningDismissed) return undefined;
    return this.#dismissible(html`<firelink-unverified></firelink-unverified>`, () => (this.isWarningDismissed = true));
  }

  #deviceNotice(): TemplateResult | undefined {
    const current = this.#deviceText();
    if (current === '' || current === this.dismissed) return undefined;
    const isInformational = deviceNotices(this.local, messages().devices).every(({ kind }) => kind === 'replacement');
    return this.#dismissible(html`<firelink-device-notice .local=${this.local} .muteKey=${this.muteKey}></firelink-device-notice>`, () => (this.dismissed = this.#deviceText()), isInformational);
  }

  #screenFailure(): TemplateResult | undefined {
    const { failure } = this.screen ?? {};
    if (!failure || failure === this.dismissedFailure) return undefined;
    const { title, text } = screenWords().failures[failure];
    return this.#dismissible(html`<div class="failure"><strong>${title}</strong><p>${text}</p></div>`, () => (this.dismissedFailure = failure));
  }

  #dismissible(what: TemplateResult, dismissed: () => void, isInformational = false): TemplateResult {
    const { dismiss } = callMessages().call;
    return html`
      <div class=${classMap({ notice: true, informational: isInformational })}>
        ${what}
        <button type="button" aria-label=${dismiss} title=${dismiss} @click=${dismissed}>${icons.close()}</button>
      </div>
    `;
  }

  #deviceText(): string {
    const titles = deviceNotices(this.local, messages().devices).map(({ title }) => title);
    return [...titles, this.local.microphone.hint ?? ''].join('\n').trim();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'firelink-call-notices': FirelinkCallNotices;
  }
}
