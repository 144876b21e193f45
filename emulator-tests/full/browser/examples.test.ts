/** The example pages of the package: pages without a build step, which import one file. */
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

async function says(person: Participant, text: string): Promise<void> {
  await person.page.getByRole('textbox', { name: 'Message' }).fill(text);
  await person.clicks('Send');
}
