import { expect } from 'vitest';
import { test } from './fixtures/call-test.ts';
import { ALICE, BOB } from '../participants/cast.ts';
import { call } from '../participants/participant.ts';
import { expectPicture, expectSilence, expectTone } from '../participants/seen-and-heard.ts';

test('alice calls and bob joins: each sees and hears the other, and sees themself as in a mirror', async ({ cast }) => {
  const [alice, bob] = [await cast.alice(), await cast.bob()];
  await call(alice, bob);
  await Promise.all([
    expectPicture(alice, 'Remote video', BOB),
    expectPicture(bob, 'Remote video', ALICE),
    expectPicture(alice, 'Your video', ALICE),
    expectPicture(bob, 'Your video', BOB),
  ]);
  await Promise.all([expectTone(alice, BOB), expectTone(bob, ALICE)]);
  for (const who of [alice, bob]) {
    const flipped = (element: Element): number => new DOMMatrix(getComputedStyle(element).transform).a;
    expect(await who.video('Your video').evaluate(flipped)).toBe(-1);
    expect(await who.video('Remote video').evaluate(flipped)).toBe(1);
  }
});

test('alice mutes herself: bob hears nothing and is told why, until she unmutes', async ({ cast }) => {
  const [alice, bob] = [await cast.alice(), await cast.bob()];
  await call(alice, bob);
  await expectTone(bob, ALICE);
  await alice.clicks('Mute microphone');
  await bob.reads('The other person is muted');
  await alice.button('Unmute microphone').waitFor();
  await expectSilence(bob);
  await expectTone(alice, BOB);
  await alice.clicks('Unmute microphone');
  await expectTone(bob, ALICE);
  await bob.page.getByText('The other person is muted').waitFor({ state: 'detached' });
});

test('bob turns his camera off: both see a symbol in his place, until he turns it on', async ({ cast }) => {
  const [alice, bob] = [await cast.alice(), await cast.bob()];
  await call(alice, bob);
  await expectPicture(alice, 'Remote video', BOB);
  await bob.clicks('Turn camera off');
  await alice.reads('Camera off');
  await Promise.all([alice.placeholder('Remote video').waitFor(), bob.placeholder('Your video').waitFor()]);
  await expectPicture(bob, 'Remote video', ALICE);
  await bob.clicks('Turn camera on');
  await Promise.all([alice.placeholder('Remote video'), bob.placeholder('Your video')].map((symbol) => symbol.waitFor({ state: 'detached' })));
  await expectPicture(alice, 'Remote video', BOB);
});
