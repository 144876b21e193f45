/** What takes its time at /manual: a reply that runs out, and somebody who is gone. */
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { BOB } from '../../browser/cast.ts';
import { field, handsOver, invitation, ManualSite, reads } from '../../browser/manual-site.ts';
import { expectPicture } from '../../browser/seen-and-heard.ts';

let site: ManualSite;
beforeAll(async () => {
  site = await ManualSite.open();
});
afterEach(() => site.clear());
afterAll(() => site.close());

test('a reply that nobody takes in time runs out: bob makes a fresh one, and that one connects', async () => {
  const [alice, bob] = [await site.enters('alice'), await site.enters('bob')];
  await reads(bob, 'Invitation', await invitation(alice));
  await bob.clicks('I am ready');
  const first = await handsOver(bob, 'Reply');
  await bob.page.getByRole('timer').getByText(/^[1-9] seconds left$/).waitFor();
  await bob.isTold('The reply was not used in time');
  await bob.clicks('Make a fresh reply');
  const second = await handsOver(bob, 'Reply');
  expect(second).not.toBe(first);
  // No text goes from hand to hand in no time; at once, her browser would still go by what it has heard of his first one.
  await bob.page.getByRole('timer').getByText(/^(?:10|[1-9]) seconds left$/).waitFor();
  // Pasting is enough.
  await alice.page.evaluate((text) => navigator.clipboard.writeText(text), second);
  await field(alice, 'Reply').press('Control+V');
  await Promise.all([alice.isInCall(), bob.isInCall()]);
  await expectPicture(alice, 'Remote video', BOB);
});

test('alice pastes the reply of somebody who is gone: she is told that nobody could be reached, and begins again', async () => {
  const [alice, bob] = [await site.enters('alice'), await site.enters('bob')];
  await reads(bob, 'Invitation', await invitation(alice));
  await bob.clicks('I am ready');
  const reply = await handsOver(bob, 'Reply');
  await bob.context.close();
  await reads(alice, 'Reply', reply);
  await alice.hasStatus('Connecting');
  // The limit for connecting is 20 s.
  alice.page.setDefaultTimeout(45_000);
  await alice.isTold('No connection to the other person');
  await alice.clicks('Try again');
  await alice.isTold('Connect without a server');
});
