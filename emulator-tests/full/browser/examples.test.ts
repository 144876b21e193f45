/** The example pages of the package: pages without a build step, which import its files as they are. */
import { readFile } from 'node:fs/promises';
import { expect } from 'vitest';
import { bundleEngine } from '../../../scripts/engine/bundle-engine.ts';
import { test as callTest } from '../../browser/fixtures/call-test.ts';
import type { Participant } from '../../participants/participant.ts';

const test = callTest.extend('site', { scope: 'file' }, ({ stack }) => {
  bundleEngine();
  return stack.url;
});

/** @returns the link that the page shows once it leads in */
async function startsAt({ page }: Participant, url: string, button: string): Promise<string> {
  await page.goto(url);
  await page.getByRole('button', { name: button }).click();
  const link = page.getByRole('link');
  await expect.poll(() => link.textContent()).toContain('#/c/');
  return (await link.getAttribute('href')) ?? '';
}

test('alice and bob call each other from a page of thirty lines: each sees the other’s picture, and bob that she has hung up', async ({ cast, site }) => {
  const [alice, bob] = [await cast.alice(), await cast.bob()];
  const link = await startsAt(alice, `${site}/examples/call.html`, 'Start a call');
  await bob.page.goto(link);
  await bob.clicks('Join the call');
  for (const one of [alice, bob]) {
    await one.hasStatus('connected');
    expect((await one.sees('Remote video')).frames).toBeGreaterThan(0);
    expect((await one.sees('Your video')).frames).toBeGreaterThan(0);
  }
  await alice.clicks('Hang up');
  await bob.hasStatus('ended: other-hung-up');
  await alice.hasStatus('ended: you-hung-up');
});

test('alice and bob send each other text from a page that asks for no device', async ({ cast, site }) => {
  const [alice, bob] = [await cast.alice(), await cast.bob()];
  for (const { page } of [alice, bob]) {
    await page.addInitScript(() => {
      MediaDevices.prototype.getUserMedia = async () => {
        document.title = 'asked for a device';
        throw new DOMException('no', 'NotAllowedError');
      };
    });
  }
  const link = await startsAt(alice, `${site}/examples/data.html`, 'Open a channel');
  await bob.page.goto(link);
  await bob.clicks('Join');
  for (const one of [alice, bob]) await one.hasStatus('connected');
  await says(alice, 'Hello, Bob');
  await bob.reads('They: Hello, Bob');
  await says(bob, 'Hello, Alice');
  await alice.reads('They: Hello, Alice');
  for (const { page } of [alice, bob]) expect(await page.title()).toBe('Data alone');
});

test('alice and bob chat and hand over a file from a page of the package’s parts; bob reloads, and has both still', async ({ cast, site }) => {
  const [alice, bob] = [await cast.alice(), await cast.bob()];
  // Its dialog no test can answer: a browser without one downloads.
  await bob.page.addInitScript(() => Reflect.deleteProperty(globalThis, 'showSaveFilePicker'));
  const link = await startsAt(alice, `${site}/examples/chat-and-files.html`, 'Start');
  await bob.page.goto(link);
  await bob.clicks('Join');
  for (const one of [alice, bob]) await one.hasStatus('connected');
  await says(alice, 'Hello, <b>Bob</b>');
  await bob.reads('They: Hello, <b>Bob</b>');
  await alice.reads('You: Hello, <b>Bob</b> ✓');
  await alice.page.getByLabel('Files').setInputFiles({ name: 'notes.txt', mimeType: 'text/plain', buffer: Buffer.from('notes') });
  await bob.clicks('Accept notes.txt');
  for (const one of [alice, bob]) await one.reads('notes.txt: done, 5 of 5 bytes');
  // On its disk, by the package's own worker: a page that has none has another list of files after a reload.
  await bob.page.reload();
  await bob.hasStatus('connected');
  await bob.reads('They: Hello, <b>Bob</b>');
  const downloading = bob.page.waitForEvent('download');
  await bob.clicks('Save notes.txt');
  expect(await readFile(await (await downloading).path(), 'utf8')).toBe('notes');
});

async function says(person: Participant, text: string): Promise<void> {
  await person.page.getByRole('textbox', { name: 'Message' }).fill(text);
  await person.clicks('Send');
}
