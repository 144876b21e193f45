import { Scope, type Logger } from 'firelink/base';
import type { CallState } from 'firelink/call';
import { AroundCall } from '../around/around-call.ts';
import { refuseDrops } from '../around/refuse-drops.ts';

/** Has what goes on around a call follow it; where the two call again, it begins anew with the next call. */
export class FollowCall {
  readonly #logger: Logger;
  #around: { readonly scope: Scope; readonly follower: AroundCall } | undefined;
  #hasEnded = false;

  constructor(logger: Logger) {
    this.#logger = logger;
  }

  follow(state: CallState): void {
    const isAnother = this.#hasEnded && state.phase !== 'ended';
    this.#hasEnded = state.phase === 'ended';
    if (isAnother) this.end();
    this.#around ??= this.#begin();
    this.#around.follower.follow(state);
  }

  end(): void {
    this.#around?.scope.end();
    this.#around = undefined;
  }

  #begin(): { readonly scope: Scope; readonly follower: AroundCall } {
    const scope = new Scope();
    refuseDrops(scope);
    return { scope, follower: new AroundCall(scope, this.#logger) };
  }
}
