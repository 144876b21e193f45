/** Two browsers and a store in virtual time: sessions as they are, over fakes of everything below them. */
import { isCallId, type CallId, type Role } from '#protocol/identifiers.ts';
import { silentLogger } from '../../base/logger.ts';
import { ManualClock } from '../../base/testing/manual-clock.ts';
import { ServerClock } from '../../base/server-clock.ts';
import { createFakePeers, type FakePeers } from '../../peer/testing/fake-peer.ts';
import { createMemoryStore, type MemoryStore } from '../../signaling/memory/memory-channel.ts';
import { MemoryFaults } from '../../signaling/memory/memory-faults.ts';
import { createPlainSeal } from '../../signaling/testing/plain-seal.ts';
import type { CallPorts } from '../call-ports.ts';
import type { PendingCleanups } from '../ending/pending-cleanups.ts';
import type { RoleKeeper } from '../role-keeper.ts';
import { CallSession } from '../session.ts';
import type { CallState } from '../machine/state.ts';
import { PageLife } from './page-life.ts';

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

/** One browser: the pages that it has open share its user id, its locks, and what it remembers of former calls. */
export interface Browser {
  readonly uid: string;
  readonly locks: Map<string, { readonly page: Page; readonly onTakenOver: () => void }>;
  readonly pendingCleanups: Set<CallId>;
  /** What its machine says of its network. */
  addresses: string;
}

/** One tab through its reloads. */
export interface Page {
  readonly browser: Browser;
  readonly session: CallSession;
  readonly faults: MemoryFaults;
  readonly life: PageLife;
  readonly state: CallState;
  readonly phase: CallState['phase'];
  /** Ends the page: with a goodbye, as the browser lets a closing page say, or as a crash, without. */
  close(how: 'goodbye' | 'crash'): void;
  /** The same tab anew; it opens the call's link. */
  reload(how?: 'goodbye' | 'crash'): Promise<Page>;
}

/** What a tab keeps through its reloads. */
export interface TabMemory {
  role?: Role;
  hasStood?: boolean;
  seat?: number;
}

export interface WorldOptions {
  readonly secret?: string;
  /** How far this machine's clock is ahead of the store's, ms; behind it when negative. */
  readonly clockErrorMs?: number;
  /** The page's way to the store takes one offer and one answer, as people do who carry them. */
  readonly isByHand?: boolean;
  /** What this page's session is given instead of what it would be: something broken, or a log to look at. */
  readonly ports?: (ports: CallPorts) => Partial<CallPorts>;
}

/** `cleanUp`: as on a site without functions, the parties clean up. */
export interface SiteOptions {
  readonly cleanUp?: 'functions' | 'parties';
}

export class World {
  readonly clock = new ManualClock();
  readonly store: MemoryStore = createMemoryStore(this.clock);
  readonly peers: FakePeers = createFakePeers(this.clock);
  readonly #seals = { makers: 0, nonces: 0 };
  readonly #site: SiteOptions;

  constructor(site: SiteOptions = {}) {
    this.#site = site;
  }

  browser(uid: string): Browser {
    return { uid, locks: new Map(), pendingCleanups: new Set(), addresses: '192.0.2.1' };
  }

  page(browser: Browser, memory: TabMemory = {}, { secret = 'secret', clockErrorMs = 0, isByHand = false, ports = () => ({}) }: WorldOptions = {}): Page {
    const faults = new MemoryFaults();
    const life = new PageLife();
    life.clockErrorMs = clockErrorMs;
    const clock = life.clock(this.clock);
    const whole: CallPorts = {
      callId: CALL_ID, link: 'https://test/c/link', clock, logger: silentLogger,
      channel: { ...life.channel(this.store.channel(CALL_ID, browser.uid, faults, new ServerClock(clock))), ...(isByHand && { isOneRound: true }) },
      seal: createPlainSeal(secret, this.#seals),
      createPeer: life.peers(this.peers.createPeer),
      iceServers: async () => [],
      ownAddresses: async () => browser.addresses,
      roles: roleKeeper(browser, memory, () => page),
      ...(this.#site.cleanUp === 'parties' && { pendingCleanups: pendingCleanupsOf(browser) }),
    };
    const session = new CallSession({ ...whole, ...ports(whole) });
    const again = { pause: () => this.run(300), open: () => this.page(browser, memory, { secret, clockErrorMs, isByHand, ports }) };
    const page: Page = {
      browser, session, faults, life,
      get state() { return session.state; },
      get phase() { return session.state.phase; },
      close(how) {
        if (life.isDead) return;
        if (how === 'goodbye') session.leave();
        life.scope.end();
        for (const [name, holder] of browser.locks) if (holder.page === page) browser.locks.delete(name);
      },
      async reload(how = 'goodbye') {
        page.close(how);
        await again.pause();
        const next = again.open();
        next.session.open({ isReloaded: true });
        return next;
      },
    };
    return page;
  }

  run(ms: number): Promise<void> {
    return this.clock.advance(ms);
  }

  /** alice waits for a callee to open her link. */
  async caller(uid = 'alice', options: WorldOptions = {}): Promise<Page> {
    const page = this.page(this.browser(uid), {}, options);
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

function pendingCleanupsOf({ pendingCleanups }: Browser): PendingCleanups {
  return { remember: (callId) => void pendingCleanups.add(callId), forget: (callId) => void pendingCleanups.delete(callId) };
}

function roleKeeper({ locks }: Browser, memory: TabMemory, self: () => Page): RoleKeeper {
  const letGo = (): void => {
    for (const [role, holder] of locks) if (holder.page === self()) locks.delete(role);
  };
  return {
    async take(role, { takesOver, onTakenOver, isSeated } = { takesOver: false, onTakenOver: () => {} }) {
      const holder = locks.get(role);
      if (holder && holder.page !== self()) {
        if (!takesOver) return false;
        holder.onTakenOver();
      }
      locks.set(role, { page: self(), onTakenOver });
      if (isSeated) memory.role = role;
      await Promise.resolve();
      memory.role = role;
      return true;
    },
    remembered: () => memory.role,
    keepStood: () => void (memory.hasStood = true),
    hasStood: () => memory.hasStood ?? false,
    seat: () => memory.seat ?? 0,
    freeSeat: () => void (memory.seat = (memory.seat ?? 0) + 1),
    letGo,
    release() {
      delete memory.role;
      delete memory.hasStood;
      delete memory.seat;
      letGo();
    },
  };
}
