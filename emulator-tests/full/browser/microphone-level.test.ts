/** What alice's own browser hears of her: a fake microphone plays a tone all the time. */
import { expect } from 'vitest';
import { test } from '../../browser/fixtures/call-test.ts';
import { call } from '../../participants/participant.ts';
import { expectSilence } from '../../participants/seen-and-heard.ts';

test('alice speaks: her meter moves; muted, she is told so and bob hears nothing; after the call nothing listens', async ({ cast }) => {
  const [alice, bob] = [await cast.alice(), await cast.bob()];
  await alice.page.addInitScript(() => {
    const tracks: MediaStreamTrack[] = [];
    Object.assign(globalThis, { tracks });
    const ask = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
    navigator.mediaDevices.getUserMedia = async (constraints) => {
      const stream = await ask(constraints);
      tracks.push(...stream.getTracks());
      return stream;
    };
    const clone = MediaStreamTrack.prototype.clone;
    MediaStreamTrack.prototype.clone = function remembered() {
      const copy = clone.call(this);
      tracks.push(copy);
      return copy;
    };
  });
  await call(alice, bob);
  const meter = alice.page.getByRole('meter', { name: 'Microphone level' });
  await expect.poll(async () => Number(await meter.getAttribute('aria-valuenow'))).toBeGreaterThan(40);
  await alice.clicks('Mute microphone');
  await alice.reads('Nobody hears you. Press M or unmute your microphone to speak.');
  expect(await meter.count()).toBe(0);
  await expectSilence(bob);
  await alice.page.keyboard.press('m');
  await alice.page.getByText('Nobody hears you.').waitFor({ state: 'detached' });
  await alice.hangsUp();
  await alice.isTold('You hung up');
  const states = await alice.page.evaluate(() => (Reflect.get(globalThis, 'tracks') as MediaStreamTrack[]).map(({ kind, readyState }) => `${kind} ${readyState}`));
  expect(states.toSorted()).toEqual(['audio ended', 'audio ended', 'video ended']);
});
