import { LitElement, html, nothing, type TemplateResult } from 'lit';
import { state } from 'lit/decorators.js';
import { contained, uncaught } from 'firelink/base';
import type { OpenOptions } from 'firelink';
import type { CallState, CallView, EndedReason } from 'firelink/call';
import type { AnswerEvent, ChooseDeviceEvent, ChooseLanguageEvent, MirrorEvent, OpenLinkEvent, RenameEvent, SwitchDeviceEvent } from '../../elements/shared/events.ts';
// Loaded with the first screen: what it says is also why the rest could not be loaded.
import '../../elements/ended/firelink-ended.ts';
import '../../elements/shared/firelink-status.ts';
import { NO_DEVICES } from '../../elements/shared/no-devices.ts';
import type { LinkProblem } from '../../elements/i18n/messages.ts';
import type * as callPage from '../call/call-page.ts';
import type { CallObserver, PageCall } from '../call/call-page.ts';
import type { CallScreens } from '../call/draw-call.ts';
import { speak } from './language.ts';
import { linger } from '../call/linger.ts';
import { home, lobby } from './first-screens.ts';
import type * as manualPage from '../manual/manual-page.ts';
import type { ManualCall } from '../manual/manual-call.ts';
import { keepNotes, readNotes, takeGoesOnWith, wasReloaded, type PageNotes } from './page-history.ts';
import { isSiteThere, renewPage } from './renewal.ts';
import { MANUAL_PATH, readRoute } from './routes.ts';
import { formatCallLink, parseCallLink, type ParsedLink } from 'firelink/link';
import { createNameMemory, createRoleMemory, openingView } from 'firelink/preload';

type CallPage = typeof callPage;
type ManualPage = typeof manualPage;
type CallLink = Extract<ParsedLink, { kind: 'complete' }>;

/**
 * The app: which screen an address and a call's state mean. The call belongs to it, not to the screen that draws it.
 * Defined as `firelink-app` once the messages that it draws with are loaded.
 */
