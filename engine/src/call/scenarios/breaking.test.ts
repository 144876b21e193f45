/**
 * Every port of a session, broken once at each of its calls: whatever it is, no listener is lost, waits for ever or is
 * told nothing, and nothing is left behind.
 */
import { expect, it } from 'vitest';
import type { CallPorts } from '../call-ports.ts';
import { World, type Page } from '../testing/world.ts';

type How = 'throws' | 'rejects';

/** Breaks the call number `at` of the function that is named so, as often as there are any. */
class Breakage {
  readonly calls = new Map<string, number>();
  readonly #name: string;
  readonly #at: number;
  readonly #how: How;

  constructor(name: string, at: number, how: How) {
    this.#name = name;
    this.#at = at;
    this.#how = how;
  }

  get hasStruck(): boolean {
    return (this.calls.get(this.#name) ?? 0) >= this.#at;
  }

  ports({ clock, logger, ...ports }: CallPorts): CallPorts {
    return { ...this.#in('', { ...ports, channel: this.#in('channel.', ports.channel), seal: this.#in('seal.', ports.seal), roles: this.#in('roles.', ports.roles) }), clock, logger };
  }

  #in<T extends object>(prefix: string, whole: T): T {
    return new Proxy(whole, {
      get: (target, key) => {
        const value: unknown = Reflect.get(target, key, target);
        if (typeof value !== 'function') return value;
        return (...given: readonly unknown[]): unknown => this.#call(`${prefix}${String(key)}`, () => Reflect.apply(value, target, given) as unknown);
      },
      // Spread, a proxy gives what it has: each function through the trap above.
      getOwnPropertyDescriptor: (target, key) => ({ ...Reflect.getOwnPropertyDescriptor(target, key), configurable: true, enumerable: true }),
    });
  }

  #call(name: string, work: () => unknown): unknown {
    const count = (this.calls.get(name) ?? 0) + 1;
    this.calls.set(name, count);
    const strikes = name === this.#name && count === this.#at;
    if (strikes && this.#how === 'throws') throw new TypeError(`${name} broke`);
    const result = work();
    if (strikes && result instanceof Promise) return result.then(() => Promise.reject(new TypeError(`${name} broke`)));
    if (name === 'createPeer') return this.#in('peer.', result as object);
    return name === 'seal.createInstance' ? (result as Promise<object>).then((keys) => this.#in('keys.', keys)) : result;
  }
}

/** A whole call with what happens in one: a change of network, a loss, a guest who is let go, and the end. */
async function liveThrough(who: 'alice' | 'bob', breakage: Breakage): Promise<readonly string[]> {
  const faults: string[] = [];
  const world = new World({ cleanUp: 'parties' });
  const options = { ports: (ports: CallPorts) => breakage.ports(ports) };
  const alice = world.page(world.browser('alice'), {}, who === 'alice' ? options : {});
  alice.session.dispatch({ type: 'start' });
  await world.run(1_000);
  const bob = world.page(world.browser('bob'), {}, who === 'bob' ? options : {});
  // Before the call stands there is no link to open.
  if (alice.session.view.link !== undefined) bob.session.open();
  await world.run(1_000);
  for (const { session } of [alice, bob]) session.tellDevices({ microphone: true, camera: false });
  bob.session.dispatch({ type: 'join' });
  await world.run(1_000);
  for (const { session } of [alice, bob]) session.setTrack('microphone', null);
  alice.session.dispatch({ type: 'network-changed' });
  await world.run(2_000);
  world.peers.network.fail();
  await world.run(5_000);
  bob.session.dispatch({ type: 'join' }); // Told why his join failed, bob presses again.
  await world.run(60_000);
  const calm = ['connected', 'ended', 'idle', ...(bob.phase === 'ended' ? ['ringing'] : []), ...(alice.phase === 'ended' ? [] : ['answering'])];
  for (const page of [alice, bob]) if (!calm.includes(page.phase)) faults.push(`still ${told(page)}, the other ${told(page === alice ? bob : alice)}`);
  if (alice.phase === 'connected' && bob.phase === 'answering') faults.push('alice is connected, and bob is not');
  for (const { session } of [alice, bob]) session.leave();
  for (const { session } of [alice, bob]) session.dispatch({ type: 'hang-up' });
  await world.run(400_000);
  for (const page of [alice, bob]) if (page.phase !== 'ended' && page.phase !== 'idle') faults.push(`never ended: ${told(page)}`);
  if (world.clock.pending > 0) faults.push(`${world.clock.pending} timers are left`);
  const open = world.peers.made.filter(({ isClosed }) => !isClosed).length;
  if (open > 0) faults.push(`${open} connections are left`);
  return faults;
}

const told = ({ state }: Page): string => (state.phase === 'ended' ? state.reason : state.phase);

/** Later calls of the same function mostly come in the same places. */
const MOST_CALLS = 12;

it.each(['alice', 'bob'] as const)('whatever breaks on %s’s page, at whichever call, both are told how the call stands and nothing is left', async (who) => {
  const unbroken = new Breakage('', 0, 'throws');
  expect(await liveThrough(who, unbroken)).toEqual([]);
  const failures: string[] = [];
  for (const [name, calls] of unbroken.calls) {
    for (const how of ['throws', 'rejects'] as const) {
      for (let at = 1; at <= Math.min(calls, MOST_CALLS); at++) {
        const breakage = new Breakage(name, at, how);
        const faults = await liveThrough(who, breakage);
        if (faults.length > 0) failures.push(`${name}, call ${at}, ${how}: ${faults.join('; ')}`);
        if (!breakage.hasStruck) failures.push(`${name}, call ${at}: never came`);
      }
    }
  }
  expect(unbroken.calls.size).toBeGreaterThan(20);
  expect(failures).toEqual([]);
});
