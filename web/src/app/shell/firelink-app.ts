import { LitElement, html, nothing, type TemplateResult } from 'lit';
import { contained, systemClock, uncaught } from 'firelink/base';
import { createNameMemory, createRoleMemory, openingView } from 'firelink/preload';
import type { CallState, CallView } from 'firelink/call';
import type { AnswerEvent, ChooseDeviceEvent, ChooseLanguageEvent, MirrorEvent, OpenLinkEvent, RenameEvent, SwitchDeviceEvent } from '../../elements/shared/events.ts';
// Loaded with the first screen: what it says is also why the rest could not be loaded.
import '../../elements/ended/firelink-ended.ts';
import '../../elements/shared/firelink-status.ts';
import { NO_DEVICES } from '../../elements/shared/no-devices.ts';
import { linger } from '../call/linger.ts';
import type { ManualCall } from '../manual/manual-call.ts';
import { PageLoader } from './page-loader.ts';
import { ends, home, lobby } from './first-screens.ts';
import { speak } from './language.ts';
import { currentRoute, Navigation } from './navigation.ts';
import { PageActions } from './page-actions.ts';
import { keepNotes, readNotes } from './page-history.ts';
import { PageState } from './page-state.ts';
import { MANUAL_PATH } from './routes.ts';

/** The first pictures come within this time of the connection, and take all that the machine can do. */
const END_LOADS_AFTER_MS = 1_000;

/**
 * The app: draws the page's state, and hands on what its screens ask for. The call belongs to the state, not to the screen
 * that draws it. Defined as `firelink-app` once the messages that it draws with are loaded.
 */
