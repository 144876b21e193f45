import { LitElement, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { classMap } from 'lit/directives/class-map.js';
import type { EndedReason } from 'firelink/call';
import { controls } from '../shared/controls.styles.ts';
import { endedText } from './ended-text.ts';
import { CallAgainEvent, ConnectByHandEvent, GoHomeEvent, ReloadPageEvent, StartCallEvent, TakeOverEvent, TryAgainEvent } from '../shared/events.ts';
import { endedStyles } from './firelink-ended.styles.ts';
import '../shared/firelink-language.ts';
import { FocusOnArrival } from '../shared/focus-on-arrival.ts';
import { icons } from '../shared/icons.ts';
import { isolated } from '../shared/isolated.ts';
import { page } from '../shared/page.styles.ts';
import { tokens } from '../shared/tokens.styles.ts';
import { endMessages, messages } from '../i18n/index.ts';
import type { NextStep } from '../i18n/messages.ts';

const REQUESTS: Readonly<Record<NextStep, () => Event>> = {
  'call-again': () => new CallAgainEvent(),
  'start-new-call': () => new StartCallEvent(),
  'try-again': () => new TryAgainEvent(),
  'continue-here': () => new TakeOverEvent(),
  'connect-by-hand': () => new ConnectByHandEvent(),
  reload: () => new ReloadPageEvent(),
  home: () => new GoHomeEvent(),
};

/**
 * Why the call is over, and what can be done next.
 *
 * @slot - what is left of the call
 * @fires {StartCallEvent} firelink-start-call
 * @fires {CallAgainEvent} firelink-call-again
 * @fires {TryAgainEvent} firelink-try-again
 * @fires {TakeOverEvent} firelink-take-over
 * @fires {ConnectByHandEvent} firelink-connect-by-hand
 * @fires {ReloadPageEvent} firelink-reload-page
 * @fires {GoHomeEvent} firelink-go-home
 * @fires {ChooseLanguageEvent} firelink-choose-language
 */
@customElement('firelink-ended')
export class FirelinkEnded extends LitElement {
  static override styles = [tokens, controls, page, endedStyles];

  @property({ attribute: false }) reason: EndedReason = 'you-hung-up';
  /** Whether a relay was configured: an unreachable call says which it was. */
  @property({ attribute: false }) hasRelay = false;

  /** The other person's name, '' where it is not known. */
  @property({ attribute: false }) other = '';
  /** The link leads these two to another call. */
  @property({ attribute: false }) canCallAgain = false;
  /** That was asked for. */
  @property({ attribute: false }) isCallingAgain = false;

  constructor() {
    super();
    this.addController(new FocusOnArrival(this));
  }

  /** The step failed: a screen reader announces why, even when the text is the same as before. */
  override updated(changed: PropertyValues<this>): void {
    if (changed.get('isCallingAgain')) this.renderRoot.querySelector('h1')?.focus();
  }

  override render(): TemplateResult {
    const { title, text, steps } = endedText(this.reason, this.hasRelay, messages().ended, endMessages(), this.canCallAgain, this.other && isolated(this.other));
    return html`
      <main>
        <div class="column">
          <span class="sign">${icons.flame(56)}</span>
          <h1 tabindex="-1">${title}</h1>
          <p class="text faint">${text}</p>
          <div class="row">
            ${steps.map(({ step, label }, index) => html`
              <button
                type="button"
                class=${classMap({ button: true, primary: index === 0 })}
                aria-disabled=${step === 'call-again' && this.isCallingAgain ? 'true' : nothing}
                @click=${() => this.dispatchEvent(REQUESTS[step]())}
              >
                ${step === 'call-again' && this.isCallingAgain ? html`<span class="spinner"></span>` : nothing}<span>${label}</span>
              </button>
            `)}
          </div>
          <slot></slot>
          <firelink-language></firelink-language>
        </div>
      </main>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'firelink-ended': FirelinkEnded;
  }
}
