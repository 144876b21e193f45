/** Orders of events that have broken calls elsewhere, each by its name. */
import { describe, expect, it } from 'vitest';
import { CALL_ID, World, type Page } from '../testing/world.ts';
import { ADDRESS_POLL_MS } from '../machine/timings.ts';

const HOUR_MS = 3_600_000;
const phases = (...pages: readonly Page[]): readonly string[] => pages.map((page) => page.phase);
const roundOf = (page: Page): number => ('exchange' in page.state ? page.state.exchange.round : 0);

function expectTogether(one: Page, other: Page): void {
  expect(phases(one, other)).toEqual(['connected', 'connected']);
  expect(roundOf(one)).toBe(roundOf(other));
}

describe('the two settle in the same round', () => {
  it('when bob\'s reload crosses alice\'s ICE restart', async () => {
    const world = new World();
    const { alice, bob } = await world.call();
    alice.session.dispatch({ type: 'network-changed' });
    const again = await bob.reload('crash');
    await world.run(10_000);
    expectTogether(alice, again);
  });

  it('when both ask at once', async () => {
    const world = new World();
    const { alice, bob } = await world.call();
    alice.faults.delayMs = 60;
    bob.faults.delayMs = 60;
    alice.session.dispatch({ type: 'network-changed' });
    bob.session.dispatch({ type: 'network-changed' });
    await world.run(10_000);
    expectTogether(alice, bob);
  });

  it('when alice\'s machine comes to another network while she waits, of which no event tells: she has offered anew before bob comes', async () => {
    const world = new World();
    const alice = await world.caller();
    alice.browser.addresses = '198.51.100.7';
    await world.run(2 * ADDRESS_POLL_MS);
    expect(roundOf(alice)).toBe(2);
    const bob = await world.visitor();
    bob.session.dispatch({ type: 'join' });
    await world.run(1_000);
    expectTogether(alice, bob);
    expect(roundOf(bob)).toBe(2);
    // In the call it is silence that tells.
    alice.browser.addresses = '203.0.113.9';
    await world.run(60_000);
    expect(roundOf(alice)).toBe(2);
  });

  it.each([['before', 20], ['after', 120]])('when alice reloads just %s bob\'s answer', async (_, afterMs) => {
    const world = new World();
    const alice = await world.caller();
    const bob = await world.visitor();
    bob.faults.delayMs = 50;
    bob.session.dispatch({ type: 'join' });
    await world.run(afterMs);
    const again = await alice.reload();
    await world.run(10_000);
    expectTogether(again, bob);
  });

  it('when an old answer arrives after a new offer', async () => {
    const world = new World();
    const alice = await world.caller();
    const bob = await world.visitor();
    // alice sees nothing while bob answers round 1, and has made round 2 by the time she does.
    alice.faults.holdsSnapshots = true;
    bob.session.dispatch({ type: 'join' });
    await world.run(100);
    alice.session.dispatch({ type: 'network-changed' });
    await world.run(1_000);
    alice.faults.holdsSnapshots = false;
    await world.run(10_000);
    expectTogether(alice, bob);
    expect(roundOf(alice)).toBeGreaterThan(1);
  });

  it.each([true, false, 'late'] as const)('when the outcome of bob\'s claim is unknown (landed: %s)', async (landed) => {
    const world = new World();
    const alice = await world.caller();
    const bob = await world.visitor();
    bob.faults.loseNext({ landed });
    bob.session.dispatch({ type: 'join' });
    await world.run(20_000);
    expectTogether(alice, bob);
  });

  it('when alice sleeps for an hour with bob\'s request waiting', async () => {
    const world = new World();
    const { alice, bob } = await world.call();
    alice.life.freeze();
    const again = await bob.reload();
    await world.run(HOUR_MS);
    expect(again.state).toMatchObject({ phase: 'reconnecting', trouble: 'silent' });
    alice.life.thaw();
    await world.run(10_000);
    expectTogether(alice, again);
  });

  it.each(['a new one', 'one after a reload'])('when an answer is seen before the reply to the offer\'s own commit: %s', async (which) => {
    const world = new World();
    const { alice: first, bob } = await world.call();
    const alice = which === 'a new one' ? first : await first.reload('crash');
    alice.faults.replyMs = 800;
    if (which === 'a new one') alice.session.dispatch({ type: 'peer-silent' });
    await world.run(1_500);
    expectTogether(alice, bob);
    expect(roundOf(alice)).toBe(2);
  });

  it('when both reload at the same moment', async () => {
    const world = new World();
    const { alice, bob } = await world.call();
    const [alice2, bob2] = await Promise.all([alice.reload('crash'), bob.reload('crash')]);
    await world.run(10_000);
    expectTogether(alice2, bob2);
  });
});

