/** A site without functions: what a call leaves in the store is removed by its own two pages. */
import { describe, expect, it } from 'vitest';
import { LEASE_MS } from '#protocol/lifetimes.ts';
import { LATE_MS } from '../../signaling/memory/memory-faults.ts';
import { late } from '../../signaling/testing/messages-of-a-call.ts';
import { CALL_ID, World, type Page } from '../testing/world.ts';
import { CLEAN_UP_MS, LEAVE_MS } from '../machine/timings.ts';

const reasonOf = (page: Page): string | undefined => (page.state.phase === 'ended' ? page.state.reason : undefined);
const ALL_CLEARED_MS = CLEAN_UP_MS.caller + 2_000;

function worldWithoutFunctions(): World {
  return new World({ cleanUp: 'parties' });
}

function expectNothingLeft(world: World, ...pages: readonly Page[]): void {
  const { document, batches } = world.store.peek(CALL_ID);
  expect([document, batches.caller, batches.callee]).toEqual([undefined, [], []]);
  for (const { browser } of pages) expect(browser.pendingCleanups.size).toBe(0);
  expect(world.clock.pending).toBe(0);
}

describe('without functions a call leaves nothing', () => {
  it.each(['alice', 'bob'] as const)('when %s hangs up', async (who) => {
    const world = worldWithoutFunctions();
    const people = await world.call();
    people[who].session.dispatch({ type: 'hang-up' });
    await world.run(1_000);
    // A side that has not heard it yet can still read it.
    expect(world.store.peek(CALL_ID).document?.ended).toMatchObject({ reason: 'hung-up' });
    await world.run(ALL_CLEARED_MS);
    expect(new Set([reasonOf(people.alice), reasonOf(people.bob)])).toEqual(new Set(['other-hung-up', 'you-hung-up']));
    expectNothingLeft(world, people.alice, people.bob);
  });

  it('when alice gives up waiting, or is turned away', async () => {
    const waiting = worldWithoutFunctions();
    const alice = await waiting.caller();
    alice.session.dispatch({ type: 'hang-up' });
    await waiting.run(ALL_CLEARED_MS);
    expectNothingLeft(waiting, alice);

    const declined = worldWithoutFunctions();
    const caller = await declined.caller();
    const bob = await declined.visitor();
    bob.session.dispatch({ type: 'decline' });
    await declined.run(ALL_CLEARED_MS);
    expect(reasonOf(caller)).toBe('declined');
    expectNothingLeft(declined, caller, bob);
  });

  it('when alice hangs up before her offer stands', async () => {
    const world = worldWithoutFunctions();
    const alice = world.page(world.browser('alice'));
    alice.session.dispatch({ type: 'start' });
    alice.session.dispatch({ type: 'hang-up' });
    await world.run(60_000);
    expectNothingLeft(world, alice);
  });

  it('but what her browser remembers, where the commit that makes the call may still arrive', async () => {
    const world = worldWithoutFunctions();
    const alice = world.page(world.browser('alice'));
    alice.faults.loseNext({ landed: 'late' });
    alice.session.dispatch({ type: 'start' });
    await world.run(1_000);
    alice.session.dispatch({ type: 'hang-up' });
    await world.run(ALL_CLEARED_MS);
    expect(world.store.peek(CALL_ID).document).toBeUndefined();
    await world.run(LATE_MS);
    expect(world.store.peek(CALL_ID).document).toBeDefined();
    expect([...alice.browser.pendingCleanups]).toEqual([CALL_ID]);
  });

  it('where the reply to the commit that makes the call was lost, and the commit stands', async () => {
    const world = worldWithoutFunctions();
    const alice = world.page(world.browser('alice'));
    alice.faults.loseNext({ landed: true });
    alice.session.dispatch({ type: 'start' });
    await world.run(1_000);
    alice.session.dispatch({ type: 'hang-up' });
    await world.run(ALL_CLEARED_MS);
    expectNothingLeft(world, alice);
  });

  it('when bob’s page goes and alice waits for him in vain', async () => {
    const world = worldWithoutFunctions();
    const { alice, bob } = await world.call();
    bob.close('goodbye');
    await world.run(LEAVE_MS + 1_000 + ALL_CLEARED_MS);
    expect(reasonOf(alice)).toBe('other-left');
    expectNothingLeft(world, alice);
  });

  it('when alice hangs up and her page is gone before she could write it', async () => {
    const world = worldWithoutFunctions();
    const { alice, bob } = await world.call();
    alice.faults.isOffline = true;
    alice.session.dispatch({ type: 'hang-up' });
    await world.run(500);
    alice.close('crash');
    await world.run(ALL_CLEARED_MS);
    expect(reasonOf(bob)).toBe('other-hung-up');
    expectNothingLeft(world, bob);
    expect(alice.browser.pendingCleanups).toEqual(new Set([CALL_ID]));
  });

  it.each(['alice', 'bob'] as const)('when bob has come back and %s hangs up: what his first page wrote late goes, too', async (who) => {
    const world = worldWithoutFunctions();
    const { alice, bob } = await world.call();
    await world.store.channel(CALL_ID, 'bob').commit(late('callee', 1, 1));
    const again = await bob.reload();
    await world.run(5_000);
    expect([alice.phase, again.phase]).toEqual(['connected', 'connected']);
    const hangs = { alice, bob: again }[who];
    const other = { alice: again, bob: alice }[who];
    other.close('crash');
    hangs.session.dispatch({ type: 'hang-up' });
    await world.run(ALL_CLEARED_MS);
    expectNothingLeft(world, hangs);
  });

  it('when bob’s page crashes once he has joined, and he hangs up as soon as it is back', async () => {
    const world = worldWithoutFunctions();
    const { alice, bob } = await world.call();
    alice.close('crash');
    const again = await bob.reload('crash');
    await world.run(200);
    again.session.dispatch({ type: 'hang-up' });
    await world.run(ALL_CLEARED_MS);
    expect(world.store.peek(CALL_ID).document).toBeUndefined();
    expectNothingLeft(world, again);
  });

  it('when candidates were on their way as the other side hung up', async () => {
    const world = worldWithoutFunctions();
    const { alice, bob } = await world.call();
    await world.store.channel(CALL_ID, 'bob').commit(late('callee', 1, 1));
    alice.session.dispatch({ type: 'hang-up' });
    bob.close('crash');
    await world.run(ALL_CLEARED_MS);
    expectNothingLeft(world, alice);
  });

  it('when a person opens a link that has expired', async () => {
    const world = worldWithoutFunctions();
    const alice = await world.caller();
    alice.close('crash');
    await world.run(LEASE_MS);
    const bob = await world.visitor();
    expect(reasonOf(bob)).toBe('expired');
    await world.run(ALL_CLEARED_MS);
    expectNothingLeft(world, bob);
  });
});

