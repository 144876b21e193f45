/**
 * A listener without a connection goes on trying by itself, and says so once. Two things it never says: that it is
 * turned away, and that it waits on a connection that is dead without knowing. A read beside it tells both.
 *
 *   connected ──onDisconnected()──► asking ──the read is answered──► the connection is made anew ──► waiting ──► asking …
 *      │ ▲                            └─────turned down, or no answer──────────────────────────────────▲
 *      │ └──onConnected()──── from each                                                                │
 *      └──onDisconnected(isRenewed)──► reading ──what the listener misses is read, soon and a few times─┘
 *
 * Listeners of one page share a connection: those on batches are without one when the listener on the call's document is,
 * and what they miss is read beside the call.
 */
import type { Clock } from '../../../base/clock.ts';
import { contained } from '../../../base/contained.ts';
import type { Scope } from '../../../base/scope.ts';
import type { CallDocument } from '#protocol/call-document.ts';
import type { CallSeen } from '../../signal-channel.ts';

export interface ListenerWatchdogPorts {
  /** A request of its own: it may be answered where the listener is not. */
  readonly read: () => Promise<CallSeen>;
  /** What those on batches miss of a call that has just been seen. Resolves once it is reported, or can't be had. */
  readonly readBatches: (call: CallDocument) => Promise<void>;
  /** Has listeners open another connection. */
  readonly refresh: () => void;
  readonly report: (seen: CallSeen) => void;
}

/** As long as the SDK takes to report a missing connection; doubled each time, because each probe is a read. */
const FIRST_PAUSE_MS = 10_000;
const LONGEST_PAUSE_MS = 60_000;

/**
 * The other side's answer is waited for, and over HTTP/2 the new listener may be on the dead connection again: browsers
 * need 10 s and more to find out. In most calls it is connected before the first of these.
 */
const SOON_MS: readonly number[] = [1_000, 1_000, 2_000, 4_000];

export class ListenerWatchdog {
  readonly #parent: Scope;
  readonly #clock: Clock;
  readonly #ports: ListenerWatchdogPorts;
  #scope: Scope | undefined;

  constructor(parent: Scope, clock: Clock, ports: ListenerWatchdogPorts) {
    this.#parent = parent;
    this.#clock = clock;
    this.#ports = ports;
  }

  /**
   * The listener has no connection. A second report while the watchdog is at work changes nothing.
   * `isRenewed`: since another is just being opened, which is given its time; what it misses meanwhile is read.
   */
  onDisconnected(isRenewed = false): void {
    if (this.#scope) return;
    const scope = this.#parent.child();
    this.#scope = scope;
    if (isRenewed) this.#readSoon(scope, SOON_MS);
    else this.#askNow(scope, FIRST_PAUSE_MS);
  }

  onConnected(): void {
    this.#scope?.end();
    this.#scope = undefined;
  }

  /** Each read begins when the one before has been answered. */
  #readSoon(scope: Scope, [pauseMs, ...later]: readonly number[]): void {
    if (pauseMs === undefined) return this.#askLater(scope, FIRST_PAUSE_MS);
    this.#after(scope, pauseMs, () => {
      const readOnce = async (): Promise<void> => {
        if (await this.#readOnce(scope)) this.#readSoon(scope, later);
      };
      contained(readOnce(), () => this.#readSoon(scope, later));
    });
  }

  /** A probe that failed is sent again, like one without a reply: no other part watches the listener. */
  #askNow(scope: Scope, pauseMs: number): void {
    contained(this.#ask(scope, pauseMs), () => this.#askLater(scope, pauseMs));
  }

  async #ask(scope: Scope, pauseMs: number): Promise<void> {
    const seen = await this.#readOnce(scope);
    if (!seen) return;
    if (seen.kind !== 'lost') this.#ports.refresh();
    else if (seen.error.failure !== 'unavailable') this.#ports.report(seen);
    this.#askLater(scope, pauseMs);
  }

  /** Reports the document as it is. @returns undefined once the listener is connected, or is stopped */
  async #readOnce(scope: Scope): Promise<CallSeen | undefined> {
    const seen = await this.#ports.read();
    if (scope.isEnded) return undefined;
    if (seen.kind !== 'lost') this.#ports.report(seen);
    if (seen.kind === 'present') await this.#ports.readBatches(seen.call);
    return scope.isEnded ? undefined : seen;
  }

  #askLater(scope: Scope, pauseMs: number): void {
    this.#after(scope, pauseMs, () => this.#askNow(scope, Math.min(2 * pauseMs, LONGEST_PAUSE_MS)));
  }

  #after(scope: Scope, pauseMs: number, action: () => void): void {
    const release = scope.own(this.#clock.after(pauseMs, () => {
      release();
      action();
    }));
  }
}
