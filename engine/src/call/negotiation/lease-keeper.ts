/** Watches the call's lease: says when it has run out, and extends it in time while the call is connected. */
import { contained } from '../../base/contained.ts';
import { LEASE_RENEWAL_MS } from '#protocol/lifetimes.ts';
import type { Clock } from '../../base/clock.ts';
import type { Scope } from '../../base/scope.ts';
import { hasRunOut } from '../../signaling/lease.ts';
import type { SignalChannel } from '../../signaling/signal-channel.ts';

/** An extension that failed is tried again after this long: there are hours left. */
const RENEWAL_RETRY_MS = 15 * 60_000;

/** It seems over by a clock that may be wrong, and the store could not be asked. */
const ASK_AGAIN_MS = 60_000;

type Store = Pick<SignalChannel, 'serverClock' | 'read'>;

export class LeaseKeeper {
  readonly #scope: Scope;
  readonly #clock: Clock;
  readonly #store: Store;
  readonly #actions: { readonly extend: () => void; readonly lapse: () => void; readonly broke: (error: unknown) => void };
  #expiresAt: number | undefined;
  #isConnected = false;
  #cancel: () => void = () => {};

  constructor(scope: Scope, clock: Clock, store: Store, actions: { readonly extend: () => void; readonly lapse: () => void; readonly broke: (error: unknown) => void }) {
    this.#scope = scope;
    this.#clock = clock;
    this.#store = store;
    this.#actions = actions;
    scope.own(() => this.#cancel());
    // Another time of day: what is left of the lease is another, too.
    scope.own(store.serverClock.observe(() => this.#plan(0)));
  }

  /** @param expiresAt ms since 1970, as the document has it */
  follow(expiresAt: number, isConnected: boolean): void {
    if (expiresAt === this.#expiresAt && isConnected === this.#isConnected) return;
    this.#expiresAt = expiresAt;
    this.#isConnected = isConnected;
    this.#plan(0);
  }

  #plan(leastMs: number): void {
    this.#cancel();
    const expiresAt = this.#expiresAt;
    if (expiresAt === undefined) return;
    const leftMs = expiresAt - this.#store.serverClock.now();
    const waitMs = this.#isConnected ? leftMs - LEASE_RENEWAL_MS : leftMs;
    this.#cancel = this.#clock.after(Math.max(waitMs, leastMs), () => {
      if (!this.#isConnected) return contained(this.#lapse(expiresAt), this.#actions.broke);
      this.#actions.extend();
      this.#plan(RENEWAL_RETRY_MS);
    });
  }

  async #lapse(expiresAt: number): Promise<void> {
    const isOver = await hasRunOut(this.#store, expiresAt);
    if (this.#scope.isEnded || this.#isConnected || expiresAt !== this.#expiresAt) return;
    if (isOver) this.#actions.lapse();
    else this.#plan(isOver === undefined ? ASK_AGAIN_MS : 0);
  }
}
