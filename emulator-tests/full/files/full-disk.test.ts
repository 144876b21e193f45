/** Bob's device has no room, or has none any more. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { expect } from 'vitest';
import { requireProgram } from '../../../scripts/machine/programs.ts';
import { Participant } from '../../participants/participant.ts';
import { browserArguments } from '../../support/browsers/browser.ts';
import { oncePerFile } from '../../support/once-per-file.ts';
import { PATIENCE_MS } from '../../support/patience.ts';
import { bothRead, chats, gives, MIB, saves, sha256Of, test as filesTest, VERIFIED } from '../../browser/files/handing-over.ts';
import { runsOf } from '../../browser/files/file-wire.ts';

const FULL_HERE = 'There is no room for it on this device.';
const FULL_THERE = 'There is no room for it on the other person’s device.';

/** With a profile on the disk: a private context keeps its files in memory, without a quota. */
async function launchOnDisk() {
  const profile = mkdtempSync(join(tmpdir(), 'firelink-profile-'));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: requireProgram('chromium'), headless: true, args: [...browserArguments()], locale: 'en', viewport: { width: 640, height: 480 },
  });
  context.setDefaultTimeout(PATIENCE_MS);
  return { context, profile };
}

const test = filesTest.extend('onDisk', { scope: 'file' }, oncePerFile(launchOnDisk, async ({ context, profile }) => {
  await context.close();
  rmSync(profile, { recursive: true, force: true });
}));

/** So many bytes for the site, or as many as there are. */
async function hasRoomFor({ page, context }: Participant, quotaSize?: number): Promise<void> {
  const session = await context.newCDPSession(page);
  await session.send('Storage.overrideQuotaForOrigin', { origin: new URL(page.url()).origin, ...(quotaSize === undefined ? {} : { quotaSize }) });
}

test('bob accepts a file for which his device has no room: nothing of it is sent, both read why, and he has it once there is some', async ({ cast, disk, onDisk }) => {
  const [alice, bob] = [await cast.alice(), await Participant.enter('bob', onDisk.context, cast.stack.url)];
  await chats(alice, bob);
  await hasRoomFor(bob, 4 * MIB);
  await gives(alice, disk.has('big.bin', 8 * MIB));
  await bob.clicks('Accept big.bin');
  await Promise.all([bob.reads(FULL_HERE), alice.reads(FULL_THERE)]);
  await Promise.all([bob.reads('Free some space, then ask for it again.'), alice.reads('Offer it again once there is some.')]);
  expect(await runsOf(alice)).toEqual([]);
  await hasRoomFor(bob);
  await bob.clicks('Ask for it again: big.bin');
  await bothRead(VERIFIED, alice, bob);
  expect(await sha256Of(await saves(bob, 'big.bin'))).toBe(await sha256Of(disk.pathOf('big.bin')));
});

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
