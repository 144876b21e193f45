import { LitElement, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { type Clock, systemClock } from 'firelink/base';
import type { CallView, LocalView } from 'firelink/call';
import { brand } from '../home/brand.ts';
import { controls } from '../shared/controls.styles.ts';
import { copyText, pageClipboard } from '../shared/copy-text.ts';
import { HangUpEvent } from '../shared/events.ts';
import './firelink-link-qr.ts';
import type { DrawQr } from './firelink-link-qr.ts';
import './firelink-notify-me.ts';
import '../shared/firelink-name-field.ts';
import '../devices/firelink-preview.ts';
import '../shared/firelink-slow.ts';
import { waitingStyles } from './firelink-waiting.styles.ts';
import { FocusOnArrival } from '../shared/focus-on-arrival.ts';
import { icons } from '../shared/icons.ts';
import { isolated } from '../shared/isolated.ts';
import { callIcons } from '../in-call/call-icons.ts';
import { NO_CALL, NO_DEVICES } from '../shared/no-devices.ts';
import { pageNotifications, type NotificationAsker } from './notification-permission.ts';
import { page } from '../shared/page.styles.ts';
import { tokens } from '../shared/tokens.styles.ts';
import { callMessages } from '../i18n/call-messages.ts';
import { messages } from '../i18n/index.ts';

/** Long enough to be read, short enough that a second copy looks like one. */
const FEEDBACK_MS = 4_000;

/**
 * The caller's screen from "Start a call" until the callee has joined: the link, and the caller's own picture.
 * The app defines `firelink-device-notice` with the first thing that it has to say (app/call/draw-call.ts).
 *
 * @fires {HangUpEvent} firelink-hang-up
 * @fires {RenameEvent} firelink-rename
 * @fires {SwitchDeviceEvent} firelink-switch-device
 */
@customElement('firelink-waiting')
export class FirelinkWaiting extends LitElement {
  static override styles = [tokens, controls, page, waitingStyles];

  @property({ attribute: false }) view: CallView = NO_CALL;
  @property({ attribute: false }) local: LocalView = NO_DEVICES;
  @property({ attribute: false }) clock: Clock = systemClock;
  /** The two call again: the link leads no other person here. */
  @property({ attribute: false }) isNext = false;
  /** Undefined: no QR code is offered. */
  @property({ attribute: false }) drawQr: DrawQr | undefined;
  @property({ attribute: false }) notifications: NotificationAsker = pageNotifications;
  @state() private feedback: 'copied' | 'failed' | undefined;
  @query('#link') private readonly field!: HTMLInputElement;
  #cancelFeedback: () => void = () => {};

  constructor() {
    super();
    this.addController(new FocusOnArrival(this));
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#cancelFeedback();
    this.feedback = undefined;
  }

  override render(): TemplateResult {
    const { isUnused } = this.local;
    return html`
      <main class=${isUnused ? 'alone' : 'two'}>
        ${brand()}
        ${isUnused ? nothing : this.#preview()}
        <div class="column">
          ${this.#heading()} ${this.view.link === undefined ? html`<firelink-slow></firelink-slow>` : nothing}
          ${this.isNext ? nothing : this.#link()}
          <firelink-name-field .name=${this.local.displayName ?? ''}></firelink-name-field>
          <div class="row more">
            ${this.isNext ? nothing : html`<firelink-link-qr .link=${this.view.link} .drawQr=${this.drawQr}></firelink-link-qr>`}
            <firelink-notify-me .notifications=${this.notifications}></firelink-notify-me>
          </div>
          <firelink-device-notice .local=${this.local}></firelink-device-notice>
          ${isUnused ? this.#end() : nothing}
        </div>
      </main>
    `;
  }

  #preview(): TemplateResult {
    const { call } = callMessages();
    return html`
      <firelink-preview .local=${this.local}>
        <button type="button" class="round danger" aria-label=${call.hangUp} title=${call.hangUp} @click=${this.#hangUp}>
          ${callIcons.hangUp()}
        </button>
      </firelink-preview>
    `;
  }

  /** Without a picture, whose row of buttons has it. */
  #end(): TemplateResult {
    return html`<button type="button" class="button" @click=${this.#hangUp}>${callIcons.hangUp()}<span>${callMessages().call.hangUp}</span></button>`;
  }

  #heading(): TemplateResult {
    const { waiting, call } = callMessages();
    const { displayName } = this.view.remote;
    const sentence = this.isNext ? waiting.again.sentence(displayName === undefined ? undefined : isolated(displayName)) : waiting.sentence;
    const { explanation } = this.isNext ? waiting.again : waiting;
    const isWaiting = this.view.link !== undefined;
    // One heading from the first draw on: the focus that it was given is not lost when what it says changes.
    return html`
      <h1 tabindex="-1">
        ${isWaiting ? html`<span class="pulse" aria-hidden="true"></span> ${sentence}` : this.isNext ? call.connecting : waiting.preparing}
      </h1>
      ${isWaiting ? html`<p class="faint">${explanation}</p>` : nothing}
      ${this.local.isUnused ? html`<p>${waiting.dataOnly}</p>` : nothing}
    `;
  }

  #link(): TemplateResult {
    const { waiting } = callMessages();
    const { link } = this.view;
    // One field from the first draw on: focus put into it while the link is made is not lost when it is there.
    return html`
      <div class="link">
        <div>
          <label for="link">${waiting.field}</label>
          <input
            id="link"
            class="field"
            type="text"
            readonly
            aria-busy=${link === undefined ? 'true' : nothing}
            placeholder=${waiting.fieldBusy}
            .value=${link ?? ''}
            @focus=${this.#select}
          />
        </div>
        <div class="row">
          <button type="button" class="button primary" ?disabled=${link === undefined} aria-describedby="note" @click=${this.#copy}>
            ${link === undefined ? html`<span class="spinner"></span>` : this.feedback === 'copied' ? icons.check() : callIcons.copy()}
            <span>${waiting.copy}</span>
          </button>
          ${'share' in navigator && link !== undefined
            ? html`<button type="button" class="button" @click=${this.#share}>${callIcons.share()}<span>${waiting.share}</span></button>`
            : nothing}
        </div>
        <p id="note" class="note faint">${this.#note()}</p>
      </div>
    `;
  }

  #note(): TemplateResult {
    const { waiting } = callMessages();
    if (this.feedback === undefined) return html`<span>${waiting.keepOpen}</span>`;
    if (this.feedback === 'failed') return html`<span>${waiting.copyFailed}</span>`;
    return html`${icons.check()}<span>${waiting.copied}</span>`;
  }

  #select(): void {
    this.field.select();
  }

  async #copy(): Promise<void> {
    const { link } = this.view;
    if (link === undefined) return;
    this.feedback = (await copyText(link, this.field, pageClipboard())) ? 'copied' : 'failed';
    this.#cancelFeedback();
    this.#cancelFeedback = this.clock.after(FEEDBACK_MS, () => {
      this.feedback = undefined;
    });
  }

  async #share(): Promise<void> {
    const { waiting } = callMessages();
    const { product } = messages();
    const { link } = this.view;
    if (link === undefined) return;
    try {
      await navigator.share({ title: product, text: waiting.shareText, url: link });
    } catch {
      // Closed without a choice, or not allowed: the link is still there to be copied.
    }
  }

  #hangUp(): void {
    this.dispatchEvent(new HangUpEvent());
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'firelink-waiting': FirelinkWaiting;
  }
}
