/** Files are one conversation's: the next one in the same tab has nothing of it. */
import { expect } from 'vitest';
import { happens } from './file-wire.ts';
import { barOf, bothRead, chats, gives, MIB, prepares, test, VERIFIED } from './handing-over.ts';

test('alice’s tab turns from bob to carol while files of both stand, run and are whole: carol is offered none of them, and alice sees none', async ({ cast, disk }) => {
  const [alice, bob, carol] = [await cast.alice(), await cast.bob(), await cast.carol()];
  await prepares(carol);
  await chats(alice, bob);
  await gives(bob, disk.has('from-bob.bin', 1_000));
  await alice.clicks('Accept from-bob.bin');
  await bothRead(VERIFIED, alice, bob);
  await gives(alice, disk.has('offered.bin', 1_000));
  await bob.button('Accept offered.bin').waitFor();
  await happens(alice, { hold: 1.5 * MIB });
  await gives(alice, disk.has('running.bin', 8 * MIB));
  await bob.clicks('Accept running.bin');
  await expect.poll(() => barOf(bob, 'running.bin')).toBe(MIB);

  const link = await alice.startsCall('Start with chat only');
  await carol.joinsFrom(link);
  await Promise.all([alice.isInCall(), carol.isInCall()]);
  await gives(alice, disk.has('for-carol.bin', 1_000));
  await carol.clicks('Accept for-carol.bin');
  await bothRead(VERIFIED, alice, carol);
  for (const { page } of [alice, carol]) {
    expect(await page.getByText('for-carol.bin').count()).toBeGreaterThan(0);
    for (const name of ['from-bob.bin', 'running.bin', 'offered.bin']) expect(await page.getByText(name).count()).toBe(0);
  }
});
