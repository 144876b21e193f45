import { expect } from 'vitest';
import { test } from '../../browser/fixtures/call-test.ts';
import { call } from '../../participants/participant.ts';

test('alice presses the badge of her call: she reads how it goes, in numbers that change', async ({ cast }) => {
  const [alice, bob] = [await cast.alice(), await cast.bob()];
  await call(alice, bob);
  await alice.page.getByRole('button', { name: /^Call quality: / }).click();
  const cells = async (row: string | RegExp): Promise<readonly string[]> =>
    alice.page.getByRole('region', { name: 'Call quality' }).getByRole('row', { name: row }).getByRole('cell').allInnerTexts();
  await expect.poll(() => cells('Codecs')).toEqual(['opus, VP8', 'opus, VP8']);
  await expect.poll(async () => (await cells(/^Picture \d/)).join()).toMatch(/^\d+ × \d+, \d+\sfps,\d+ × \d+, \d+\sfps$/);
  await expect.poll(() => cells('Path')).toEqual(['Direct, UDP']);
  const rates = new Set<string>();
  const readings = async (): Promise<number> => {
    const read = (await cells('Data rate')).join();
    if (/bit\/s.*bit\/s/.test(read)) rates.add(read);
    return rates.size;
  };
  await expect.poll(readings).toBeGreaterThan(1);
});
