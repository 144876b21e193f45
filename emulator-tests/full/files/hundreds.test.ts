import { expect } from 'vitest';
import { chats, gives, saves, sha256Of, test, VERIFIED } from '../../browser/files/handing-over.ts';

const FILES = 300;
const ROWS_AT_A_TIME = 50;

test('alice sends 300 files at once, and bob accepts all with one press: each is verified on both sides', async ({ cast, disk }) => {
  const [alice, bob] = [await cast.alice(), await cast.bob()];
  await chats(alice, bob);
  const paths = Array.from({ length: FILES }, (_, place) => disk.has(`hundreds/${place}.txt`, 100 + place));
  await gives(alice, ...paths);
  await bob.reads(`${FILES} files are offered`);
  await bob.clicks('Accept all');
  for (const who of [alice, bob]) {
    for (let shown = ROWS_AT_A_TIME; shown < FILES; shown += ROWS_AT_A_TIME) await who.clicks(`Show ${Math.min(ROWS_AT_A_TIME, FILES - shown)} more`);
  }
  await expect.poll(() => Promise.all([alice, bob].map(({ page }) => page.getByText(VERIFIED).count()))).toEqual([FILES, FILES]);
  for (const place of [0, FILES - 1]) expect(await sha256Of(await saves(bob, `${place}.txt`))).toBe(await sha256Of(disk.pathOf(`hundreds/${place}.txt`)));
});
