import { LitElement, html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { systemClock, type Clock } from 'firelink/base';
import type { LocalView } from 'firelink/call';
import { brand } from '../home/brand.ts';
import { controls } from '../shared/controls.styles.ts';
import { seenText } from '../devices/device-text.ts';
import { GoHomeEvent, HangUpEvent } from '../shared/events.ts';
import '../devices/firelink-device-notice.ts';
import './firelink-manual-countdown.ts';
import { MakeInvitationEvent, MakeReplyEvent } from './firelink-manual-events.ts';
import './firelink-manual-handover.ts';
import './firelink-manual-paste.ts';
import type { ManualStep, ManualView } from './firelink-manual-view.ts';
import { manualStyles } from './firelink-manual.styles.ts';
import '../devices/firelink-preview.ts';
import { FocusOnArrival } from '../shared/focus-on-arrival.ts';
import { callIcons } from '../in-call/call-icons.ts';
import { NO_DEVICES } from '../shared/no-devices.ts';
import { page } from '../shared/page.styles.ts';
import { tokens } from '../shared/tokens.styles.ts';
import { callMessages } from '../i18n/call-messages.ts';
import { manualMessages } from '../i18n/manual-messages.ts';
import { messages } from '../i18n/index.ts';

type Of<K extends ManualStep['kind']> = Extract<ManualStep, { kind: K }>;

/**
 * Connecting without a server: which text to hand over, and which to paste.
 *
 * @fires {MakeInvitationEvent} firelink-make-invitation
 * @fires {ReadTextEvent} firelink-read-text
 * @fires {MakeReplyEvent} firelink-make-reply
 * @fires {ShowQrEvent} firelink-show-qr
 * @fires {HangUpEvent} firelink-hang-up
 * @fires {GoHomeEvent} firelink-go-home
 * @fires {SwitchDeviceEvent} firelink-switch-device
 */
@customElement('firelink-manual')
export class FirelinkManual extends LitElement {
  static override styles = [tokens, controls, page, manualStyles];

  @property({ attribute: false }) view: ManualView = { step: { kind: 'choosing' } };
  @property({ attribute: false }) local: LocalView = NO_DEVICES;
  @property({ attribute: false }) clock: Clock = systemClock;
  #drawn: ManualStep['kind'] = 'choosing';

  constructor() {
    super();
    this.addController(new FocusOnArrival(this));
  }

  override render(): TemplateResult {
    const { step } = this.view;
    const { call } = callMessages();
    if (step.kind === 'choosing') return html`<main class="one">${brand()}<div class="column">${this.#choosing()}</div></main>`;
    return html`
      <main class="two">
        ${brand()}
        <firelink-preview .local=${this.local}>
          <button type="button" class="round danger" aria-label=${call.hangUp} title=${call.hangUp} @click=${() => this.dispatchEvent(new HangUpEvent())}>
            ${callIcons.hangUp()}
          </button>
        </firelink-preview>
        <div class="column">${this.#step(step)} <firelink-device-notice .local=${this.local}></firelink-device-notice></div>
      </main>
    `;
  }

  /** With the step its button goes, and the focus with it: on to the new heading. */
  override updated(): void {
    const { kind } = this.view.step;
    if (kind === this.#drawn) return;
    this.#drawn = kind;
    this.renderRoot.querySelector<HTMLElement>('h1')?.focus({ preventScroll: true });
  }

  #step(step: Exclude<ManualStep, { kind: 'choosing' }>): TemplateResult {
    switch (step.kind) {
      case 'inviting': return this.#inviting(step);
      case 'invited': return this.#invited(step);
      case 'replying': return this.#replying(step);
    }
  }

  #choosing(): TemplateResult {
    const manual = manualMessages();
    return html`
      <h1 tabindex="-1">${manual.title}</h1>
      <p class="faint">${manual.explanation}</p>
      <div class="row">
        <button type="button" class="button primary large" @click=${() => this.dispatchEvent(new MakeInvitationEvent())}>${manual.invite}</button>
      </div>
      <firelink-manual-paste
        class="apart"
        .hint=${manual.invitedHint} .label=${manual.invitation} .action=${manual.open} .problem=${this.view.problem}
      ></firelink-manual-paste>
      <div><button type="button" class="quiet" @click=${() => this.dispatchEvent(new GoHomeEvent())}>${manual.back}</button></div>
    `;
  }

  #inviting({ text }: Of<'inviting'>): TemplateResult {
    const manual = manualMessages();
    return html`
      <h1 tabindex="-1">${text === undefined ? manual.preparing : manual.send.title}</h1>
      <p class="faint">${manual.send.text}</p>
      <firelink-manual-handover .label=${manual.invitation} .text=${text} .qr=${this.view.qr} .clock=${this.clock}></firelink-manual-handover>
      ${text === undefined
        ? nothing
        : html`<firelink-manual-paste
            .hint=${manual.replyHint} .label=${manual.reply} .action=${manual.connect} .problem=${this.view.problem}
          ></firelink-manual-paste>`}
    `;
  }

  #invited({ isMaking, hasRunOut }: Of<'invited'>): TemplateResult {
    const manual = manualMessages();
    const { lobby } = messages();
    const { title, text } = hasRunOut ? manual.runOut : manual.ready;
    const { microphone, camera } = this.local;
    return html`
      <h1 tabindex="-1">${title}</h1>
      <p class="faint">${text}</p>
      <p class="seen faint">${microphone.isBusy || camera.isBusy ? '' : seenText(this.local, lobby)}</p>
      <div class="row">
        <button type="button" class="button primary large" aria-disabled=${isMaking ? 'true' : nothing} @click=${this.#makeReply}>
          ${isMaking ? html`<span class="spinner"></span>` : nothing}<span>${hasRunOut ? manual.makeFreshReply : manual.makeReply}</span>
        </button>
      </div>
    `;
  }

  #replying({ text, runsOutAt }: Of<'replying'>): TemplateResult {
    const manual = manualMessages();
    return html`
      <h1 tabindex="-1">${manual.sendNow.title}</h1>
      <p class="faint">${manual.sendNow.text}</p>
      <firelink-manual-countdown .until=${runsOutAt} .clock=${this.clock}></firelink-manual-countdown>
      <firelink-manual-handover .label=${manual.reply} .text=${text} .qr=${this.view.qr} .clock=${this.clock}></firelink-manual-handover>
    `;
  }

  #makeReply(): void {
    const { step } = this.view;
    if (step.kind === 'invited' && !step.isMaking) this.dispatchEvent(new MakeReplyEvent());
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'firelink-manual': FirelinkManual;
  }
}
