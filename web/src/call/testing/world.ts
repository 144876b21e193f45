/** Two browsers and a store in virtual time: sessions as they are, over fakes of everything below them. */
import { isCallId, type CallId, type Role } from '#protocol/identifiers.ts';
import type { Clock } from '../../base/clock.ts';
import { silentLogger } from '../../base/logger.ts';
import { ManualClock } from '../../base/manual-clock.ts';
import { Scope } from '../../base/scope.ts';
import { createFakePeers, type FakePeers } from '../../peer/testing/fake-peer.ts';
import { createMemoryStore, type MemoryStore } from '../../signaling/memory-channel.ts';
import { MemoryFaults } from '../../signaling/memory-faults.ts';
import type { SignalChannel } from '../../signaling/signal-channel.ts';
import { createPlainSeal } from '../../signaling/testing/plain-seal.ts';
import type { RoleKeeper } from '../role-keeper.ts';
import { CallSession } from '../session.ts';
import type { CallState } from '../state.ts';

/** Node has none; the session only puts tracks into it. */
class TestStream {
  readonly #tracks: readonly unknown[];
  constructor(tracks: readonly unknown[] = []) {
    this.#tracks = tracks;
  }
  getTracks(): readonly unknown[] {
    return this.#tracks;
  }
}
Object.assign(globalThis, { MediaStream: (globalThis as { MediaStream?: unknown }).MediaStream ?? TestStream });

export const CALL_ID = makeCallId('test-call-0123456789AA');

function makeCallId(text: string): CallId {
  if (!isCallId(text)) throw new TypeError(text);
  return text;
}

/** One browser: the pages that it has open share its user id and its locks. */
export interface Browser {
  readonly uid: string;
  readonly locks: Map<string, Page>;
}

/** One tab through its reloads. */
export interface Page {
  readonly browser: Browser;
  readonly session: CallSession;
  readonly faults: MemoryFaults;
  readonly state: CallState;
  readonly phase: CallState['phase'];
  /** Ends the page: with a goodbye, as the browser lets a closing page say, or as a crash, without. */
  close(how: 'goodbye' | 'crash'): void;
  /** The same tab anew; it opens the call's link. */
  reload(how?: 'goodbye' | 'crash'): Promise<Page>;
}

export interface WorldOptions {
  readonly secret?: string;
}

export class World {
  readonly clock = new ManualClock();
  readonly store: MemoryStore = createMemoryStore(this.clock);
  readonly peers: FakePeers = createFakePeers(this.clock);
  readonly #seals = { makers: 0, nonces: 0 };

  browser(uid: string): Browser {
    return { uid, locks: new Map() };
  }

  page(browser: Browser, memory: { role?: Role } = {}, { secret = 'secret' }: WorldOptions = {}): Page {
    const faults = new MemoryFaults();
    const life = new Scope();
    const clock = mortalClock(this.clock, life);
    const made: ReturnType<FakePeers['createPeer']>[] = [];
    const session = new CallSession({
      callId: CALL_ID, link: 'https://test/c/link', clock, logger: silentLogger,
      channel: mortalChannel(this.store.channel(CALL_ID, browser.uid, faults), life),
      seal: createPlainSeal(secret, this.#seals),
      createPeer: (scope, options) => {
        const peer = this.peers.createPeer(scope, options);
        made.push(peer);
        return peer;
      },
      iceServers: async () => [],
      roles: roleKeeper(browser, memory, () => page),
    });
    const again = { pause: () => this.run(300), open: () => this.page(browser, memory, { secret }) };
    const page: Page = {
      browser, session, faults,
      get state() { return session.state; },
      get phase() { return session.state.phase; },
      close(how) {
        if (life.isEnded) return;
        if (how === 'goodbye') session.leave();
        life.end();
        for (const peer of made) peer.close();
        for (const [name, holder] of browser.locks) if (holder === page) browser.locks.delete(name);
      },
      async reload(how = 'goodbye') {
        page.close(how);
        await again.pause();
        const next = again.open();
        next.session.dispatch({ type: 'open' });
        return next;
      },
    };
    return page;
  }

  run(ms: number): Promise<void> {
    return this.clock.advance(ms);
  }

  /** alice waits for somebody to open her link. */
  async caller(uid = 'alice'): Promise<Page> {
    const page = this.page(this.browser(uid));
    page.session.dispatch({ type: 'start' });
    await this.run(1_000);
    return page;
  }

  async visitor(browser: Browser = this.browser('bob'), options: WorldOptions = {}): Promise<Page> {
    const page = this.page(browser, {}, options);
    page.session.dispatch({ type: 'open' });
    await this.run(1_000);
    return page;
  }

  async call(): Promise<{ readonly alice: Page; readonly bob: Page }> {
    const alice = await this.caller();
    const bob = await this.visitor();
    bob.session.dispatch({ type: 'join' });
    await this.run(1_000);
    return { alice, bob };
  }
}

/** A dead page's timers never fire. */
function mortalClock(clock: Clock, life: Scope): Clock {
  return {
    now: () => clock.now(),
    after(delayMs, action) {
      if (life.isEnded) return () => {};
      const release = life.own(clock.after(delayMs, () => {
        release();
        action();
      }));
      return release;
    },
  };
}

/** A dead page sends nothing more, and hears of nothing. */
function mortalChannel(channel: SignalChannel, life: Scope): SignalChannel {
  life.own(() => channel.close());
  const never = new Promise<never>(() => {});
  return {
    callId: channel.callId,
    uid: channel.uid,
    observeCall: (onSeen) => channel.observeCall(onSeen),
    observeBatches: (side, onBatches) => channel.observeBatches(side, onBatches),
    read: async () => (life.isEnded ? never : channel.read().then((seen) => (life.isEnded ? never : seen))),
    commit: async (write) => (life.isEnded ? never : channel.commit(write).then((outcome) => (life.isEnded ? never : outcome))),
    warm: () => channel.warm(),
    commitOnLeaving: (write) => channel.commitOnLeaving(write),
    close: () => channel.close(),
  };
}

function roleKeeper({ locks }: Browser, memory: { role?: Role }, self: () => Page): RoleKeeper {
  return {
    async take(_, role) {
      const holder = locks.get(role);
      if (holder && holder !== self()) return false;
      locks.set(role, self());
      memory.role = role;
      return true;
    },
    remembered: () => memory.role,
    release() {
      delete memory.role;
      for (const [role, holder] of locks) if (holder === self()) locks.delete(role);
    },
  };
}
