/** What arrives is what was sent, or it is refused. */
import { expect } from 'vitest';
import { happens } from './file-wire.ts';
import { bothRead, chats, gives, MIB, saves, sha256Of, test, VERIFIED } from './handing-over.ts';

test('alice sends 64 MiB: both read that it is verified, and what bob saves has the hash of what she sent; a file with a flipped bit is refused on both sides until it is right', async ({ cast, disk }) => {
  const [alice, bob] = [await cast.alice(), await cast.bob()];
  await chats(alice, bob);
  const film = disk.has('film.bin', 64 * MIB);
  await gives(alice, film);
  await bob.clicks('Accept film.bin');
  await bothRead(VERIFIED, alice, bob);
  expect(await sha256Of(await saves(bob, 'film.bin'))).toBe(await sha256Of(film));

  const flipped = disk.has('flipped.bin', 3 * MIB + 5);
  await happens(alice, { flip: [1.5 * MIB] });
  await gives(alice, flipped);
  await bob.clicks('Accept flipped.bin');
  await bob.reads('What arrived is not what was sent, and was thrown away (SHA-256).');
  await alice.reads('What arrived is not what was sent, and was refused (SHA-256).');
  await happens(alice, { flip: [2.5 * MIB] });
  await alice.clicks('Offer again: flipped.bin');
  await bob.clicks('Accept flipped.bin');
  await bob.clicks('Ask for it again: flipped.bin');
  expect(await sha256Of(await saves(bob, 'flipped.bin'))).toBe(await sha256Of(flipped));
  await expect.poll(() => Promise.all([alice, bob].map(({ page }) => page.getByText(VERIFIED).count()))).toEqual([2, 2]);
});
