import { LitElement, html, type TemplateResult } from 'lit';
import { state } from 'lit/decorators.js';
import { contained, uncaught } from '../base/contained.ts';
import type { CallView } from '../call/call-view.ts';
import type { EndedReason } from '../call/reasons.ts';
import type { ChooseDeviceEvent, OpenLinkEvent, SwitchDeviceEvent } from '../ui/events.ts';
// Loaded with the first screen: what it says is also why the rest could not be loaded.
import '../ui/firelink-ended.ts';
import '../ui/firelink-home.ts';
import '../ui/firelink-status.ts';
import { NO_DEVICES } from '../ui/no-devices.ts';
import type { LinkProblem } from '../ui/words/words.ts';
import type * as callPage from './call-page.ts';
import type { OpenCall } from './call-page.ts';
import { linger } from './linger.ts';
import { drawLobby } from './lobby-screen.ts';
import type * as manualPage from './manual-page.ts';
import type { ManualCall } from './manual-call.ts';
import { openingView } from './opening-view.ts';
import { MANUAL_PATH, readRoute } from './routes.ts';
import { formatCallLink, parseCallLink } from '../signaling/call-link.ts';
import { createWebRoleKeeper, sessionStorageIfAllowed } from './web-role-keeper.ts';

type CallPage = typeof callPage;
type ManualPage = typeof manualPage;

/**
 * The app: which screen an address and a call's state mean. The call belongs to it, not to the screen that draws it.
 * Defined as `firelink-app` once the words are there that it draws with.
 */
