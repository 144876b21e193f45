/** Which call an address means, and what happens when the address changes while a call runs. */
import { formatCallLink, parseCallLink, type ParsedLink } from 'firelink/link';
import type { PageLoader } from './page-loader.ts';
import { takeGoesOnWith } from './page-history.ts';
import type { PageState } from './page-state.ts';
import { MANUAL_PATH, readRoute, type Route } from './routes.ts';

export function currentRoute(): Route {
  return readRoute(new URL(location.href));
}

function linkOf({ callId, secret, media }: Extract<ParsedLink, { kind: 'complete' }>): string {
  return formatCallLink(location.origin, callId, secret, media);
}

export class Navigation {
  readonly #state: PageState;
  readonly #loader: PageLoader;

  constructor(state: PageState, loader: PageLoader) {
    this.#state = state;
    this.#loader = loader;
  }

  /** At the first address. A page that renewed itself after a press goes on with what was pressed. */
  begin(): void {
    this.follow();
    const goesOnWith = takeGoesOnWith();
    const { page } = currentRoute();
    if ((goesOnWith === 'start' || goesOnWith === 'start-chat') && page === 'home') this.#loader.start(goesOnWith === 'start' ? 'devices' : 'none');
    if (goesOnWith === 'join' && page === 'call') this.#state.set({ isJoining: true });
    if (goesOnWith === 'decline' && page === 'call') this.#state.set({ asked: 'decline' });
  }

  /** The browser's buttons, or an edited address, have changed it. */
  readonly addressChanged = (): void => {
    const running = this.#running;
    if (running === undefined || this.#state.content.isLeaving || this.#isAtCall()) return this.follow();
    // The call goes on behind the question, and so does its address: a reload now is back in it.
    history.pushState(null, '', running);
    this.#state.set({ asked: 'leave' });
  };

  goTo(path: string): void {
    history.pushState(null, '', path);
    this.follow();
  }

  /** Shows what the address means: at the start, and when it has become another one. */
  follow(): void {
    const route = currentRoute();
    if (this.#state.content.call && this.#isAtCall()) return;
    const { isReloaded } = this.#loader;
    this.#state.clear();
    if (route.page === 'call' && route.isKeyExposed) {
      history.replaceState(history.state, '', linkOf(route.link));
      this.#state.set({ isKeyExposed: true });
    }
    if (route.page === 'home') this.#loader.loadHome();
    if (route.page === 'call') this.#loader.loadLobby();
    if (route.page === 'incomplete') this.#state.set({ ended: 'link-incomplete' });
    if (route.page === 'manual') this.#loader.connectByHand(route.invitation);
    if (route.page === 'call') this.#loader.open(route.link, { isReloaded });
  }

  /** The text of home's field. */
  async openText(text: string): Promise<void> {
    const { epoch } = this.#state;
    const plain = parseCallLink(text);
    // Wrapped links need more code, loaded when one is pasted; without it, the text is judged as it is.
    const link = plain.kind === 'complete' ? plain : await import('firelink/wrapped-links').then(({ findWrappedLink }) => findWrappedLink(text), () => plain);
    if (epoch !== this.#state.epoch) return;
    this.#state.set({ problem: link.kind === 'complete' ? undefined : link.kind === 'incomplete' ? 'link-incomplete' : 'not-a-link' });
    if (link.kind === 'complete') this.goTo(linkOf(link));
  }

  /** The address of a call that runs. */
  get #running(): string | undefined {
    const { call, manual } = this.#state.content;
    if (manual?.call.isRunning) return MANUAL_PATH;
    return call?.call.isRunning ? call.call.link : undefined;
  }

  /** By id and key: an address with a corrected key is that of another call. */
  #isAtCall(): boolean {
    const { call, manual } = this.#state.content;
    const route = currentRoute();
    if (route.page === 'manual') return manual !== undefined;
    return route.page === 'call' && call?.call.link === linkOf(route.link);
  }
}
