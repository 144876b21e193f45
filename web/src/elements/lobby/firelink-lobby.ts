import { LitElement, html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Failure } from 'firelink/base';
import type { CallState, CallView, LocalView } from 'firelink/call';
import { brand } from '../home/brand.ts';
import { controls } from '../shared/controls.styles.ts';
import { seenText } from '../devices/device-text.ts';
import { problemText } from '../ended/ended-text.ts';
import { DeclineCallEvent, HangUpEvent, JoinCallEvent, TakeOverEvent } from '../shared/events.ts';
import '../shared/firelink-language.ts';
import '../shared/firelink-name-field.ts';
import { lobbyStyles } from './firelink-lobby.styles.ts';
import '../devices/firelink-preview.ts';
import '../shared/firelink-slow.ts';
import { FocusOnArrival } from '../shared/focus-on-arrival.ts';
import { isolated } from '../shared/isolated.ts';
import { NO_CALL, NO_DEVICES } from '../shared/no-devices.ts';
import { page } from '../shared/page.styles.ts';
import { tokens } from '../shared/tokens.styles.ts';
import { endMessages, messages } from '../i18n/index.ts';

/**
 * The callee's screen before the call: how they will be seen and heard, and *Join call*. In the phase `preparing` the link
 * is still being looked up: the callee can join already, but not decline yet.
 *
 * @fires {JoinCallEvent} firelink-join-call
 * @fires {DeclineCallEvent} firelink-decline-call
 * @fires {HangUpEvent} firelink-hang-up - for a person who has come back and will not rejoin
 * @fires {TakeOverEvent} firelink-take-over
 * @fires {RenameEvent} firelink-rename
 * @fires {SwitchDeviceEvent} firelink-switch-device
 * @fires {ChooseLanguageEvent} firelink-choose-language
 */
@customElement('firelink-lobby')
export class FirelinkLobby extends LitElement {
  static override styles = [tokens, controls, page, lobbyStyles];

  @property({ attribute: false }) view: CallView = NO_CALL;
  @property({ attribute: false }) local: LocalView = NO_DEVICES;
  /** The link's key came in a place that servers see. */
  @property({ attribute: false }) isKeyExposed = false;

  constructor() {
    super();
    this.addController(new FocusOnArrival(this));
  }

  override render(): TemplateResult {
    const { lobby } = messages();
    const { state, remote: { displayName } } = this.view;
    const { isUnused } = this.local;
    const { calling } = isUnused ? lobby.dataOnly : lobby;
    return html`
      <main class=${isUnused ? 'alone' : 'two'}>
        ${brand()}
        ${isUnused ? nothing : html`<firelink-preview .local=${this.local}></firelink-preview>`}
        <div class="column">
          <h1 tabindex="-1">${state.phase === 'returning' ? lobby.returning.title : displayName ? calling(isolated(displayName)) : lobby.title}</h1>
          ${state.phase === 'returning' ? nothing : html`<p class="seen faint">${this.#seen()}</p>`}
          <firelink-device-notice .local=${this.local} .isJoining=${true}></firelink-device-notice>
          ${this.isKeyExposed ? html`<p class="message problem">${lobby.keyExposed}</p>` : nothing}
          ${state.phase === 'answering' && state.isCallerAway ? html`<p class="message">${lobby.callerAway(displayName && isolated(displayName))}</p>` : nothing}
          ${state.phase === 'answering' ? this.#problem(state.problem) : nothing}
          ${state.phase === 'answering' && state.isOwnLink ? this.#ownLink() : nothing}
          <firelink-name-field .name=${this.local.displayName ?? ''}></firelink-name-field>
          ${state.phase === 'returning' ? this.#returning() : this.#actions(state)}
          ${isOnTheWay(state) ? html`<firelink-slow></firelink-slow>` : nothing}
          <firelink-language></firelink-language>
        </div>
      </main>
    `;
  }

  /** Nothing before the devices have been asked for, and while one is being started: it would be untrue a moment later. */
  #seen(): string {
    const { microphone, camera, isUnused } = this.local;
    const { phase } = this.view.state;
    if (isUnused) return messages().lobby.dataOnly.text;
    return phase === 'preparing' || microphone.isBusy || camera.isBusy ? '' : seenText(this.local, messages().lobby);
  }

  #problem(problem: Failure | undefined): TemplateResult | typeof nothing {
    // Its messages are on their way, in a chunk of their own.
    if (problem === undefined || endMessages() === undefined) return nothing;
    const { title, text } = problemText(problem, this.view.hasRelay, messages().ended, endMessages());
    return html`<p id="problem" class="message problem"><strong>${title}</strong> <span>${text}</span></p>`;
  }

  #returning(): TemplateResult {
    const { returning, dataOnly } = messages().lobby;
    return html`
      <p class="message">${this.local.isUnused ? dataOnly.returning : returning.text}</p>
      <div class="row actions">
        <button type="button" class="button primary large" @click=${() => this.dispatchEvent(new JoinCallEvent())}>${returning.rejoin}</button>
        <button type="button" class="button" @click=${() => this.dispatchEvent(new HangUpEvent())}>${returning.hangUp}</button>
      </div>
    `;
  }

  #ownLink(): TemplateResult {
    const { title, text, waitHere } = messages().lobby.ownLink;
    return html`
      <div class="message">
        <strong>${title}</strong> <span>${text}</span>
        <button type="button" class="button" @click=${() => this.dispatchEvent(new TakeOverEvent())}>${waitHere}</button>
      </div>
    `;
  }

  /** Both from the first moment on, in their places: nothing moves under a finger. */
  #actions(state: CallState): TemplateResult {
    const { lobby } = messages();
    // After Join the lobby stays until the next screen's code has loaded.
    const isJoining = 'isJoining' in state ? state.isJoining : true;
    const hasProblem = state.phase === 'answering' && state.problem !== undefined;
    // The name stays while joining, and so does the focus: `disabled` would drop it, and a failed try would not
    // restore it.
    return html`
      <div class="row actions">
        <button
          type="button"
          class="button primary large"
          aria-describedby=${hasProblem ? 'problem' : nothing}
          aria-disabled=${isJoining ? 'true' : nothing}
          @click=${this.#join}
        >
          ${isJoining ? html`<span class="spinner"></span>` : nothing}<span>${lobby.join}</span>
        </button>
        <button type="button" class="button" aria-disabled=${state.phase === 'answering' ? nothing : 'true'} @click=${this.#decline}>
          ${lobby.decline}
        </button>
      </div>
      ${state.phase === 'preparing' ? html`<p class="opening faint">${lobby.opening}</p>` : nothing}
    `;
  }

  #join(): void {
    const { state } = this.view;
    if ((state.phase === 'answering' || state.phase === 'preparing') && !state.isJoining) this.dispatchEvent(new JoinCallEvent());
  }

  #decline(): void {
    if (this.view.state.phase === 'answering') this.dispatchEvent(new DeclineCallEvent());
  }
}

/** The service is being asked: for the call, or to join it. A caller who is away is no matter of the service's. */
function isOnTheWay(state: CallState): boolean {
  return state.phase === 'preparing' || (state.phase === 'answering' && state.isJoining && !state.isCallerAway);
}

declare global {
  interface HTMLElementTagNameMap {
    'firelink-lobby': FirelinkLobby;
  }
}
