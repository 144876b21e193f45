import type { CDPSession } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Cast } from '../../browser/cast.ts';
import { call, type Participant } from '../../browser/participant.ts';

let cast: Cast;
let alice: Participant;
let bob: Participant;
/** Of bob's page. */
let network: CDPSession;
beforeAll(async () => {
  cast = await Cast.gather();
  [alice, bob] = [await cast.alice(), await cast.bob()];
  network = await bob.context.newCDPSession(bob.page);
  await network.send('Network.enable');
  // What a socket is born without it never gets.
  await delayPackets(1);
  await call(alice, bob);
});
afterAll(() => cast.disband());

const badge = ({ page }: Participant) => page.getByRole('button', { name: /^Call quality: / });
const PATIENCE = { timeout: 40_000, interval: 250 };

/** What bob's browser does to each packet of his page, on its way out and on its way in. */
function delayPackets(latency: number): Promise<unknown> {
  return network.send('Network.emulateNetworkConditions', { offline: false, latency, downloadThroughput: -1, uploadThroughput: -1 });
}

test('alice presses the badge of her call: she reads how it goes, in numbers that change', async () => {
  await badge(alice).click();
  const cells = async (row: string | RegExp): Promise<readonly string[]> =>
    alice.page.getByRole('region', { name: 'Call quality' }).getByRole('row', { name: row }).getByRole('cell').allInnerTexts();
  await expect.poll(() => cells('Codecs'), PATIENCE).toEqual(['opus, VP8', 'opus, VP8']);
  await expect.poll(async () => (await cells(/^Picture \d/)).join(), PATIENCE).toMatch(/^\d+ × \d+, \d+\sfps,\d+ × \d+, \d+\sfps$/);
  await expect.poll(() => cells('Path'), PATIENCE).toEqual(['Direct, UDP']);
  const rates = new Set<string>();
  const readings = async (): Promise<number> => {
    const read = (await cells('Data rate')).join();
    if (/bit\/s.*bit\/s/.test(read)) rates.add(read);
    return rates.size;
  };
  await expect.poll(readings, PATIENCE).toBeGreaterThan(1);
  await alice.page.keyboard.press('Escape');
});

test('the way between them grows long: both are told so, and that it is over', async () => {
  await delayPackets(200);
  for (const who of [alice, bob]) await expect.poll(() => badge(who).innerText(), PATIENCE).toMatch(/(Fair|Poor): long delay/);
  await delayPackets(1);
  for (const who of [alice, bob]) await expect.poll(() => badge(who).innerText(), PATIENCE).not.toContain('delay');
});
