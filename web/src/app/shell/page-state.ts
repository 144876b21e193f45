/** What the page shows, and the call that it holds. */
import type { EndedReason } from 'firelink/call';
import type { LinkProblem } from '../../elements/i18n/messages.ts';
import type { PageCall } from '../call/call-page.ts';
import type { ManualCall } from '../manual/manual-call.ts';
import type * as manualPage from '../manual/manual-page.ts';

/** One call at most: `call`, over the store, or `manual`, without a server. */
export interface PageContent {
  readonly call: PageCall | undefined;
  readonly manual: { readonly page: typeof manualPage; readonly call: ManualCall } | undefined;
  /** An end that needs no call: an incomplete link, a part of the page that could not be loaded. */
  readonly ended: EndedReason | undefined;
  readonly problem: Exclude<LinkProblem, 'empty'> | undefined;
  readonly isStarting: boolean;
  /** The link's key came in a place that servers see: the lobby warns of it. */
  readonly isKeyExposed: boolean;
  /** Join was pressed before the call's code had loaded. */
  readonly isJoining: boolean;
  /** The question over the screen: Back was pressed while a call runs, or Decline in the lobby. */
  readonly asked: 'leave' | 'decline' | undefined;
  /** Leave was pressed: the next address is followed without a question. */
  readonly isLeaving: boolean;
  /** Repeats a start that failed because a part of the page could not be loaded. */
  readonly failedStart: (() => void) | undefined;
}

const NOTHING: PageContent = {
  call: undefined, manual: undefined, ended: undefined, problem: undefined, isStarting: false, isKeyExposed: false,
  isJoining: false, asked: undefined, isLeaving: false, failedStart: undefined,
};

export class PageState {
  /** Draws again: the content has changed, or the call in it. */
  readonly onChange: () => void;
  #content = NOTHING;
  #epoch = 0;

  constructor(onChange: () => void) {
    this.onChange = onChange;
  }

  get content(): PageContent {
    return this.#content;
  }

  /** Changes when the page turns to another call or to none: code that arrives for an earlier epoch is dropped. */
  get epoch(): number {
    return this.#epoch;
  }

  set(change: Partial<PageContent>): void {
    this.#content = { ...this.#content, ...change };
    this.onChange();
  }

  /** Leaves the call that there is. */
  clear(): void {
    this.#content.call?.dispose();
    this.#content.manual?.call.dispose();
    this.#epoch++;
    this.#content = NOTHING;
    this.onChange();
  }
}
