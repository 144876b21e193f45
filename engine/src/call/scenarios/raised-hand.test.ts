import { describe, expect, it } from 'vitest';
import { CALL_ID, World } from '../testing/world.ts';

type Side = Awaited<ReturnType<World['call']>>['alice'];

const isSeen = ({ session }: Side): boolean | undefined => session.view.remote.record?.raisedHand;

describe('a raised hand', () => {
  it('is seen on the other side until it is lowered, and costs the store nothing', async () => {
    const world = new World();
    const { alice, bob } = await world.call();
    const before = world.store.peek(CALL_ID);
    bob.session.tellHand(true);
    await world.run(100);
    expect([isSeen(alice), isSeen(bob)]).toEqual([true, false]);
    bob.session.tellHand(false);
    await world.run(100);
    expect(isSeen(alice)).toBe(false);
    expect(world.store.peek(CALL_ID)).toEqual(before);
  });

  it('stays up over the connection that takes the place of a lost one', async () => {
    const world = new World();
    const { alice, bob } = await world.call();
    alice.session.tellHand(true);
    await world.run(100);
    const seen: (boolean | undefined)[] = [];
    bob.session.observe(({ remote }) => seen.push(remote.record?.raisedHand));
    world.peers.network.fail();
    await world.run(5_000);
    expect([alice.phase, bob.phase, new Set(seen)]).toEqual(['connected', 'connected', new Set([true])]);
  });

  it('is down once the page of its side was reloaded', async () => {
    const world = new World();
    const { alice, bob } = await world.call();
    alice.session.tellHand(true);
    await world.run(100);
    await alice.reload();
    await world.run(3_000);
    expect([bob.phase, isSeen(bob)]).toEqual(['connected', false]);
  });
});
