/** Loads what the page does around a call, once there is somebody to wait for or to talk to, and never sooner. */
import type { Logger } from '../base/logger.ts';
import type { Scope } from '../base/scope.ts';
import type { CallState } from '../call/state.ts';

export interface Follower {
  follow(state: CallState): void;
}

/** Before Join nothing of it is needed; and making a connection goes first. */
const NEEDED_IN: readonly CallState['phase'][] = ['ringing', 'connected', 'reconnecting'];

export class AroundCall implements Follower {
  readonly #scope: Scope;
  readonly #logger: Logger;
  readonly #load: (scope: Scope) => Promise<Follower>;
  /** What has been so before it was loaded: who was waited for is known by that. */
  #missed: CallState[] = [];
  #follower: Follower | undefined;
  #isLoading = false;

  constructor(scope: Scope, logger: Logger, load: (scope: Scope) => Promise<Follower> = loadPage) {
    this.#scope = scope;
    this.#logger = logger;
    this.#load = load;
  }

  follow(state: CallState): void {
    if (this.#follower) return this.#follower.follow(state);
    const isSame = kindOf(this.#missed.at(-1)) === kindOf(state);
    if (isSame) return;
    this.#missed.push(state);
    if (!this.#isLoading && NEEDED_IN.includes(state.phase)) void this.#begin();
  }

  async #begin(): Promise<void> {
    this.#isLoading = true;
    try {
      const follower = await this.#load(this.#scope);
      if (this.#scope.isEnded) return;
      this.#follower = follower;
      for (const state of this.#missed.splice(0)) follower.follow(state);
    } catch (error) {
      // No call is worth less for it. Tried again at the next change.
      this.#logger.log('warn', 'what goes on around the call could not be loaded', error);
    } finally {
      this.#isLoading = false;
    }
  }
}

function kindOf(state: CallState | undefined): string {
  return state ? `${state.phase} ${'trouble' in state ? state.trouble : ''}` : '';
}

async function loadPage(scope: Scope): Promise<Follower> {
  const { PageAroundCall } = await import('./page-around-call.ts');
  return new PageAroundCall(scope);
}
