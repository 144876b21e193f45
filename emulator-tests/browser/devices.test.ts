import { expect } from 'vitest';
import { test } from './fixtures/call-test.ts';
import { BOB } from '../participants/cast.ts';
import { expectPicture } from '../participants/seen-and-heard.ts';

test('dora has blocked camera and microphone: she is told so, joins with nothing, and sees bob', async ({ cast }) => {
  const dora = await cast.somebody('dora', { fakeUi: false, args: ['--use-fake-ui-for-media-stream=deny'] });
  const bob = await cast.bob();
  const link = await bob.startsCall();
  await dora.opensLink(link);
  await dora.isAtTheDoor();
  await dora.reads('Your camera and microphone are blocked');
  await dora.reads('You will be neither seen nor heard, but you can watch and listen.');
  await dora.joins();
  await Promise.all([bob.isInCall(), dora.isInCall()]);
  await expectPicture(dora, 'Remote video', BOB);
  await Promise.all([bob.placeholder('Remote video').waitFor(), bob.reads('The other person is muted'), bob.reads('Camera off')]);
});

test('erik has no camera: he is told so, calls with sound alone, and is heard', async ({ cast }) => {
  const erik = await cast.somebody('erik', { args: ['--use-fake-device-for-media-stream=device-count=0'] });
  const bob = await cast.bob();
  const link = await erik.startsCall();
  await erik.reads('No camera was found');
  await bob.joinsFrom(link);
  await Promise.all([bob.isInCall(), erik.isInCall()]);
  await expectPicture(erik, 'Remote video', BOB);
  await Promise.all([bob.placeholder('Remote video').waitFor(), bob.reads('Camera off')]);
  // The fake microphone beeps once a second.
  await expect.poll(async () => (await bob.hears()).db).toBeGreaterThan(-60);
});

test('bob is offline when he presses Start a call: he is told so, and the next try, online, works', async ({ cast }) => {
  const bob = await cast.bob();
  await bob.opensHome();
  await bob.button('Start a call').waitFor();
  await bob.context.setOffline(true);
  await bob.clicks('Start a call');
  await bob.isTold('You are offline');
  await bob.context.setOffline(false);
  await bob.clicks('Try again');
  await bob.hasStatus('Waiting for someone to join');
});
