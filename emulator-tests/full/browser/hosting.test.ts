/** The built site on the Hosting emulator, with the headers that it is deployed with. */
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { test as callTest } from '../../browser/fixtures/call-test.ts';
import { call } from '../../participants/participant.ts';
import { oncePerFile } from '../../support/once-per-file.ts';
import { startHostedStack } from '../../support/stacks/hosted-stack.ts';

const test = callTest.extend('stack', { scope: 'file' }, oncePerFile(startHostedStack, (stack) => stack.stop()));

/** What the page's policy has refused, told by the browser itself. */
function watchRefusals(page: Page): readonly string[] {
  const refused: string[] = [];
  page.on('console', (message) => {
    if (message.text().includes('Content Security Policy')) refused.push(message.text());
  });
  return refused;
}

test('alice and bob call each other from a site of a demo project: its policy lets them reach every emulator, and no other host', async ({ cast, stack }) => {
  const [alice, bob] = [await cast.alice(), await cast.bob()];
  const refused = [watchRefusals(alice.page), watchRefusals(bob.page)];
  const minted = alice.page.waitForResponse((response) => response.url().includes('/mintTurnCredentials') && response.request().method() === 'POST');
  await call(alice, bob);
  for (const one of [alice, bob]) expect((await one.sees('Remote video')).frames).toBeGreaterThan(0);
  expect((await minted).status()).toBe(200);
  expect(refused).toEqual([[], []]);

  // Another project, and a port of this machine's that is no emulator's.
  for (const url of ['https://us-central1-other.cloudfunctions.net/', 'https://other.a.run.app/', 'https://other.googleapis.com/', `http://127.0.0.1:${stack.ports.hub}/`]) {
    expect(await alice.page.evaluate((other) => fetch(other, { mode: 'no-cors' }).then(() => 'reached', () => 'refused'), url), url).toBe('refused');
  }
  expect(refused[0]?.length).toBeGreaterThanOrEqual(4);
});
