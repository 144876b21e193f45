/** Watches the call's lease: says when it has run out, and extends it in time for two who are talking. */
import { LEASE_RENEWAL_MS } from '#protocol/lifetimes.ts';
import type { Clock } from '../base/clock.ts';
import type { Scope } from '../base/scope.ts';

/** An extension that failed is tried again after this long: there are hours left. */
const RENEWAL_RETRY_MS = 15 * 60_000;

export class LeaseKeeper {
  readonly #clock: Clock;
  readonly #actions: { readonly extend: () => void; readonly lapse: () => void };
  #expiresAt: number | undefined;
  #isConnected = false;
  #cancel: () => void = () => {};

  constructor(scope: Scope, clock: Clock, actions: { readonly extend: () => void; readonly lapse: () => void }) {
    this.#clock = clock;
    this.#actions = actions;
    scope.own(() => this.#cancel());
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
    if (this.#expiresAt === undefined) return;
    const leftMs = this.#expiresAt - this.#clock.now();
    const waitMs = this.#isConnected ? leftMs - LEASE_RENEWAL_MS : leftMs;
    this.#cancel = this.#clock.after(Math.max(waitMs, leastMs), () => {
      if (!this.#isConnected) return this.#actions.lapse();
      this.#actions.extend();
      this.#plan(RENEWAL_RETRY_MS);
    });
  }
}
