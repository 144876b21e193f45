/** A person who opens a link: the messages they get, and that they can join before the look-up. */
import { describe, expect, it } from 'vitest';
import { LEASE_MS } from '#protocol/lifetimes.ts';
import { World, type Page } from '../testing/world.ts';

const reasonOf = (page: Page): string | undefined => (page.state.phase === 'ended' ? page.state.reason : undefined);

describe('a person who opens a link is told', () => {
  it('that there is no such call', async () => {
    expect(reasonOf(await new World().visitor())).toBe('not-found');
  });

  it('that it is full, when two are in it, who notice nothing', async () => {
    const world = new World();
    const { alice, bob } = await world.call();
    const carol = await world.visitor(world.browser('carol'));
    expect([reasonOf(carol), alice.phase, bob.phase]).toEqual(['full', 'connected', 'connected']);
  });

  it('that it is full, when another was quicker from the lobby', async () => {
    const world = new World();
    await world.caller();
    const bob = await world.visitor();
    const carol = await world.visitor(world.browser('carol'));
    bob.session.dispatch({ type: 'join' });
    carol.session.dispatch({ type: 'join' });
    await world.run(5_000);
    expect([bob.phase, reasonOf(carol)]).toEqual(['connected', 'full']);
  });

  it('that it is over, or has expired', async () => {
    const world = new World();
    const alice = await world.caller();
    alice.session.dispatch({ type: 'hang-up' });
    await world.run(1_000);
    expect(reasonOf(await world.visitor())).toBe('over');
    const late = new World();
    await late.caller();
    await late.run(LEASE_MS + 1);
    expect(reasonOf(await late.visitor())).toBe('expired');
  });

  it('that the link\'s key is wrong, before anything is claimed', async () => {
    const world = new World();
    const alice = await world.caller();
    expect(reasonOf(await world.visitor(world.browser('bob'), { secret: 'another' }))).toBe('wrong-key');
    expect(alice.phase).toBe('ringing');
  });

  it('that the caller is away, and is connected when she comes back', async () => {
    const world = new World();
    const alice = await world.caller();
    alice.close('goodbye');
    const bob = await world.visitor();
    expect(bob.state).toMatchObject({ phase: 'answering', isCallerAway: true });
    bob.session.dispatch({ type: 'join' });
    await world.run(1_000);
    expect(bob.state).toMatchObject({ phase: 'answering', isJoining: true });
    const again = await alice.reload();
    await world.run(2_000);
    expect([again.phase, bob.phase]).toEqual(['connected', 'connected']);
  });

  it('that the call has ended, when the caller hangs up while bob is in the lobby', async () => {
    const world = new World();
    const alice = await world.caller();
    const bob = await world.visitor();
    alice.session.dispatch({ type: 'hang-up' });
    await world.run(1_000);
    expect(reasonOf(bob)).toBe('other-hung-up');
  });
});

describe('a person who presses Join before the link is looked up', () => {
  it('is in the call as soon as can be', async () => {
    const world = new World();
    const alice = await world.caller();
    const bob = world.page(world.browser('bob'));
    bob.session.open();
    bob.session.dispatch({ type: 'join' });
    expect(bob.state).toMatchObject({ phase: 'preparing', isJoining: true });
    await world.run(1_000);
    expect([alice.phase, bob.phase]).toEqual(['connected', 'connected']);
  });

  it('is told why there is nothing to join', async () => {
    const world = new World();
    const bob = world.page(world.browser('bob'));
    bob.session.open();
    bob.session.dispatch({ type: 'join' });
    await world.run(1_000);
    expect(reasonOf(bob)).toBe('not-found');
  });
});
