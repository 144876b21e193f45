import { afterEach, expect, it, vi } from 'vitest';
import { HostileWorld } from './testing/hostile-world.ts';

afterEach(() => vi.restoreAllMocks());

it('the answer is sealed in the lobby, once, and given as it is at the click', async () => {
  const world = new HostileWorld();
  const alice = await world.caller();
  const sealing = vi.spyOn(crypto.subtle, 'encrypt');
  const bob = world.page('bob');
  bob.session.open();
  await world.run(1_000);
  expect(sealing).toHaveBeenCalledTimes(1);
  bob.session.dispatch({ type: 'join' });
  await world.run(1_000);
  expect([alice.story.at(-1), bob.story.at(-1)]).toEqual(['connected', 'connected']);
  // The other one is the batch: what a fake peer finds has no place in its description.
  expect(sealing).toHaveBeenCalledTimes(2);
  const answers = world.hostile.archive.filter(({ place }) => place === 'answer');
  expect(answers).toHaveLength(1);
  await world.end(alice, bob);
});