export class FirelinkApp extends LitElement {
  readonly #state = new PageState(() => this.requestUpdate());
  readonly #loader = new PageLoader(this.#state);
  readonly #navigation = new Navigation(this.#state, this.#loader);
  readonly #actions = new PageActions(this.#state, this.#loader, this.#navigation);
  readonly #names = createNameMemory();
  #isEndLoaded = false;
  #cancelLoading = (): void => {};
  readonly #onHide = (): void => {
    if (this.#live?.leave() === true) linger();
  };
  // A page from the back-forward cache has lost its connections: it begins anew, as one that was gone back to.
  readonly #onShow = (event: PageTransitionEvent): void => {
    const { call, manual } = this.#state.content;
    if (!event.persisted || !(call ?? manual)) return;
    keepNotes({ ...readNotes(), isByItself: true });
    location.reload();
  };

  override connectedCallback(): void {
    super.connectedCallback();
    addEventListener('popstate', this.#navigation.addressChanged);
    addEventListener('hashchange', this.#navigation.addressChanged);
    addEventListener('pagehide', this.#onHide);
    addEventListener('pageshow', this.#onShow);
    this.#navigation.begin();
  }

  /** The element going doesn't end the call; the page going does not either (it may come back). */
  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#cancelLoading();
    removeEventListener('popstate', this.#navigation.addressChanged);
    removeEventListener('hashchange', this.#navigation.addressChanged);
    removeEventListener('pagehide', this.#onHide);
    removeEventListener('pageshow', this.#onShow);
  }

  override render(): TemplateResult {
    const { call, manual, ended, problem } = this.#state.content;
    const view = call?.call.view ?? this.#opening();
    const current = manual?.call.state ?? view?.state ?? ({ phase: 'idle' } as const);
    // The live region says the same of an id without its key in home's field as of a link without one.
    const told = ended ?? (problem === 'link-incomplete' ? problem : undefined);
    const state = told ? ({ phase: 'ended', reason: told } as const) : current;
    return html`
      <firelink-status .state=${state} .isUnverifiable=${(manual?.call.call ?? view)?.isUnverifiable ?? false}></firelink-status>
      <div
        @firelink-start-call=${this.#actions.start}
        @firelink-open-link=${({ text }: OpenLinkEvent) => contained(this.#navigation.openText(text), uncaught)}
        @firelink-join-call=${this.#actions.join}
        @firelink-rename=${this.#rename}
        @firelink-decline-call=${this.#actions.askToDecline}
        @firelink-hang-up=${() => this.#live?.hangUp()}
        @firelink-let-somebody-else-in=${() => call?.call.letSomebodyElseIn()}
        @firelink-switch-device=${(event: SwitchDeviceEvent) => this.#localMedia?.switchDevice(event.device, event.isOn)}
        @firelink-choose-device=${(event: ChooseDeviceEvent) => this.#localMedia?.chooseDevice(event.kind, event.id)}
        @firelink-flip-camera=${() => this.#localMedia?.flipCamera()}
        @firelink-mirror=${(event: MirrorEvent) => this.#localMedia?.mirror(event.isMirrored)}
        @firelink-choose-language=${(event: ChooseLanguageEvent) => contained(speak(event.language), uncaught)}
        @firelink-try-again=${this.#actions.tryAgain}
        @firelink-call-again=${this.#actions.callAgain}
        @firelink-take-over=${this.#actions.takeOver}
        @firelink-answer=${({ isYes }: AnswerEvent) => this.#actions.answer(isYes)}
        @firelink-reload-page=${() => location.reload()}
        @firelink-go-home=${() => this.#navigation.goTo('/')}
        @firelink-connect-by-hand=${() => this.#navigation.goTo(MANUAL_PATH)}
      >
        ${this.#screen(view)} ${this.#question(state)}
      </div>
    `;
  }

  /** An end can be told, and left for home, without a network too: what that takes loads once the call rings, stands or has ended. */
  override updated(): void {
    const { call, ended } = this.#state.content;
    const phase = ended ? 'ended' : call?.call.view.state.phase;
    if (this.#isEndLoaded || !(phase === 'ringing' || phase === 'connected' || phase === 'ended')) return;
    this.#isEndLoaded = true;
    this.#cancelLoading = systemClock.after(END_LOADS_AFTER_MS, () => {
      // Where it fails, it is asked for again when it is needed.
      for (const part of [home, ends]) part.load().catch(() => {});
    });
  }

  #screen(view: CallView | undefined): TemplateResult {
    const { call, manual, ended, isKeyExposed, isStarting, problem } = this.#state.content;
    const { page } = this.#loader;
    const displayName = this.#names.name();
    if (ended) return html`<firelink-ended .reason=${ended}></firelink-ended>`;
    if (page && call && view) return page.drawCall(call.screens, view, { ...call.localMedia.view, displayName }, call.call, isKeyExposed);
    // A link opened at home: that screen stays until the lobby is there.
    const route = currentRoute();
    const isUnused = route.page === 'call' && route.link.media === 'none';
    if (view) return lobby.code?.drawLobby(view, { ...NO_DEVICES, displayName, ...(isUnused && { isUnused }) }, isKeyExposed) ?? home.code?.drawHome(displayName, undefined, true) ?? html``;
    if (manual) return manual.page.drawManual(manual.call);
    // While the code of a reloaded call, or of one by hand, loads: home would offer to start another.
    if (route.page !== 'home') return html``;
    return home.code?.drawHome(displayName, problem, isStarting) ?? html``;
  }

  /** The view of a link's call while its code loads: the lobby is drawn at once. After a reload Join was pressed before. */
  #opening(): CallView | undefined {
    const { ended, isJoining } = this.#state.content;
    const route = currentRoute();
    if (route.page !== 'call' || ended) return undefined;
    const resumes = this.#loader.isReloaded && createRoleMemory().role(route.link.callId) !== undefined;
    return resumes ? undefined : openingView({ isNew: false, resumes, isJoining });
  }

  #question({ phase }: CallState): TemplateResult | typeof nothing {
    const { asked, call, manual } = this.#state.content;
    return (asked && (manual?.page ?? call?.screens)?.drawQuestion(asked, phase, call?.call.view.remote.displayName)) ?? call?.drawTakeUp() ?? nothing;
  }

  get #live(): Pick<ManualCall, 'hangUp' | 'leave'> | undefined {
    const { call, manual } = this.#state.content;
    return manual?.call ?? call?.call;
  }

  get #localMedia(): Pick<ManualCall, 'chooseDevice' | 'flipCamera' | 'mirror' | 'switchDevice'> | undefined {
    const { call, manual } = this.#state.content;
    return manual?.call ?? call?.localMedia;
  }

  #rename({ name }: RenameEvent): void {
    this.#names.keep(this.#loader.page?.rename(name) ?? name);
    this.#state.content.manual?.call.rename(name);
    this.requestUpdate();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'firelink-app': FirelinkApp;
  }
}
