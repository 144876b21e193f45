/** The account of a browser: one for all its tabs, and a page’s own for as long as it lives. */
import { expect } from 'vitest';
import { test } from '../../browser/fixtures/call-test.ts';
import type { Participant } from '../../participants/participant.ts';

/** As a person does in the browser’s settings, and as extensions do. Until the page has seen to it that it is known again. */
async function clearsSiteData({ context, page }: Participant): Promise<void> {
  const devtools = await context.newCDPSession(page);
  const freshToken = page.waitForResponse(/securetoken/);
  await devtools.send('Storage.clearDataForOrigin', { origin: new URL(page.url()).origin, storageTypes: 'all' });
  await freshToken;
  await expect.poll(() => page.evaluate(() => Object.keys(localStorage).some((key) => key.startsWith('firebase:authUser:')))).toBe(true);
}

test('site data are cleared while alice waits, and again in the call: bob joins her all the same, and she is known when she reloads', async ({ cast }) => {
  const [alice, bob] = [await cast.alice(), await cast.bob()];
  const link = await alice.startsCall();
  await clearsSiteData(alice);
  await bob.joinsFrom(link);
  await Promise.all([alice.isInCall(), bob.isInCall()]);
  await clearsSiteData(alice);
  await alice.reloads();
  // What the tab remembered is gone, too: that she has just reloaded means nothing without it.
  await alice.isTold('You left this call');
  await alice.rejoins();
  await Promise.all([alice.isInCall(), bob.isInCall()]);
});

test('two tabs of a new browser start a call each at once: they are one person, and both calls can be joined', async ({ cast }) => {
  const [alice, bob] = [await cast.alice(), await cast.bob()];
  const tab = await alice.opensAnotherTab();
  let signUps = 0;
  let goOn = (): void => undefined;
  const areBothStarted = new Promise<void>((resolve) => {
    goOn = resolve;
  });
  await alice.context.route(/accounts:signUp/, async (route) => {
    signUps++;
    await areBothStarted;
    await route.continue();
  });
  await Promise.all([alice.opensHome(), tab.opensHome()]);
  for (const one of [alice, tab]) {
    await one.clicks('Start a call');
    await one.page.getByRole('heading', { name: 'Making your link' }).waitFor();
  }
  goOn();
  await Promise.all([alice, tab].map((one) => one.hasStatus('Waiting for someone to join')));
  expect(signUps).toBe(1);
  await bob.joinsFrom(alice.page.url());
  await Promise.all([alice.isInCall(), bob.isInCall()]);
});