describe('both end', () => {
  it('when bob ends the call, and it is swept, while alice is briefly away', async () => {
    const world = new World();
    const { alice, bob } = await world.call();
    alice.close('crash');
    bob.session.dispatch({ type: 'hang-up' });
    await world.run(2_000);
    world.store.put({ callId: CALL_ID, batches: { caller: [], callee: [] } });
    const again = await alice.reload();
    await world.run(2_000);
    expect(again.state).toEqual({ phase: 'ended', reason: 'over' });
  });

  it('when bob sleeps for a minute, and alice gives him up: he reads that it is over, not that she hung up', async () => {
    const world = new World();
    const { alice, bob } = await world.call();
    bob.life.freeze();
    await world.run(60_000);
    expect(alice.state).toEqual({ phase: 'ended', reason: 'other-left' });
    bob.life.thaw();
    await world.run(5_000);
    expect(bob.state).toEqual({ phase: 'ended', reason: 'over' });
  });

  it('with the true reason, when bob reads it in the document before he misses alice', async () => {
    const world = new World();
    const { alice, bob } = await world.call();
    alice.life.freeze();
    const stored = world.store.peek(CALL_ID);
    if (!stored.document) throw new Error('the call stands');
    world.store.put({ ...stored, document: { ...stored.document, ended: { by: 'caller', reason: 'left', at: world.clock.now() } } });
    await world.run(100);
    expect(bob.phase).toBe('connected');
    await world.run(10_000);
    expect(bob.state).toEqual({ phase: 'ended', reason: 'over' });
  });

  it('with the true reason, when bob hears it late on the channel', async () => {
    const world = new World();
    const { bob } = await world.call();
    bob.session.dispatch({ type: 'said-hang-up', reason: 'left' });
    expect(bob.state).toEqual({ phase: 'ended', reason: 'over' });
  });

  it('when alice\'s page is gone and never comes back', async () => {
    const world = new World();
    const { alice, bob } = await world.call();
    alice.close('goodbye');
    await world.run(40_000);
    expect(bob.state).toEqual({ phase: 'ended', reason: 'other-left' });
  });
});

it('a vanished document ends nothing between two who are talking', async () => {
  const world = new World();
  const { alice, bob } = await world.call();
  world.store.put({ callId: CALL_ID, batches: { caller: [], callee: [] } });
  await world.run(60_000);
  expectTogether(alice, bob);
});

it('media goes on, over the same connection, while the store is away for a minute', async () => {
  const world = new World();
  const { alice, bob } = await world.call();
  const made = world.peers.made.length;
  alice.faults.isOffline = true;
  bob.faults.isOffline = true;
  alice.session.dispatch({ type: 'network-changed' });
  await world.run(60_000);
  expectTogether(alice, bob);
  expect(world.peers.made.length).toBe(made);
});

describe('a caller who reloads before her call stands', () => {
  it('starts it again, at the same link', async () => {
    const world = new World();
    const alice = world.page(world.browser('alice'));
    alice.faults.delayMs = 500;
    alice.session.dispatch({ type: 'start' });
    await world.run(100);
    const again = await alice.reload('crash');
    await world.run(2_000);
    expect(again.phase).toBe('ringing');
    const bob = await world.visitor();
    bob.session.dispatch({ type: 'join' });
    await world.run(2_000);
    expect([again.phase, bob.phase]).toEqual(['connected', 'connected']);
  });
});
