/** Loads the code of what the page turns to, and begins the call, unless the page has turned elsewhere meanwhile. */
import { contained, uncaught } from 'firelink/base';
import type { OpenOptions } from 'firelink';
import type { LinkMedia, ParsedLink } from 'firelink/link';
import type * as callPage from '../call/call-page.ts';
import type { CallObserver } from '../call/call-page.ts';
import type { CallScreens } from '../call/draw-call.ts';
import { home, lobby } from './first-screens.ts';
import { keepNotes, readNotes, startOf, wasReloaded, type PageNotes } from './page-history.ts';
import type { PageState } from './page-state.ts';
import { isSiteThere, renewPage } from './renewal.ts';

type CallPage = typeof callPage;

export class PageLoader {
  readonly #state: PageState;
  #page: CallPage | undefined;
  /** The first address is that of a page that was just reloaded; every later one is a navigation. */
  #isReloaded = wasReloaded();

  constructor(state: PageState) {
    this.#state = state;
  }

  /** The code of calls over the store, once it has loaded. */
  get page(): CallPage | undefined {
    return this.#page;
  }

  get isReloaded(): boolean {
    return this.#isReloaded;
  }

  loadHome(): void {
    if (!home.code) this.#load(() => home.load(), () => {});
  }

  loadLobby(): void {
    // Where it is missing, so is the call's own code, and that is told.
    if (!lobby.code) lobby.load().then(this.#state.onChange, () => {});
  }

  open(link: Extract<ParsedLink, { kind: 'complete' }>, opening: OpenOptions): void {
    this.#load(() => this.#loadPage(), (page) => {
      const { isJoining, asked } = this.#state.content;
      const call = page.openCall(link, { ...opening, isJoining }, this.#observer());
      this.#isReloaded = false;
      if (asked) call.needScreens();
      this.#state.set({ call });
    });
  }

  start(media: LinkMedia): void {
    const load = (): Promise<readonly [CallPage, CallScreens]> => Promise.all([this.#loadPage(), import('../call/call-screens.ts')]);
    this.#load(load, ([page, screens]) => {
      const call = page.startCall(media, screens, this.#observer());
      this.#isReloaded = false;
      this.#state.set({ call });
      history.pushState(null, '', call.call.link);
    }, startOf(media));
  }

  connectByHand(invitation: string): void {
    this.#load(() => import('../manual/manual-page.ts'), (page) => {
      this.#isReloaded = false;
      this.#state.set({ manual: { page, call: page.openManual(invitation, this.#state.onChange) } });
    });
  }

  async #loadPage(): Promise<CallPage> {
    this.#page ??= await import('../call/call-page.ts');
    return this.#page;
  }

  #observer(): CallObserver {
    const { epoch } = this.#state;
    return { onChange: this.#state.onChange, onPartMissing: (goesOnWith) => this.#partMissing(epoch, goesOnWith) };
  }

  #load<P>(load: () => Promise<P>, begin: (page: P) => void, goesOnWith?: PageNotes['goesOnWith']): void {
    contained(this.#loadThen(load, begin, goesOnWith), uncaught);
  }

  async #loadThen<P>(load: () => Promise<P>, begin: (page: P) => void, goesOnWith: PageNotes['goesOnWith']): Promise<void> {
    const { epoch } = this.#state;
    this.#state.set({ isStarting: true });
    try {
      const page = await load();
      if (epoch === this.#state.epoch) begin(page);
    } catch {
      await this.#partMissing(epoch, goesOnWith, () => this.#load(load, begin, goesOnWith));
    } finally {
      if (epoch === this.#state.epoch) this.#state.set({ isStarting: false });
    }
  }

  /** Code of this page has gone, or does not come: the page renews itself once, and says so the second time. */
  async #partMissing(epoch: number, goesOnWith?: PageNotes['goesOnWith'], failedStart?: () => void): Promise<void> {
    const renewal = await renewPage({ now: () => Date.now(), isOnline: () => navigator.onLine, isSiteThere, readNotes, keepNotes, reload: () => location.reload() }, goesOnWith);
    if (renewal === 'reloading' || epoch !== this.#state.epoch) return;
    this.#state.set({ ended: renewal, failedStart });
  }
}
