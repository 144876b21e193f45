/** Bob's device has no room, or has none any more. */
import { expect } from 'vitest';
import { bothRead, chats, gives, MIB, saves, sha256Of, test, VERIFIED } from '../../browser/files/handing-over.ts';
import { runsOf } from '../../browser/files/file-wire.ts';

const FULL_HERE = 'There is no room for it on this device.';
const FULL_THERE = 'There is no room for it on the other person’s device.';

test('bob’s disk runs full while a file is written: both read it, and after a press it goes on from what was verified', async ({ cast, disk }) => {
  const [alice, bob] = [await cast.alice(), await cast.bob()];
  // Chromium reserves the room of a file, so that a quota stops none that is begun: the disk itself does. The worker's second block finds it full.
  await bob.page.route(/transfer-worker/, async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: `(${failOnce.toString()})();${await response.text()}` });
  });
  await chats(alice, bob);
  await gives(alice, disk.has('filling.bin', 4 * MIB));
  await bob.clicks('Accept filling.bin');
  await Promise.all([bob.reads(FULL_HERE), alice.reads(FULL_THERE)]);
  await bob.clicks('Ask for it again: filling.bin');
  await bothRead(VERIFIED, alice, bob);
  const runs = await runsOf(alice);
  expect([runs.length, runs[1]?.from, runs[1]?.to]).toEqual([2, MIB, 4 * MIB]);
  expect(await sha256Of(await saves(bob, 'filling.bin'))).toBe(await sha256Of(disk.pathOf('filling.bin')));
});

/** In the worker, before its own code. */
function failOnce(): void {
  const FULL_AT = 1024 * 1024;
  const prototype = (globalThis as unknown as { readonly FileSystemSyncAccessHandle: { prototype: { write(bytes: Uint8Array, options: { readonly at: number }): number } } }).FileSystemSyncAccessHandle.prototype;
  const { write } = prototype;
  let hasFailed = false;
  prototype.write = function writeOrFail(bytes, options) {
    if (options.at !== FULL_AT || hasFailed) return write.call(this, bytes, options);
    hasFailed = true;
    throw new DOMException('The disk is full.', 'QuotaExceededError');
  };
}
