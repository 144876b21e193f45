import { describe, expect, it } from 'vitest';
import { CALL_ID, World } from '../testing/world.ts';

const SCREEN = { kind: 'video', label: 'a screen' } as unknown as MediaStreamTrack;

describe('a shared screen', () => {
  it('is shown on the other side while it is shared, beside the camera, and costs the store nothing', async () => {
    const world = new World();
    const { alice, bob } = await world.call();
    expect(bob.session.view.remote.screen).toBeUndefined();
    const before = world.store.peek(CALL_ID);
    alice.session.setTrack('screen', SCREEN);
    alice.session.tellScreen(true);
    await world.run(100);
    const { screen, stream } = bob.session.view.remote;
    expect(screen?.getTracks().map(({ kind }) => kind)).toEqual(['video', 'audio']);
    expect(screen).not.toBe(stream);
    expect(alice.session.view.remote.screen).toBeUndefined();
    alice.session.tellScreen(false);
    await world.run(100);
    expect(bob.session.view.remote.screen).toBeUndefined();
    expect(world.store.peek(CALL_ID)).toEqual(before);
  });

  it('of each side is shown on the other: neither takes the other’s place', async () => {
    const world = new World();
    const { alice, bob } = await world.call();
    for (const { session } of [alice, bob]) session.tellScreen(true);
    await world.run(100);
    expect([alice, bob].map(({ session }) => session.view.remote.screen !== undefined)).toEqual([true, true]);
  });

  it('is shown over the connection that takes the place of a lost one, from its first moment on', async () => {
    const world = new World();
    const { alice, bob } = await world.call();
    alice.session.setTrack('screen', SCREEN);
    alice.session.tellScreen(true);
    await world.run(100);
    const shown: boolean[] = [];
    bob.session.observe(({ remote }) => shown.push(remote.screen !== undefined));
    world.peers.network.fail();
    await world.run(5_000);
    expect([alice.phase, bob.phase, new Set(shown)]).toEqual(['connected', 'connected', new Set([true])]);
  });

  it('is gone once the page of its side was reloaded', async () => {
    const world = new World();
    const { alice, bob } = await world.call();
    alice.session.tellScreen(true);
    await world.run(100);
    await alice.reload();
    await world.run(3_000);
    expect([bob.phase, bob.session.view.remote.screen]).toEqual(['connected', undefined]);
  });
});