export class FirelinkApp extends LitElement {
  @state() private call: OpenCall | undefined;
  @state() private page: CallPage | undefined;
  /** A call without a server, with the page that draws it. */
  @state() private manual: { readonly page: ManualPage; readonly call: ManualCall } | undefined;
  /** What can be told without a call: a cut link, a page that could not be loaded. */
  @state() private ended: EndedReason | undefined;
  @state() private problem: Exclude<LinkProblem, 'empty'> | undefined;
  @state() private isStarting = false;
  /** Join was pressed before the call's code was there. */
  @state() private isJoining = false;
  /** Counts what the page has turned to: a call whose code arrives after the person has gone elsewhere is not begun. */
  #turn = 0;
  /** The start that came to nothing because the page could not be loaded. */
  #failedStart: (() => void) | undefined;
  readonly #onAddress = (): void => this.#followAddress();
  readonly #onLeave = (): void => {
    if (this.#live?.leave() === true) linger();
  };
  // A page from the back-forward cache has lost its connections: begun anew, it takes up its role.
  readonly #onShow = (event: PageTransitionEvent): void => {
    if (event.persisted && this.call) location.reload();
  };

  override connectedCallback(): void {
    super.connectedCallback();
    addEventListener('popstate', this.#onAddress);
    addEventListener('hashchange', this.#onAddress);
    addEventListener('pagehide', this.#onLeave);
    addEventListener('pageshow', this.#onShow);
    this.#followAddress();
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
    const view = this.call?.live.view ?? this.#opening();
    const current = this.manual?.call.state ?? view?.state ?? ({ phase: 'idle' } as const);
    // An id without its key, pasted at home, is said as it is said of such a link.
    const told = this.ended ?? (this.problem === 'link-incomplete' ? this.problem : undefined);
    const state = told ? ({ phase: 'ended', reason: told } as const) : current;
    return html`
      <firelink-status .state=${state}></firelink-status>
      <div
        @firelink-start-call=${this.#start}
        @firelink-open-link=${this.#open}
        @firelink-join-call=${this.#join}
        @firelink-decline-call=${() => this.call?.live.decline()}
        @firelink-hang-up=${() => this.#live?.hangUp()}
        @firelink-let-somebody-else-in=${() => this.call?.live.letSomebodyElseIn()}
        @firelink-switch-device=${(event: SwitchDeviceEvent) => this.#live?.switchDevice(event.device, event.isOn)}
        @firelink-choose-device=${(event: ChooseDeviceEvent) => this.#live?.chooseDevice(event.role, event.id)}
        @firelink-try-again=${this.#tryAgain}
        @firelink-reload-page=${() => location.reload()}
        @firelink-go-home=${() => this.#goTo('/')}
        @firelink-connect-by-hand=${() => this.#goTo(MANUAL_PATH)}
      >
        ${this.#screen(view)}
      </div>
    `;
  }

  #screen(view: CallView | undefined): TemplateResult {
    if (this.ended) return html`<firelink-ended .reason=${this.ended}></firelink-ended>`;
    if (this.page && this.call) return this.page.drawCall(this.call.live.view, this.call.live.local);
    if (view) return drawLobby(view, NO_DEVICES);
    if (this.manual) return this.manual.page.drawManual(this.manual.call);
    // While the page of a reloaded call or of one by hand is loading: nobody has come to start a call.
    if (readRoute(new URL(location.href)).page !== 'home') return html``;
    return html`<firelink-home .problem=${this.problem} .isBusy=${this.isStarting}></firelink-home>`;
  }

  /** A link's call while its code is on the way: its door is there already. Whoever reloaded has been through it. */
  #opening(): CallView | undefined {
    const route = readRoute(new URL(location.href));
    if (route.page !== 'call' || this.ended) return undefined;
    const resumes = createWebRoleKeeper(sessionStorageIfAllowed(), undefined).remembered(route.link.callId) !== undefined;
    return resumes ? undefined : openingView({ isNew: false, resumes, isJoining: this.isJoining });
  }

  get #live(): Pick<ManualCall, 'chooseDevice' | 'hangUp' | 'leave' | 'switchDevice'> | undefined {
    return this.manual?.call ?? this.call?.live;
  }

  async #loadPage(): Promise<CallPage> {
    this.page ??= await import('./call-page.ts');
    return this.page;
  }

  /** The address decides: at the start, and when the person goes back or pastes another one. */
  #followAddress(): void {
    const route = readRoute(new URL(location.href));
    // The id and the key: whoever had a wrong one and now has the right one is on the way to another call.
    if (route.page === 'call' && this.call?.link === formatCallLink(location.origin, route.link.callId, route.link.secret)) return;
    this.#leaveCall();
    if (route.page === 'incomplete') this.ended = 'link-incomplete';
    if (route.page === 'manual') contained(this.#connectByHand(route.invitation), uncaught);
    if (route.page === 'call') contained(this.#begin((page) => this.#opened(page.openCall(route.link, () => this.requestUpdate()))), uncaught);
  }

  #join(): void {
    if (this.call) this.call.live.join();
    else this.isJoining = true;
  }

  #opened(call: OpenCall): OpenCall {
    if (this.isJoining) call.live.join();
    return call;
  }

  #begin(make: (page: CallPage) => OpenCall): Promise<void> {
    return this.#turnTo(() => this.#loadPage(), (page) => {
      this.call = make(page);
    });
  }

  #connectByHand(invitation: string): Promise<void> {
    return this.#turnTo(() => import('./manual-page.ts'), (page) => {
      this.manual = { page, call: page.openManual(invitation, () => this.requestUpdate()) };
    });
  }

  /** To what a page of code makes, unless the person has turned elsewhere while it was loading. */
  async #turnTo<P>(load: () => Promise<P>, make: (page: P) => void): Promise<void> {
    const turn = this.#turn;
    this.isStarting = true;
    try {
      const page = await load();
      if (turn === this.#turn) make(page);
    } catch {
      if (turn !== this.#turn) return;
      this.ended = navigator.onLine ? 'unavailable' : 'offline';
      this.#failedStart = () => contained(this.#turnTo(load, make), uncaught);
    } finally {
      if (turn === this.#turn) this.isStarting = false;
    }
  }

  #start(): void {
    if (this.isStarting) return;
    // Whoever has connected without a server starts the next call in the same way.
    if (this.manual) return this.#goTo(MANUAL_PATH);
    this.#leaveCall();
    contained(this.#begin((page) => {
      const call = page.startCall(() => this.requestUpdate());
      history.pushState(null, '', call.link);
      return call;
    }), uncaught);
  }

  #open({ text }: OpenLinkEvent): void {
    const link = parseCallLink(text);
    this.problem = link.kind === 'complete' ? undefined : link.kind === 'incomplete' ? 'link-incomplete' : 'not-a-link';
    if (link.kind === 'complete') contained(this.#openParsed(link), uncaught);
  }

  async #openParsed(link: Extract<ReturnType<typeof parseCallLink>, { kind: 'complete' }>): Promise<void> {
    this.#leaveCall();
    await this.#begin((page) => {
      const call = page.openCall(link, () => this.requestUpdate());
      history.pushState(null, '', call.link);
      return call;
    });
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
    this.call?.live.dispose();
    this.manual?.call.dispose();
    this.#turn++;
    this.call = undefined;
    this.manual = undefined;
    this.ended = undefined;
    this.problem = undefined;
    this.isStarting = false;
    this.isJoining = false;
    this.#failedStart = undefined;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'firelink-app': FirelinkApp;
  }
}
