/**
 * What the store does wrong, at every stage of a call: it comes right again, or a reason is on the screen. Reasons of
 * both sides where they differ, alice's first; `ringing` is an alice who notices nothing of what befalls bob's lobby.
 */
import { describe, expect, it } from 'vitest';
import { LEASE_MS, LEASE_RENEWAL_MS } from '#protocol/lifetimes.ts';
import { failing, outcomeOf, silent, STAGES, told, type Fault, type Stage } from '../testing/store-trouble.ts';
import { CALL_ID, World } from '../testing/world.ts';
import { REFUSED_MS } from '../machine/timings.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** Media that flows is not touched: outcomeOf sees to it that both stay connected, over the same peers, all the while. */
const FLOWS_ON = { connected: 'connected' } as const;

/** Without a path and without a message in the store no step is possible for longer than a person waits. */
const GIVES_UP = { reconnecting: 'other-left' } as const;

/** Faults that pass by waiting. The link of a call that was never written was never shown, so it is not opened. */
const passing = (failure: 'unavailable' | 'offline' | 'quota-exhausted'): Readonly<Record<Stage, string>> => ({
  starting: `${failure} / not-found`,
  ringing: 'connected',
  lobby: failure === 'quota-exhausted' ? 'ringing / quota-exhausted' : 'ringing / unavailable',
  joining: `bob is told ${failure}, then connected`,
  connecting: 'connected',
  ...FLOWS_ON,
  // Nothing is known of the other side then: the store is what is named.
  reconnecting: failure,
});

/** What doesn't, but for who waits: a refusal may be for a token that could not be renewed in time. */
const final = (failure: 'refused' | 'signed-out'): Readonly<Record<Stage, string>> => ({
  starting: `${failure} / not-found`,
  ringing: 'connected',
  lobby: `ringing / ${failure}`,
  joining: `ringing / ${failure}`,
  connecting: failure,
  ...FLOWS_ON,
  reconnecting: failure,
});

const recovers: Readonly<Record<Stage, string>> = {
  starting: 'connected', ringing: 'connected', lobby: 'connected', joining: 'connected', connecting: 'connected', ...FLOWS_ON, ...GIVES_UP,
};

const FAULTS: readonly (readonly [what: string, fault: Fault, outcomes: Readonly<Record<Stage, string>>])[] = [
  ['the store is unavailable for 60 s', failing('unavailable', MINUTE_MS), passing('unavailable')],
  ['the machine is offline for 60 s', failing('offline', MINUTE_MS), passing('offline')],
  ['the quota is exhausted for 60 s', failing('quota-exhausted', MINUTE_MS), passing('quota-exhausted')],
  ['everything is refused', failing('refused', MINUTE_MS), final('refused')],
  ['the sign-in is void', failing('signed-out', MINUTE_MS), final('signed-out')],
  ['a snapshot takes 30 s', silent(MINUTE_MS / 2), recovers],
  ['the listeners have died silently for 60 s', silent(MINUTE_MS), { ...recovers, lobby: 'ringing / unavailable' }],
];

describe.each(FAULTS)('%s', (_, fault, outcomes) => {
  it.each(STAGES)('%s', async (stage) => {
    expect(await outcomeOf(stage, fault)).toBe(outcomes[stage]);
  });
});

describe.each(['refused', 'signed-out'] as const)('a side that waits and is %s', (failure) => {
  it.each([['alice', 'ringing'], ['bob', 'answering']] as const)('%s goes on, and is told after two minutes of it', async (whose, phase) => {
    const world = new World();
    const people = { alice: await world.caller(), bob: await world.visitor() };
    const page = people[whose];
    page.faults.failure = failure;
    await world.run(REFUSED_MS - 1_000);
    expect(page.phase).toBe(phase);
    await world.run(2_000);
    expect(told(page, page)).toBe(failure);
  });

  it('now and then, for hours, has been served in between: the two connect', async () => {
    const world = new World();
    const [alice, bob] = [await world.caller(), await world.visitor()];
    for (let hours = 0; hours < 5; hours++) {
      alice.session.dispatch({ type: 'network-changed' });
      for (const { faults } of [alice, bob]) faults.failure = failure;
      await world.run(REFUSED_MS - 5_000);
      for (const { faults } of [alice, bob]) faults.failure = undefined;
      await world.run(HOUR_MS);
    }
    bob.session.dispatch({ type: 'join' });
    await world.run(5_000);
    expect(told(alice, bob)).toBe('connected');
  });
});

