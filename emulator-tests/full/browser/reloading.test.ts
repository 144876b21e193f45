/** More of pages that are reloaded, and of tabs that are duplicated. */
import { expect } from 'vitest';
import { test } from '../../browser/fixtures/call-test.ts';
import { ALICE, BOB } from '../../participants/cast.ts';
import { call } from '../../participants/participant.ts';
import { expectPicture } from '../../participants/seen-and-heard.ts';
import { statusesOf } from '../../participants/statuses.ts';

test('alice reloads while she waits: she goes on waiting at the same link, and bob joins', async ({ cast }) => {
  const [alice, bob] = [await cast.alice(), await cast.bob()];
  const link = await alice.startsCall();
  await alice.reloads();
  await alice.hasStatus('Waiting for someone to join');
  expect(await alice.page.getByRole('textbox', { name: 'Call link' }).inputValue()).toBe(link);
  await bob.joinsFrom(link);
  await Promise.all([alice.isInCall(), bob.isInCall()]);
});

test('bob reloads in the lobby, and joins', async ({ cast }) => {
  const [alice, bob] = [await cast.alice(), await cast.bob()];
  await bob.opensLink(await alice.startsCall());
  await bob.isAtTheDoor();
  await bob.reloads();
  await bob.joins();
  await Promise.all([alice.isInCall(), bob.isInCall()]);
});

test('bob mutes himself and reloads: he comes back muted', async ({ cast }) => {
  const [alice, bob] = [await cast.alice(), await cast.bob()];
  await call(alice, bob);
  await bob.clicks('Mute microphone');
  await alice.reads('The other person is muted');
  await Promise.all([alice.hasStatus('Reconnecting'), bob.reloads()]);
  await Promise.all([alice.isInCall(), bob.isInCall()]);
  await Promise.all([alice.reads('The other person is muted'), bob.button('Unmute microphone').waitFor()]);
});

test('alice duplicates the tab in which she waits: it is told to be the lobby of her own link, and bob can still join', async ({ cast }) => {
  const [alice, bob] = [await cast.alice(), await cast.bob()];
  const link = await alice.startsCall();
  const twin = await alice.duplicatesTab();
  await twin.getByText('This is your own link').waitFor();
  await twin.getByRole('button', { name: 'Decline', disabled: false }).waitFor();
  await alice.hasStatus('Waiting for someone to join');
  await bob.joinsFrom(link);
  await Promise.all([alice.isInCall(), bob.isInCall()]);
  await twin.getByRole('heading', { name: 'The call is open in another tab' }).waitFor();
});

test('alice duplicates the tab of a call: the twin says that it is open in another tab, and the call goes on', async ({ cast }) => {
  const [alice, bob] = [await cast.alice(), await cast.bob()];
  await call(alice, bob);
  const heard = await statusesOf(bob);
  const twin = await alice.duplicatesTab();
  await twin.getByRole('heading', { name: 'The call is open in another tab' }).waitFor();
  await twin.close();
  await Promise.all([expectPicture(alice, 'Remote video', BOB), expectPicture(bob, 'Remote video', ALICE)]);
  expect(heard()).toEqual(['Connected']);
});
