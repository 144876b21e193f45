/**
 * Two real sessions through a storm in virtual time. When it is over, everything works again; then both sides must
 * find each other in the same round, or both must have ended, and nothing may be left running.
 */
import { createLogger, type Logger } from '../../../base/logger.ts';
import { Scope } from '../../../base/scope.ts';
import { TRAVEL_MS } from '../../../peer/testing/fake-network.ts';
import { compare } from '../../channels/testing/compare.ts';
import { CALL_ID, World, type Browser, type Page, type SiteOptions } from '../world.ts';
import { STORM_MS, type Incident, type Timed, type Who } from './schedule.ts';
import { Seeded } from './seeded.ts';
import { Talk } from './talk.ts';

/** Long enough for every deadline there is: giving up takes 30 s, and may begin at the storm's end. */
export const CALM_MS = 75_000;

/** Later than an answer waits, and an offer that renews: late batches are written in good times and in bad. */
const FINDS_LATE_MS = 300;

export interface Outcome {
  readonly faults: readonly string[];
  /** For the record, and to see that the schedules reach every kind of end. */
  readonly end: string;
}

class Simulation {
  readonly world: World;
  readonly faults: string[] = [];
  readonly #pages: Record<Who, Page | undefined> = { alice: undefined, bob: undefined };
  readonly #browsers: Readonly<Record<Who, Browser>>;
  readonly #clearsUp: boolean;
  readonly #memory = { alice: {}, bob: {} };
  readonly #storm = new Scope();
  readonly #talks: Readonly<Record<Who, Talk>>;
  readonly #random: Seeded;
  readonly #thirds: Page[] = [];
  readonly #all: { readonly page: Page; readonly name: string; round: number }[] = [];

  constructor(site: SiteOptions, seed: number) {
    this.#random = new Seeded(seed);
    this.#clearsUp = site.cleanUp === 'parties';
    this.world = new World(site);
    this.world.peers.network.findsLateMs = FINDS_LATE_MS;
    this.world.peers.network.hasSound = !this.#random.chance(0.4);
    this.#talks = { alice: new Talk('alice', this.world.clock, this.#random), bob: new Talk('bob', this.world.clock, this.#random) };
    this.#browsers = { alice: this.world.browser('alice'), bob: this.world.browser('bob') };
  }

  async run(schedule: readonly Timed[]): Promise<Outcome> {
    this.#open('alice').session.dispatch({ type: 'start' });
    for (let count = this.#random.integer(0, 20); count > 0; count--) {
      this.#after(this.#random.integer(0, STORM_MS), () => this.#talks[this.#random.pick<Who>(['alice', 'bob'])].say());
    }
    let nowMs = 0;
    for (const { atMs, incident } of schedule) {
      await this.world.run(atMs - nowMs);
      nowMs = atMs;
      this.#befall(incident);
    }
    await this.#calm();
    this.#checkInvariants();
    this.#checkTalk();
    const end = `${describe(this.#pages.alice)} / ${describe(this.#pages.bob)}`;
    await this.#leaveNothing();
    this.#checkRemains();
    return { faults: this.faults, end };
  }