describe.each([['a day fast', DAY_MS], ['a day slow', -DAY_MS]])('a clock that is %s', (_, clockErrorMs) => {
  it.each(['alice', 'bob'])('%s\'s: the two connect, and come back to each other after 12 hours', async (whose) => {
    const world = new World();
    const alice = await world.caller('alice', whose === 'alice' ? { clockErrorMs } : {});
    const bob = await world.visitor(world.browser('bob'), whose === 'bob' ? { clockErrorMs } : {});
    expect(bob.phase).toBe('answering');
    bob.session.dispatch({ type: 'join' });
    await world.run(5_000);
    expect(told(alice, bob)).toBe('connected');
    // Past the time at which the lease is extended.
    await world.run(12 * HOUR_MS);
    const again = await bob.reload('crash');
    await world.run(10_000);
    expect(told(alice, again)).toBe('connected');
  });

  it('the link is good all day, and no longer than its lease', async () => {
    const world = new World();
    const alice = await world.caller('alice', { clockErrorMs });
    await world.run(20 * HOUR_MS);
    const bob = await world.visitor();
    bob.session.dispatch({ type: 'join' });
    await world.run(5_000);
    expect(told(alice, bob)).toBe('connected');
    const forgotten = new World();
    const caller = await forgotten.caller('alice', { clockErrorMs });
    await forgotten.run(LEASE_MS - MINUTE_MS);
    expect(told(caller, caller)).toBe('ringing');
    await forgotten.run(2 * MINUTE_MS);
    expect(told(caller, caller)).toBe('expired');
  });

  it('is set so while alice waits, and in mid-call: neither side is told', async () => {
    const world = new World();
    const alice = await world.caller();
    alice.life.clockErrorMs = clockErrorMs;
    alice.faults.repeat();
    await world.run(5_000);
    const bob = await world.visitor();
    bob.life.clockErrorMs = clockErrorMs;
    bob.faults.repeat();
    await world.run(5_000);
    bob.session.dispatch({ type: 'join' });
    await world.run(5_000);
    expect(told(alice, bob)).toBe('connected');
    alice.life.clockErrorMs = -clockErrorMs;
    alice.faults.repeat();
    await world.run(12 * HOUR_MS);
    expect(told(alice, bob)).toBe('connected');
    // And the lease is kept up by the store's clock.
    expect((world.store.peek(CALL_ID).document?.expiresAt ?? 0) - world.clock.now()).toBeGreaterThan(LEASE_RENEWAL_MS);
    world.peers.network.fail();
    await world.run(10_000);
    expect(told(alice, bob)).toBe('connected');
  });
});

it('bob’s clock is a day fast and the store answers no read as he opens the link: he is told that, and not that the link has expired', async () => {
  const world = new World();
  await world.caller();
  const bob = world.page(world.browser('bob'), {}, { clockErrorMs: DAY_MS });
  bob.faults.failReads = true;
  bob.session.dispatch({ type: 'open' });
  await world.run(MINUTE_MS);
  expect(told(bob, bob)).toBe('unavailable');
});

it('and one read later it does: bob, who was just reloaded, is back in the call', async () => {
  const world = new World();
  const alice = await world.caller();
  const bob = await world.visitor(world.browser('bob'), { clockErrorMs: DAY_MS });
  bob.session.dispatch({ type: 'join' });
  await world.run(5_000);
  const again = await bob.reload();
  again.faults.failReads = true;
  await world.run(2_000);
  expect(told(again, again)).toBe('preparing');
  again.faults.failReads = false;
  await world.run(10_000);
  expect(told(alice, again)).toBe('connected');
});
