/** Two tabs of one browser at one call: they share a user id, and know of each other by the lock that one of them holds. */
import { beforeEach, describe, expect, it } from 'vitest';
import { World, type Page } from '../testing/world.ts';

let world: World;

beforeEach(() => {
  world = new World();
});

async function secondTab({ browser }: Page, how: Parameters<Page['session']['open']>[0] = {}): Promise<Page> {
  const page = world.page(browser);
  page.session.open(how);
  await world.run(3_000);
  return page;
}

describe.each(['alice', 'bob'] as const)('%s, who is in the call', (name) => {
  it('opens the link in a second tab: it is said to be open in another one, and the call goes on', async () => {
    const { alice, bob } = await world.call();
    const [first, other] = name === 'alice' ? [alice, bob] : [bob, alice];
    const second = await secondTab(first);
    expect(second.state).toEqual({ phase: 'ended', reason: 'open-elsewhere' });
    expect([first.phase, other.phase]).toEqual(['connected', 'connected']);
  });

  it('goes on in the second tab: the first says where the call is, and neither side is told that it is over', async () => {
    const { alice, bob } = await world.call();
    const [first, other] = name === 'alice' ? [alice, bob] : [bob, alice];
    const second = await secondTab(first, { takesOver: true });
    await world.run(6_000);
    expect(first.state).toEqual({ phase: 'ended', reason: 'open-elsewhere' });
    expect([second.phase, other.phase]).toEqual(['connected', 'connected']);
  });
});

it('carol opens the link of a call that two others are in: it is full', async () => {
  await world.call();
  const carol = await world.visitor(world.browser('carol'));
  expect(carol.state).toEqual({ phase: 'ended', reason: 'full' });
});

describe('alice, who waits, opens her own link in a second tab', () => {
  it('is told that it is her own, and bob can still join', async () => {
    const alice = await world.caller();
    const second = await secondTab(alice);
    expect(second.state).toMatchObject({ phase: 'answering', isOwnLink: true });
    const bob = await world.visitor();
    bob.session.dispatch({ type: 'join' });
    await world.run(2_000);
    expect([alice.phase, bob.phase]).toEqual(['connected', 'connected']);
    // The seat is taken, and her first tab is in the call.
    expect(second.state).toEqual({ phase: 'ended', reason: 'open-elsewhere' });
  });

  it('and waits there instead', async () => {
    const alice = await world.caller();
    const second = await secondTab(alice, { takesOver: true });
    expect([alice.state, second.phase]).toEqual([{ phase: 'ended', reason: 'open-elsewhere' }, 'ringing']);
    const bob = await world.visitor();
    bob.session.dispatch({ type: 'join' });
    await world.run(2_000);
    expect([second.phase, bob.phase]).toEqual(['connected', 'connected']);
  });
});

describe('bob has the link open in two tabs, both at the lobby', () => {
  it.each([['one after the other', 2_000], ['at once', 0]])('and joins in both, %s: he is in the call in one, and the other says where it is, and goes on with it', async (_when, apartMs) => {
    const alice = await world.caller();
    const first = await world.visitor();
    const second = await secondTab(first);
    first.session.dispatch({ type: 'join' });
    await world.run(apartMs);
    second.session.dispatch({ type: 'join' });
    await world.run(6_000);
    expect([alice.phase, first.phase, second.state]).toEqual(['connected', 'connected', { phase: 'ended', reason: 'open-elsewhere' }]);
    const third = await secondTab(first, { takesOver: true });
    await world.run(6_000);
    expect([alice.phase, third.phase]).toEqual(['connected', 'connected']);
  });
});
