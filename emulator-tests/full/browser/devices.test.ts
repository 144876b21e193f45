/** More of browsers that lack something. */
import { expect } from 'vitest';
import { test } from '../../browser/fixtures/call-test.ts';
import { call } from '../../participants/participant.ts';

test('two who have blocked everything are connected all the same', async ({ cast }) => {
  const options = { fakeUi: false, args: ['--use-fake-ui-for-media-stream=deny'] };
  const [dora, dirk] = [await cast.somebody('dora', options), await cast.somebody('dora', options)];
  await call(dora, dirk);
  await dirk.hangsUp();
  await dora.isTold('The other person hung up');
});

test('a current browser without WebRTC is told that it is switched off, whether it opens a link, starts a call or invites without a server', async ({ cast }) => {
  const [alice, bob] = [await cast.alice(), await cast.bob()];
  const link = await alice.startsCall();
  await bob.page.addInitScript(() => Reflect.deleteProperty(globalThis, 'RTCPeerConnection'));
  await bob.opensLink(link);
  await bob.isTold('WebRTC is switched off');
  await bob.opensHome();
  await bob.clicks('Start a call');
  await bob.isTold('WebRTC is switched off');
  await bob.hasStatus('Call ended');
  await bob.page.goto(new URL('/manual', link).href);
  await bob.clicks('Make an invitation');
  await bob.isTold('WebRTC is switched off');
});

test('a browser that is too old for calls is told so', async ({ cast }) => {
  const bob = await cast.bob();
  await bob.page.addInitScript(() => {
    for (const name of ['RTCPeerConnection', 'CompressionStream']) Reflect.deleteProperty(globalThis, name);
  });
  await bob.opensHome();
  await bob.clicks('Start a call');
  await bob.isTold('This browser can’t make calls');
});

test('bob is offline when he opens a link that he was sent', async ({ cast }) => {
  const [alice, bob] = [await cast.alice(), await cast.bob()];
  const link = await alice.startsCall();
  await bob.opensHome();
  const field = bob.page.getByRole('textbox', { name: 'Link or call ID' });
  await field.fill(link);
  await bob.context.setOffline(true);
  await field.press('Enter');
  await bob.isTold('You are offline');
  await bob.context.setOffline(false);
  await bob.clicks('Try again');
  await bob.joins();
  await Promise.all([alice.isInCall(), bob.isInCall()]);
});

test('alice’s camera faces away: she sees it as bob does, unless she wants a mirror, also after a reload', async ({ cast }) => {
  const alice = await cast.alice();
  await alice.page.addInitScript(() => {
    const settings = MediaStreamTrack.prototype.getSettings;
    MediaStreamTrack.prototype.getSettings = function facingAway() {
      return { ...settings.call(this), ...(this.kind === 'video' && { facingMode: 'environment' }) };
    };
  });
  const isMirrored = (): Promise<boolean> => alice.video('Your video').evaluate((video) => getComputedStyle(video).transform.startsWith('matrix(-1'));
  await alice.startsCall();
  await alice.clicks('Choose devices');
  const mirror = alice.page.getByRole('checkbox', { name: 'Mirror my own picture' });
  expect([await mirror.isChecked(), await isMirrored()]).toEqual([false, false]);
  await mirror.click();
  await expect.poll(isMirrored).toBe(true);
  await alice.reloads();
  await alice.clicks('Choose devices');
  await expect.poll(() => mirror.isChecked()).toBe(true);
  expect(await isMirrored()).toBe(true);
});
