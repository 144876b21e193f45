/** What a page's ports are wrapped in, so that it can be frozen, thawed and killed like a real one. */
import type { Clock } from '../../base/clock.ts';
import { Scope } from '../../base/scope.ts';
import type { PeerFactory } from '../../peer/peer.ts';
import type { FakePeer, FakePeers } from '../../peer/testing/fake-peer.ts';
import type { SignalChannel } from '../../signaling/signal-channel.ts';

export class PageLife {
  readonly scope = new Scope();
  /** How often the session has closed its channel: once, whatever ended the call. */
  teardowns = 0;
  /** How far this machine's clock is ahead of the store's, ms; behind it when negative. */
  clockErrorMs = 0;
  #isFrozen = false;
  #held: (() => void)[] = [];
  readonly #peers = new Set<FakePeer>();

  get isDead(): boolean {
    return this.scope.isEnded;
  }

  get isFrozen(): boolean {
    return this.#isFrozen;
  }

  /** Nothing of the page runs until it thaws; what would have, runs then, in its order. */
  freeze(): void {
    this.#isFrozen = true;
    for (const peer of this.#peers) peer.isAsleep = true;
  }

  thaw(): void {
    this.#isFrozen = false;
    for (const peer of this.#peers) peer.isAsleep = false;
    const held = this.#held;
    this.#held = [];
    for (const action of held) this.enter(action);
  }

  /** Everything that comes into the page comes through here. */
  enter(action: () => void): void {
    if (this.isDead) return;
    if (this.#isFrozen) this.#held.push(action);
    else action();
  }

  clock(clock: Clock): Clock {
    return {
      now: () => clock.now() + this.clockErrorMs,
      elapsed: () => clock.elapsed(),
      after: (delayMs, action) => {
        if (this.isDead) return () => {};
        let isCancelled = false;
        const release = this.scope.own(clock.after(delayMs, () => {
          release();
          // Cancelled while it waited for the thaw, too.
          this.enter(() => {
            if (!isCancelled) action();
          });
        }));
        return () => {
          isCancelled = true;
          release();
        };
      },
    };
  }

  peers(createPeer: FakePeers['createPeer']): PeerFactory {
    return (scope, { onEvent, ...options }) => {
      const peer = createPeer(scope, { ...options, onEvent: (event) => this.enter(() => onEvent(event)) });
      this.#peers.add(peer);
      this.scope.own(() => peer.close());
      return peer;
    };
  }

  /** A dead page sends nothing more, and hears of nothing. */
  channel(channel: SignalChannel): SignalChannel {
    this.scope.own(() => channel.close());
    const arriving = async <T>(work: Promise<T>): Promise<T> => {
      const value = await work;
      return new Promise((resolve) => this.enter(() => resolve(value)));
    };
    const never = new Promise<never>(() => {});
    return {
      callId: channel.callId,
      uid: channel.uid,
      serverClock: channel.serverClock,
      observeCall: (onSeen) => channel.observeCall((seen) => this.enter(() => onSeen(seen))),
      observeBatches: (side, onBatches) => channel.observeBatches(side, (batches) => this.enter(() => onBatches(batches))),
      read: () => (this.isDead ? never : arriving(channel.read())),
      commit: (write) => (this.isDead ? never : arriving(channel.commit(write))),
      warm: () => channel.warm(),
      refresh: () => channel.refresh(),
      commitOnLeaving: (write) => channel.commitOnLeaving(write),
      close: () => {
        this.teardowns++;
        channel.close();
      },
    };
  }
}
