import { expect } from 'vitest';
import { chats, gives, saves, sha256Of, test, VERIFIED } from '../../browser/files/handing-over.ts';

const FILES = 200;
const ROWS_AT_A_TIME = 50;

test('alice sends 200 files at once, and bob accepts all with one press: each is verified on both sides', async ({ cast, disk }) => {
  const [alice, bob] = [await cast.alice(), await cast.bob()];
  await chats(alice, bob);
  await gives(alice, ...Array.from({ length: FILES }, (_, place) => disk.has(`hundreds/${place}.txt`, 100 + place)));
  await bob.reads(`${FILES} files are offered`);
  await bob.clicks('Accept all');
  for (const { page } of [alice, bob]) {
    const verified = page.getByText(VERIFIED);
    for (let shown = ROWS_AT_A_TIME; ; shown += ROWS_AT_A_TIME) {
      await expect.poll(() => verified.count()).toBe(shown);
      if (shown === FILES) break;
      await page.getByRole('button', { name: `Show ${ROWS_AT_A_TIME} more`, exact: true }).click();
    }
  }
  for (const place of [0, FILES - 1]) expect(await sha256Of(await saves(bob, `${place}.txt`))).toBe(await sha256Of(disk.pathOf(`hundreds/${place}.txt`)));
});