describe('without functions no page removes', () => {
  it('a call that goes on, when a third one looks in', async () => {
    const world = worldWithoutFunctions();
    const { alice, bob } = await world.call();
    const carol = await world.visitor(world.browser('carol'));
    await world.run(ALL_CLEARED_MS);
    expect([reasonOf(carol), alice.phase, bob.phase]).toEqual(['full', 'connected', 'connected']);
    expect(world.store.peek(CALL_ID).document).toBeDefined();
    expect([carol.browser.pendingCleanups.size, alice.browser.pendingCleanups.size]).toEqual([0, 1]);
  });

  it('what the store does not let them: it is remembered', async () => {
    const world = worldWithoutFunctions();
    const { alice, bob } = await world.call();
    bob.close('crash');
    alice.session.dispatch({ type: 'hang-up' });
    await world.run(1_000);
    alice.faults.isOffline = true;
    await world.run(60_000);
    expect(world.store.peek(CALL_ID).document).toBeDefined();
    expect(alice.browser.pendingCleanups).toEqual(new Set([CALL_ID]));
    expect(world.clock.pending).toBe(0);
  });
});

it('with functions the parties remove nothing', async () => {
  const world = new World();
  const { alice } = await world.call();
  alice.session.dispatch({ type: 'hang-up' });
  await world.run(60_000);
  expect(world.store.peek(CALL_ID).document?.ended).toBeDefined();
});