export class FirelinkApp extends LitElement {
  @state() private call: PageCall | undefined;
  @state() private page: CallPage | undefined;
  /** A call without a server, with the page that draws it. */
  @state() private manual: { readonly page: ManualPage; readonly call: ManualCall } | undefined;
  /** What can be told without a call: a cut link, a page that could not be loaded. */
  @state() private ended: EndedReason | undefined;
  @state() private problem: Exclude<LinkProblem, 'empty'> | undefined;
  @state() private isStarting = false;
  /** The link's key came in a place that servers see: the lobby says so. */
  @state() private isKeyExposed = false;
  /** Join was pressed before the call's code was there. */
  @state() private isJoining = false;
  /** The question over the screen: Back was pressed while a call runs, or Decline in the lobby. */
  @state() private asked: 'leave' | 'decline' | undefined;
  readonly #names = createNameMemory();
  /** Counts what the page has turned to: a call whose code arrives after the person has gone elsewhere is not begun. */
  #turn = 0;
  #isHomeAsked = false;
  /** Leave was pressed: the next address is gone to. */
  #isLeaving = false;
  /** The start that failed because the page could not be loaded. */
  #failedStart: (() => void) | undefined;
  /** The first address is that of a page that was just reloaded; every later one is gone to. */
  #isReloaded = wasReloaded();
  readonly #onAddress = (): void => {
    if (this.#running && !this.#isLeaving && !this.#isAtCall()) this.#askToLeave();
    else this.#followAddress();
  };
  readonly #onLeave = (): void => {
    if (this.#live?.leave() === true) linger();
  };
  // A page from the back-forward cache has lost its connections: it begins anew, as one that was gone back to.
  readonly #onShow = (event: PageTransitionEvent): void => {
    if (!event.persisted || !(this.call ?? this.manual)) return;
    keepNotes({ ...readNotes(), isByItself: true });
    location.reload();
  };

  override connectedCallback(): void {
    super.connectedCallback();
    addEventListener('popstate', this.#onAddress);
    addEventListener('hashchange', this.#onAddress);
    addEventListener('pagehide', this.#onLeave);
    addEventListener('pageshow', this.#onShow);
    this.#followAddress();
    this.#goOn();
  }

  /** The element going doesn't end the call; the page going does not either (it may come back). */
  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener('popstate', this.#onAddress);
    removeEventListener('hashchange', this.#onAddress);
    removeEventListener('pagehide', this.#onLeave);
    removeEventListener('pageshow', this.#onShow);
  }

  override render(): TemplateResult {
    const view = this.call?.call.view ?? this.#opening();
    const current = this.manual?.call.state ?? view?.state ?? ({ phase: 'idle' } as const);
    // An id without its key, pasted at home, is said as it is said of such a link.
    const told = this.ended ?? (this.problem === 'link-incomplete' ? this.problem : undefined);
    const state = told ? ({ phase: 'ended', reason: told } as const) : current;
    return html`
      <firelink-status .state=${state} .isUnverifiable=${(this.manual?.call.call ?? view)?.isUnverifiable ?? false}></firelink-status>
      <div
        @firelink-start-call=${this.#start}
        @firelink-open-link=${this.#openText}
        @firelink-join-call=${this.#join}
        @firelink-rename=${this.#rename}
        @firelink-decline-call=${this.#askToDecline}
        @firelink-hang-up=${() => this.#live?.hangUp()}
        @firelink-let-somebody-else-in=${() => this.call?.call.letSomebodyElseIn()}
        @firelink-switch-device=${(event: SwitchDeviceEvent) => this.#localMedia?.switchDevice(event.device, event.isOn)}
        @firelink-choose-device=${(event: ChooseDeviceEvent) => this.#localMedia?.chooseDevice(event.kind, event.id)}
        @firelink-flip-camera=${() => this.#localMedia?.flipCamera()}
        @firelink-mirror=${(event: MirrorEvent) => this.#localMedia?.mirror(event.isMirrored)}
        @firelink-choose-language=${(event: ChooseLanguageEvent) => contained(speak(event.language), uncaught)}
        @firelink-try-again=${this.#tryAgain}
        @firelink-call-again=${this.#callAgain}
        @firelink-take-over=${this.#takeOver}
        @firelink-answer=${this.#answer}
        @firelink-reload-page=${() => location.reload()}
        @firelink-go-home=${() => this.#goTo('/')}
        @firelink-connect-by-hand=${() => this.#goTo(MANUAL_PATH)}
      >
        ${this.#screen(view)} ${this.#question(state)}
      </div>
    `;
  }

  /** The way home from an ended call is open without a network too: home loads as soon as the call, or its end, is there. */
  override updated(): void {
    if (this.#isHomeAsked || !(this.ended ?? this.call?.screens ?? this.call?.call.view.state.phase === 'ended')) return;
    this.#isHomeAsked = true;
    // Where it fails, home is asked for again when it is gone to.
    home.load().catch(() => {});
  }

  #screen(view: CallView | undefined): TemplateResult {
    const displayName = this.#names.name();
    if (this.ended) return html`<firelink-ended .reason=${this.ended}></firelink-ended>`;
    if (this.page && this.call && view) return this.page.drawCall(this.call.screens, view, { ...this.call.localMedia.view, displayName }, this.call.call, this.isKeyExposed);
    // A link opened at home: that screen stays until the lobby is there.
    if (view) return lobby.code?.drawLobby(view, { ...NO_DEVICES, displayName }, this.isKeyExposed) ?? home.code?.drawHome(displayName, undefined, true) ?? html``;
    if (this.manual) return this.manual.page.drawManual(this.manual.call);
    // While the page of a reloaded call or of one by hand is loading: the person has not come to start a call.
    if (readRoute(new URL(location.href)).page !== 'home') return html``;
    return home.code?.drawHome(displayName, this.problem, this.isStarting) ?? html``;
  }

  /** A link's call while its code is loading: its lobby is there already. A reloaded page has been through it. */
  #opening(): CallView | undefined {
    const route = readRoute(new URL(location.href));
    if (route.page !== 'call' || this.ended) return undefined;
    const resumes = this.#isReloaded && createRoleMemory().role(route.link.callId) !== undefined;
    return resumes ? undefined : openingView({ isNew: false, resumes, isJoining: this.isJoining });
  }

  get #live(): Pick<ManualCall, 'hangUp' | 'leave'> | undefined {
    return this.manual?.call ?? this.call?.call;
  }

  get #localMedia(): Pick<ManualCall, 'chooseDevice' | 'flipCamera' | 'mirror' | 'switchDevice'> | undefined {
    return this.manual?.call ?? this.call?.localMedia;
  }

  /** The address of a call that runs. */
  get #running(): string | undefined {
    if (this.manual?.call.isRunning) return MANUAL_PATH;
    return this.call?.call.isRunning ? this.call.call.link : undefined;
  }

  /** The id and the key: a corrected key leads to another call. */
  #isAtCall(): boolean {
    const route = readRoute(new URL(location.href));
    if (route.page === 'manual') return this.manual !== undefined;
    return route.page === 'call' && this.call?.call.link === formatCallLink(location.origin, route.link.callId, route.link.secret);
  }

  #question({ phase }: CallState): TemplateResult | typeof nothing {
    return (this.asked && (this.manual?.page ?? this.call?.screens)?.drawQuestion(this.asked, phase)) ?? nothing;
  }

  #askToDecline(): void {
    this.asked = 'decline';
    this.call?.needScreens();
  }

  /** The call goes on behind the question, and so does its address: a page that is reloaded now is back in it. */
  #askToLeave(): void {
    history.pushState(null, '', this.#running);
    this.asked = 'leave';
  }

  #answer({ isYes }: AnswerEvent): void {
    const { asked } = this;
    this.asked = undefined;
    if (!isYes) return;
    if (asked === 'decline') return this.call?.call.decline();
    this.#isLeaving = true;
    // To where Back had led before the question was asked; the call is left there.
    history.back();
  }

  async #loadPage(): Promise<CallPage> {
    this.page ??= await import('../call/call-page.ts');
    return this.page;
  }

  /** The address decides: at the start, and when the person goes back or pastes another one. */
  #followAddress(): void {
    const route = readRoute(new URL(location.href));
    if (this.call && this.#isAtCall()) return;
    this.#leaveCall();
    const isReloaded = this.#isReloaded;
    if (route.page === 'call' && route.isKeyExposed) {
      history.replaceState(history.state, '', formatCallLink(location.origin, route.link.callId, route.link.secret));
      this.isKeyExposed = true;
    }
    if (route.page === 'home' && !home.code) contained(this.#turnTo(() => home.load(), () => {}), uncaught);
    // Where it is missing, so is the call's own code, and that is told.
    if (route.page === 'call' && !lobby.code) lobby.load().then(() => this.requestUpdate(), () => {});
    if (route.page === 'incomplete') this.ended = 'link-incomplete';
    if (route.page === 'manual') contained(this.#connectByHand(route.invitation), uncaught);
    if (route.page === 'call') contained(this.#open(route.link, { isReloaded }), uncaught);
  }

  /** The page renewed itself after a press: that counts. */
  #goOn(): void {
    const goesOnWith = takeGoesOnWith();
    const { page } = readRoute(new URL(location.href));
    if (goesOnWith === 'start' && page === 'home') this.#start();
    if (goesOnWith === 'join' && page === 'call') this.isJoining = true;
    if (goesOnWith === 'decline' && page === 'call') this.asked = 'decline';
  }

  #takeOver(): void {
    const link = parseCallLink(location.href);
    if (link.kind !== 'complete') return;
    this.#leaveCall();
    contained(this.#open(link, { takesOver: true }), uncaught);
  }

  #join(): void {
    if (this.call) this.call.call.join();
    else this.isJoining = true;
  }

  #rename({ name }: RenameEvent): void {
    this.#names.keep(name);
    this.requestUpdate();
  }

  /** To another call: what was asked about the one before is over. */
  #callAgain(): void {
    this.asked = undefined;
    this.call?.call.callAgain();
  }

  #open(link: CallLink, opening: OpenOptions): Promise<void> {
    return this.#turnTo(() => this.#loadPage(), (page) => {
      const call = page.openCall(link, { ...opening, isJoining: this.isJoining }, this.#observer());
      this.#isReloaded = false;
      if (this.asked) call.needScreens();
      this.call = call;
    });
  }

  #observer(): CallObserver {
    const turn = this.#turn;
    return { onChange: () => this.requestUpdate(), onPartMissing: (goesOnWith) => this.#partMissing(turn, goesOnWith) };
  }

  #connectByHand(invitation: string): Promise<void> {
    return this.#turnTo(() => import('../manual/manual-page.ts'), (page) => {
      this.#isReloaded = false;
      this.manual = { page, call: page.openManual(invitation, () => this.requestUpdate()) };
    });
  }

  /** To what a page of code makes, unless the person has turned elsewhere while it was loading. */
  async #turnTo<P>(load: () => Promise<P>, make: (page: P) => void, goesOnWith?: PageNotes['goesOnWith']): Promise<void> {
    const turn = this.#turn;
    this.isStarting = true;
    try {
      const page = await load();
      if (turn === this.#turn) make(page);
    } catch {
      await this.#partMissing(turn, goesOnWith, () => contained(this.#turnTo(load, make, goesOnWith), uncaught));
    } finally {
      if (turn === this.#turn) this.isStarting = false;
    }
  }

  #start(): void {
    if (this.isStarting) return;
    // A person who has connected without a server starts the next call in the same way.
    if (this.manual) return this.#goTo(MANUAL_PATH);
    this.#leaveCall();
    const load = (): Promise<readonly [CallPage, CallScreens]> => Promise.all([this.#loadPage(), import('../call/call-screens.ts')]);
    contained(this.#turnTo(load, ([page, screens]) => {
      this.#isReloaded = false;
      this.call = page.startCall(screens, this.#observer());
      history.pushState(null, '', this.call.call.link);
    }, 'start'), uncaught);
  }

  /** Code of this page has gone, or does not come: the page renews itself once, and says so the second time. */
  async #partMissing(turn: number, goesOnWith?: PageNotes['goesOnWith'], again?: () => void): Promise<void> {
    const renewal = await renewPage({ now: () => Date.now(), isOnline: () => navigator.onLine, isSiteThere, readNotes, keepNotes, reload: () => location.reload() }, goesOnWith);
    if (renewal === 'reloading' || turn !== this.#turn) return;
    this.ended = renewal;
    this.#failedStart = again;
  }

  async #openText({ text }: OpenLinkEvent): Promise<void> {
    const turn = this.#turn;
    const plain = parseCallLink(text);
    // What undoes wrappings is asked for when a wrapped one is pasted; without it, the text is what it looks like.
    const link = plain.kind === 'complete' ? plain : await import('firelink/wrapped-links').then(({ findWrappedLink }) => findWrappedLink(text), () => plain);
    if (turn !== this.#turn) return;
    this.problem = link.kind === 'complete' ? undefined : link.kind === 'incomplete' ? 'link-incomplete' : 'not-a-link';
    if (link.kind !== 'complete') return;
    history.pushState(null, '', formatCallLink(location.origin, link.callId, link.secret));
    this.#followAddress();
  }

  /** The same link once more; a call of one's own that never stood is started anew. */
  #tryAgain(): void {
    const isUnstarted = this.call?.isNew === true && !this.call.hasStood;
    const failedStart = this.#failedStart;
    this.#leaveCall();
    if (failedStart) failedStart();
    else if (isUnstarted) this.#start();
    else this.#followAddress();
  }

  #goTo(path: string): void {
    history.pushState(null, '', path);
    this.#followAddress();
  }

  #leaveCall(): void {
    this.call?.dispose();
    this.manual?.call.dispose();
    this.#turn++;
    this.call = undefined;
    this.manual = undefined;
    this.ended = undefined;
    this.problem = undefined;
    this.isStarting = false;
    this.isKeyExposed = false;
    this.isJoining = false;
    this.asked = undefined;
    this.#isLeaving = false;
    this.#failedStart = undefined;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'firelink-app': FirelinkApp;
  }
}
