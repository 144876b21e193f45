/** What the buttons do that act on more than the call itself. */
import { parseCallLink } from 'firelink/link';
import type { StartCallEvent } from '../../elements/shared/events.ts';
import type { PageLoader } from './page-loader.ts';
import type { Navigation } from './navigation.ts';
import type { PageState } from './page-state.ts';
import { MANUAL_PATH } from './routes.ts';

export class PageActions {
  readonly #state: PageState;
  readonly #loader: PageLoader;
  readonly #navigation: Navigation;

  constructor(state: PageState, loader: PageLoader, navigation: Navigation) {
    this.#state = state;
    this.#loader = loader;
    this.#navigation = navigation;
  }

  readonly start = ({ media }: StartCallEvent): void => {
    const { isStarting, manual } = this.#state.content;
    if (isStarting) return;
    // After a call without a server, the next one is made in the same way.
    if (manual) return this.#navigation.goTo(MANUAL_PATH);
    this.#state.clear();
    this.#loader.start(media);
  };

  /** Before the call's code has loaded, the press is kept. */
  readonly join = (): void => {
    const { call } = this.#state.content;
    if (call) call.call.join();
    else this.#state.set({ isJoining: true });
  };

  readonly askToDecline = (): void => {
    this.#state.set({ asked: 'decline' });
    this.#state.content.call?.needScreens();
  };

  /** The answer to the question over the screen. */
  answer(isYes: boolean): void {
    const { asked, call } = this.#state.content;
    this.#state.set({ asked: undefined });
    if (!isYes) return;
    if (asked === 'decline') return call?.call.decline();
    this.#state.set({ isLeaving: true });
    // To where Back had led before the question was asked; the call is left there.
    history.back();
  }

  /** Begins the link's next call: a question about the one before is over. */
  readonly callAgain = (): void => {
    this.#state.set({ asked: undefined });
    this.#state.content.call?.call.callAgain();
  };

  /** Takes the role over from another tab of this browser. */
  readonly takeOver = (): void => {
    const link = parseCallLink(location.href);
    if (link.kind !== 'complete') return;
    this.#state.clear();
    this.#loader.open(link, { takesOver: true });
  };

  /** Opens the same link once more; a call of one's own that never stood is started anew. */
  readonly tryAgain = (): void => {
    const { call, failedStart } = this.#state.content;
    const isUnstarted = call?.isNew === true && !call.hasStood;
    this.#state.clear();
    if (failedStart) failedStart();
    else if (isUnstarted) this.#loader.start(call.call.media);
    else this.#navigation.follow();
  };
}
