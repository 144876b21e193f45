/** A page that comes back by another way than a reload: at the lobby, until a press. */
import { beforeEach, describe, expect, it } from 'vitest';
import { CALL_ID, World, type Page } from '../testing/world.ts';
import { RETURN_MS } from '../machine/timings.ts';

let world: World;

beforeEach(() => {
  world = new World();
});

async function inNewTab(page: Page, how: 'goodbye' | 'crash' = 'goodbye'): Promise<Page> {
  page.close(how);
  await world.run(1_000);
  const next = world.page(page.browser);
  next.session.open();
  await world.run(2_000);
  return next;
}

const troubleOf = ({ state }: Page): string | undefined => (state.phase === 'reconnecting' ? state.trouble : undefined);
const standing = () => world.store.peek(CALL_ID).document;

describe.each(['alice', 'bob'] as const)('%s closes the tab in mid-call and opens the link in a new one', (name) => {
  it('is not in the call before the press, and the other side waits two minutes', async () => {
    const { alice, bob } = await world.call();
    const [leaver, other] = name === 'alice' ? [alice, bob] : [bob, alice];
    const connections = world.peers.made.length;

    const back = await inNewTab(leaver);

    expect([back.phase, troubleOf(other)]).toEqual(['returning', 'returning']);
    expect(world.peers.made).toHaveLength(connections);
    await world.run(RETURN_MS - 10_000);
    expect(troubleOf(other)).toBe('returning');

    back.session.dispatch({ type: 'join' });
    await world.run(3_000);
    expect([back.phase, other.phase]).toEqual(['connected', 'connected']);
  });

  it('and never presses: the other side is told that they left, and the lobby that it is over', async () => {
    const { alice, bob } = await world.call();
    const [leaver, other] = name === 'alice' ? [alice, bob] : [bob, alice];
    const back = await inNewTab(leaver);
    await world.run(RETURN_MS);
    expect([other.state, back.state]).toEqual([{ phase: 'ended', reason: 'other-left' }, { phase: 'ended', reason: 'over' }]);
    expect(world.clock.pending).toBe(0);
  });

  it('and hangs up at the lobby: the other side is told', async () => {
    const { alice, bob } = await world.call();
    const [leaver, other] = name === 'alice' ? [alice, bob] : [bob, alice];
    const back = await inNewTab(leaver);
    back.session.dispatch({ type: 'hang-up' });
    await world.run(1_000);
    expect([other.state, back.state]).toEqual([{ phase: 'ended', reason: 'other-hung-up' }, { phase: 'ended', reason: 'you-hung-up' }]);
  });

  it('while the other side reloads: the press brings both together', async () => {
    const { alice, bob } = await world.call();
    const [leaver, other] = name === 'alice' ? [alice, bob] : [bob, alice];
    const back = await inNewTab(leaver);
    const reloaded = await other.reload();
    await world.run(5_000);
    expect(back.phase).toBe('returning');
    back.session.dispatch({ type: 'join' });
    await world.run(6_000);
    expect([back.phase, reloaded.phase]).toEqual(['connected', 'connected']);
  });
});

it('alice, who waits, opens her link in a new tab: she waits on once she presses, and nothing is written before', async () => {
  const alice = await world.caller();
  const back = await inNewTab(alice);
  expect([back.phase, standing()?.returning]).toEqual(['returning', {}]);
  back.session.dispatch({ type: 'join' });
  await world.run(1_000);
  expect(back.phase).toBe('ringing');
  const bob = await world.visitor();
  bob.session.dispatch({ type: 'join' });
  await world.run(1_000);
  expect([back.phase, bob.phase]).toEqual(['connected', 'connected']);
});

it.each(['goodbye', 'crash'] as const)('bob joins while alice stands at her own lobby after a %s: her press connects them', async (how) => {
  const alice = await world.caller();
  const back = await inNewTab(alice, how);
  const bob = await world.visitor();
  bob.session.dispatch({ type: 'join' });
  await world.run(2_000);
  // Who is marked as away is waited for without taking the seat.
  expect([back.phase, standing()?.returning]).toEqual(['returning', how === 'goodbye' ? {} : { caller: 1 }]);
  back.session.dispatch({ type: 'join' });
  await world.run(5_000);
  expect([back.phase, bob.phase]).toEqual(['connected', 'connected']);
});

it('bob presses before it is known that he is back: that is a press', async () => {
  const { alice, bob } = await world.call();
  bob.close('goodbye');
  await world.run(1_000);
  const back = world.page(bob.browser);
  back.session.open();
  back.session.dispatch({ type: 'join' });
  await world.run(5_000);
  expect([alice.phase, back.phase]).toEqual(['connected', 'connected']);
});
