/** Loads the parts around a call once the page waits or talks, and never sooner. */
import { contained, type Logger, type Scope, uncaught } from 'firelink/base';
import type { CallState } from 'firelink/call';

export interface Follower {
  /** @param isAwaiting this person has no step left, and waits for the other one */
  follow(state: CallState, isAwaiting: boolean): void;
}

type Seen = readonly [state: CallState, isAwaiting: boolean];

export class AroundCall implements Follower {
  readonly #scope: Scope;
  readonly #logger: Logger;
  readonly #load: (scope: Scope) => Promise<Follower>;
  /** What has been so before it was loaded: who was waited for is known by that. */
  #missed: Seen[] = [];
  #follower: Follower | undefined;
  #isLoading = false;

  constructor(scope: Scope, logger: Logger, load: (scope: Scope) => Promise<Follower> = loadPage) {
    this.#scope = scope;
    this.#logger = logger;
    this.#load = load;
  }

  follow(state: CallState, isAwaiting = state.phase === 'ringing'): void {
    if (this.#follower) return this.#follower.follow(state, isAwaiting);
    const seen = [state, isAwaiting] as const;
    const last = this.#missed.at(-1);
    if (last && kindOf(last) === kindOf(seen)) return;
    this.#missed.push(seen);
    if (!this.#isLoading && isNeeded(seen)) contained(this.#begin(), uncaught);
  }

  async #begin(): Promise<void> {
    this.#isLoading = true;
    try {
      const follower = await this.#load(this.#scope);
      if (this.#scope.isEnded) return;
      this.#follower = follower;
      for (const seen of this.#missed.splice(0)) follower.follow(...seen);
    } catch (error) {
      // No call is worth less for it. Tried again at the next change.
      this.#logger.log('warn', 'the parts around the call could not be loaded', error);
    } finally {
      this.#isLoading = false;
    }
  }
}

/** Before Join nothing of it is needed; and making a connection goes first. */
function isNeeded([{ phase }, isAwaiting]: Seen): boolean {
  return isAwaiting || phase === 'connected' || phase === 'reconnecting';
}

function kindOf([state, isAwaiting]: Seen): string {
  return `${state.phase} ${'trouble' in state ? state.trouble : ''} ${isAwaiting}`;
}

async function loadPage(scope: Scope): Promise<Follower> {
  const { PageAroundCall } = await import('./page-around-call.ts');
  return new PageAroundCall(scope);
}
