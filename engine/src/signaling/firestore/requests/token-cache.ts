/** What a request of our own says of who sends it. */
import { within, type Clock } from '../../../base/clock.ts';
import { contained, uncaught } from '../../../base/contained.ts';
import type { Scope } from '../../../base/scope.ts';

export interface Tokens {
  /** '' while no user is signed in. */
  readonly idToken: string;
  /** Where App Check is enforced for Firestore. */
  readonly appCheckToken?: string;
}

/** @param areRefused those that were given last were turned down: others are fetched, however good these look */
export type GetTokens = (areRefused: boolean) => Promise<Tokens>;

/** A token lives an hour and the SDK renews it by itself; asking costs nothing while it is good. */
const TOKEN_CHECK_MS = 5 * 60_000;

/** A cached token is given at once. Renewing one takes a request, and the former one stays good for a while. */
const TOKEN_WAIT_MS = 1000;

/** The newest tokens lie ready: nothing can be awaited while a page goes, and no commit waits for them for long. */
export class TokenCache {
  readonly #clock: Clock;
  readonly #getTokens: GetTokens;
  #tokens: Tokens | undefined;
  #renewing: Promise<Tokens> | undefined;

  constructor(scope: Scope, clock: Clock, getTokens: GetTokens) {
    this.#clock = clock;
    this.#getTokens = getTokens;
    const keepFresh = async (): Promise<void> => {
      while (!scope.isEnded) {
        await this.#ask(false).catch(() => {});
        await delayIn(scope, clock, TOKEN_CHECK_MS);
      }
    };
    contained(keepFresh(), uncaught);
  }

  get tokens(): Tokens | undefined {
    return this.#tokens;
  }

  /** The newest tokens within TOKEN_WAIT_MS, or the first ones after a longer wait. @throws as getTokens does, without any */
  async fresh(): Promise<Tokens> {
    const asked = this.#ask(false);
    const last = this.#tokens;
    if (!last) return asked;
    return within(this.#clock, TOKEN_WAIT_MS, asked, () => last).catch(() => last);
  }

  /** Other tokens than the refused ones; callers meanwhile get the same promise. @throws as getTokens does */
  renewed(): Promise<Tokens> {
    this.#renewing ??= this.#ask(true).finally(() => {
      this.#renewing = undefined;
    });
    return this.#renewing;
  }

  async #ask(areRefused: boolean): Promise<Tokens> {
    return (this.#tokens = await this.#getTokens(areRefused));
  }
}

/** Like `delay`, but no timer is left once the scope has ended (and then it never resolves). */
function delayIn(scope: Scope, clock: Clock, delayMs: number): Promise<void> {
  return new Promise((resolve) => {
    const release = scope.own(clock.after(delayMs, () => {
      release();
      resolve();
    }));
  });
}
