/** Files between the engines: what is promised between two Chromiums holds between Chromium and Firefox. */
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { bothRead, chats, gives, MIB, saves, sha256Of, test as filesTest, VERIFIED } from '../../browser/files/handing-over.ts';
import { enterBoth, launchFionasFirefox } from '../../participants/firefox-and-chromium.ts';
import { oncePerFile } from '../../support/once-per-file.ts';

const test = filesTest
  .extend('firefox', { scope: 'file' }, oncePerFile(launchFionasFirefox, (firefox) => firefox.close()))
  .extend('couple', async ({ cast, firefox }, { onCleanup }) => {
    const couple = await enterBoth(cast.alice(), firefox, cast.stack.url);
    onCleanup(() => couple.fiona.leaves());
    return couple;
  });

test('alice, at Chromium, and fiona, at Firefox, send each other 64 MiB: both read that they are verified, and what is saved has the hash of what was sent', async ({ couple: { alice, fiona }, firefox, disk }) => {
  await chats(alice, fiona);
  const size = 64 * MIB;
  const [hers, theirs] = [disk.has('from-alice.bin', size), disk.has('from-fiona.bin', size)];
  await gives(alice, hers);
  await fiona.clicks('Accept from-alice.bin');
  await bothRead(VERIFIED, alice, fiona);
  await fiona.clicks('Save from-alice.bin');
  const downloaded = (): boolean => readdirSync(firefox.downloads).some((name) => name === 'from-alice.bin' && statSync(join(firefox.downloads, name)).size === size);
  await expect.poll(downloaded).toBe(true);
  expect(await sha256Of(join(firefox.downloads, 'from-alice.bin'))).toBe(await sha256Of(hers));

  await fiona.chooses('firelink-send-files', theirs);
  await alice.clicks('Accept from-fiona.bin');
  expect(await sha256Of(await saves(alice, 'from-fiona.bin'))).toBe(await sha256Of(theirs));
  await expect.poll(() => alice.page.getByText(VERIFIED).count()).toBe(2);
  await fiona.misses('button', 'Cancel from-fiona.bin');
  await fiona.find('text', VERIFIED);
});