  /** A timer of the storm's own, not of what it is let loose upon. */
  #after(delayMs: number, action: () => void): void {
    this.#storm.own(this.world.clock.after(delayMs, action));
  }

  #open(who: Who): Page {
    const page = this.world.page(this.#browsers[who], this.#memory[who], { ports: () => ({ logger: this.#listenIn(who) }) });
    this.#pages[who] = page;
    this.#talks[who].open(page);
    this.#follow(page, who);
    return page;
  }

  /** An exception that a session has contained would look like any other end. */
  #listenIn(name: string): Logger {
    return createLogger(({ message }) => {
      if (/\bbroke\b|the call goes on/.test(message)) this.faults.push(`${name}: ${message}`);
    });
  }

  #follow(page: Page, name: string): void {
    const entry = { page, name, round: 0 };
    this.#all.push(entry);
    page.session.observe(({ state }) => {
      const round = 'exchange' in state ? state.exchange.round : entry.round;
      if (round < entry.round) this.faults.push(`${name}'s round fell from ${entry.round} to ${round}`);
      entry.round = round;
    });
  }

  #befall(incident: Incident): void {
    switch (incident.kind) {
      case 'third': return this.#thirdComes();
      case 'cut': return this.#cut(incident.forMs);
      case 'lag': return this.#lag(incident.delayMs, incident.forMs);
      case 'close-channels': return this.world.peers.network.closeChannels();
      case 'open':
        if (!this.#pages.bob) this.#open('bob').session.open();
        return;
      default: {
        const page = this.#pages[incident.who];
        if (page && !page.life.isDead) this.#happenTo(page, incident);
      }
    }
  }

  #happenTo(page: Page, incident: Exclude<Incident, { kind: 'third' | 'cut' | 'lag' | 'open' | 'close-channels' }>): void {
    const { faults, session } = page;
    switch (incident.kind) {
      case 'let-in':
      case 'join':
      case 'decline':
      case 'hang-up':
      case 'network-changed': return page.life.enter(() => session.dispatch({ type: incident.kind }));
      case 'reload': return this.#reload(page, incident.who, incident.how, incident.awayMs);
      case 'freeze':
        page.life.freeze();
        return this.#after(incident.forMs, () => page.life.thaw());
      case 'store-offline':
        faults.isOffline = true;
        return this.#after(incident.forMs, () => (faults.isOffline = false));
      case 'store-silent':
        faults.holdsSnapshots = true;
        return this.#after(incident.forMs, () => (faults.holdsSnapshots = false));
      case 'store-repeats': return faults.repeat();
      case 'store-slow': return void (faults.delayMs = incident.delayMs);
      case 'lose-commit': return faults.loseNext({ landed: incident.landed });
      case 'deny-commit': return faults.denyNext();
    }
  }

  #reload(page: Page, who: Who, how: 'goodbye' | 'crash', awayMs: number): void {
    const wasEnded = page.phase === 'ended';
    page.close(how);
    if (wasEnded) return; // A person who was told that the call is over doesn't come back.
    this.#after(awayMs, () => {
      const next = this.#open(who);
      // After a crash the link is opened anew, and the lobby asks for a press.
      next.session.open({ isReloaded: how === 'goodbye' });
      if (how === 'crash') this.#after(2_000, () => next.life.enter(() => next.session.dispatch({ type: 'join' })));
    });
  }

  #thirdComes(): void {
    const page = this.world.page(this.world.browser(`third-${this.#thirds.length}`), {}, { ports: () => ({ logger: this.#listenIn('a third') }) });
    this.#thirds.push(page);
    this.#follow(page, 'a third');
    page.session.open();
    this.#after(2_000, () => page.session.dispatch({ type: 'join' }));
  }

  #cut(forMs: number): void {
    this.world.peers.network.cut();
    this.#after(forMs, () => this.world.peers.network.restore());
  }

  #lag(delayMs: number, forMs: number): void {
    const { network } = this.world.peers;
    network.travelMs = delayMs;
    this.#after(forMs, () => (network.travelMs = TRAVEL_MS));
  }

  /** Whatever was to end by itself has ended after the longest of them (an hour); the rest ends here. */
  async #calm(): Promise<void> {
    await this.world.run(this.#isAnyFrozen() ? 3_600_000 : 30_000);
    this.#storm.end();
    this.world.peers.network.restore();
    this.world.peers.network.travelMs = TRAVEL_MS;
    for (const { page } of this.#all) {
      page.faults.isOffline = false;
      page.faults.holdsSnapshots = false;
      page.faults.delayMs = Math.min(page.faults.delayMs, 200);
      page.life.thaw();
    }
    await this.world.run(CALM_MS);
  }

  #isAnyFrozen(): boolean {
    return this.#all.some(({ page }) => page.life.isFrozen && !page.life.isDead);
  }

  #checkInvariants(): void {
    const { alice, bob } = this.#pages;
    const others = this.#thirds.filter((page) => page.phase === 'connected');
    const partner = others[0] ?? bob;
    if (!alice) return void this.faults.push('alice never was there');
    if (others.length > 1) this.faults.push('two thirds are connected');
    if (others.length > 0 && bob?.phase === 'connected') this.faults.push('three are connected');
    for (const page of [bob, ...this.#thirds]) {
      const isTalking = page?.phase === 'connected' || page?.phase === 'connecting' || page?.phase === 'reconnecting';
      // A page that waits for a caller who sleeps, or whose page is gone for good, says so: it does not show a call.
      if (isTalking && alice.phase === 'ended') this.faults.push(`alice has ended, ${describe(page)} goes on`);
      if (isTalking && page !== partner) this.faults.push(`${describe(page)} beside the call`);
    }
    if (alice.phase === 'connected' && partner?.phase !== 'connected') this.faults.push(`alice alone is connected: ${describe(partner)}`);
    if (alice.phase === 'connecting' || alice.phase === 'reconnecting') this.faults.push(`alice is still ${describe(alice)}`);
    if (partner && alice.phase !== 'connected' && partner.phase === 'connected') this.faults.push(`connected, and alice is ${describe(alice)}`);
    if (alice.state.phase === 'connected' && partner?.state.phase === 'connected' && alice.state.exchange.round !== partner.state.exchange.round) {
      this.faults.push(`rounds ${alice.state.exchange.round} and ${partner.state.exchange.round}`);
    }
    const isFull = bob?.state.phase === 'ended' && bob.state.reason === 'full';
    if (isFull && this.#thirds.length === 0) this.faults.push('bob was told "full" although no third person came');
  }

  /** Each message has arrived once and in order at the sides that are still in the call; where it has ended, a beginning of them has. */
  #checkTalk(): void {
    const { alice, bob } = this.#talks;
    const isOn = this.#pages.alice?.phase === 'connected' && this.#pages.bob?.phase === 'connected';
    const faults = [...compare(alice, bob, { isOn }), ...compare(bob, alice, { isOn })];
    if (faults.length > 0) this.faults.push(...faults.slice(0, 2));
    this.faults.push(...alice.faults, ...bob.faults);
  }

  /** All pages hang up: one teardown, no timer, no listener, no connection left. */
  async #leaveNothing(): Promise<void> {
    for (const { page } of this.#all) if (!page.life.isDead) page.session.dispatch({ type: 'hang-up' });
    await this.world.run(30_000);
    for (const { page, name } of this.#all) {
      if (page.life.isDead) continue;
      if (page.phase !== 'ended') this.faults.push(`${name} can't hang up: ${describe(page)}`);
      else if (page.life.teardowns !== 1) this.faults.push(`${name} was torn down ${page.life.teardowns} times`);
    }
    if (this.world.clock.pending > 0) this.faults.push(`${this.world.clock.pending} timers are left`);
    const open = this.world.peers.made.filter((peer) => !peer.isClosed).length;
    if (open > 0) this.faults.push(`${open} connections are left`);
  }

  /** On a site without functions, a browser that may delete the call remembers it until then. */
  #checkRemains(): void {
    const { document, batches } = this.world.store.peek(CALL_ID);
    if (!document && batches.caller.length + batches.callee.length > 0) this.faults.push('candidates are left without their call');
    const isRemembered = Object.values(this.#browsers).some(({ pendingCleanups }) => pendingCleanups.has(CALL_ID));
    if (this.#clearsUp && document && !isRemembered) this.faults.push('the call is left, and no browser remembers it');
  }
}

function describe(page: Page | undefined): string {
  if (!page) return 'not there';
  const { state } = page;
  if (page.life.isDead) return `gone while ${state.phase}`;
  if (state.phase === 'ended') return `ended: ${state.reason}`;
  return state.phase === 'reconnecting' ? `reconnecting: ${state.trouble}` : state.phase;
}

/** @param seed of what the two say meanwhile */
export function simulate(schedule: readonly Timed[], site: SiteOptions = {}, seed = 0): Promise<Outcome> {
  return new Simulation(site, seed).run(schedule);
}

