/** Leaving by the browser's own means, and coming back: no page is live again without a press. */
import { expect } from 'vitest';
import { test } from './fixtures/call-test.ts';
import { ALICE, BOB } from '../participants/cast.ts';
import { call, type Participant } from '../participants/participant.ts';
import { expectPicture } from '../participants/seen-and-heard.ts';

async function areInCall(alice: Participant, bob: Participant): Promise<void> {
  await Promise.all([alice.isInCall(), bob.isInCall()]);
  await Promise.all([expectPicture(alice, 'Remote video', BOB), expectPicture(bob, 'Remote video', ALICE)]);
}

/** The browser's button, which a page is told of and does not hold. */
const goesBack = ({ page }: Participant): Promise<unknown> => page.evaluate(() => history.back());

test('alice presses Back in the call: she is asked, stays, and the call has gone on; she leaves, comes forward, and is in it again after a press', async ({ cast }) => {
  const [alice, bob] = [await cast.alice(), await cast.bob()];
  const link = await call(alice, bob);

  await goesBack(alice);
  await alice.page.getByRole('dialog', { name: 'Leave the call?' }).waitFor();
  expect(alice.page.url()).toBe(link);
  await alice.clicks('Stay');
  await areInCall(alice, bob);

  await goesBack(alice);
  await alice.clicks('Leave');
  await alice.button('Start a call').waitFor();
  expect(new URL(alice.page.url()).pathname).toBe('/');
  await bob.reads('The other person left. They may come back.');

  await alice.page.goForward();
  await alice.isTold('You left this call');
  await bob.reads('The other person is back');
  expect(await alice.placeholder('Your video').isVisible()).toBe(true);
  await alice.rejoins();
  await areInCall(alice, bob);
});

test('bob hangs up while alice is asked whether to leave: she is told so, and is asked nothing more, nor when they call again', async ({ cast }) => {
  const [alice, bob] = [await cast.alice(), await cast.bob()];
  await call(alice, bob);
  await goesBack(alice);
  const question = alice.page.getByRole('dialog', { name: 'Leave the call?' });
  await question.waitFor();
  await bob.hangsUp();
  await alice.isTold('The other person hung up');
  expect(await question.count()).toBe(0);
  await alice.clicks('Call again');
  await bob.clicks('Call again');
  await Promise.all([alice.isInCall(), bob.isInCall()]);
  expect(await question.count()).toBe(0);
});

test('bob mutes himself, turns his camera off, and opens the link in a new tab: he comes back as he left, after a press', async ({ cast }) => {
  const [alice, bob] = [await cast.alice(), await cast.bob()];
  const link = await call(alice, bob);
  await bob.clicks('Mute microphone');
  await bob.clicks('Turn camera off');
  await alice.reads('The other person is muted');
  const tab = await bob.opensAnotherTab();
  await bob.closesTab();
  await tab.opensLink(link);
  await tab.rejoins();
  await Promise.all([alice.isInCall(), tab.isInCall()]);
  await Promise.all([tab.button('Unmute microphone').waitFor(), tab.button('Turn camera on').waitFor(), alice.reads('The other person is muted')]);
});

test('bob goes to another site and back: he is asked for a press, and both are in the call again', async ({ cast }) => {
  const [alice, bob] = [await cast.alice(), await cast.bob()];
  await call(alice, bob);
  await bob.page.goto('about:blank');
  await alice.reads('The other person left. They may come back.');
  await bob.page.goBack();
  await bob.rejoins();
  await areInCall(alice, bob);
});

test('alice opens the call in a second tab and goes on there: the first says where it is, and bob stays in the call', async ({ cast }) => {
  const [alice, bob] = [await cast.alice(), await cast.bob()];
  const link = await call(alice, bob);
  const second = await alice.opensAnotherTab();
  await second.opensLink(link);
  await second.isTold('The call is open in another tab');
  await expectPicture(bob, 'Remote video', ALICE);
  await second.clicks('Continue here');
  await alice.isTold('The call is open in another tab');
  await areInCall(second, bob);
});
