import { expect } from 'vitest';
import { createCallId, createLinkSecret, formatCallLink } from '../../engine/src/signaling/link/call-link.ts';
import { test } from './fixtures/call-test.ts';
import { ALICE, BOB } from '../participants/cast.ts';
import { callIdOf } from '../support/stacks/database.ts';
import { call } from '../participants/participant.ts';
import { expectPicture } from '../participants/seen-and-heard.ts';

test('carol opens the link of a call that bob has joined: she is told that it is full, and changes nothing', async ({ cast, database }) => {
  const [alice, bob, carol] = [await cast.alice(), await cast.bob(), await cast.carol()];
  const commits: string[] = [];
  carol.page.on('request', (request) => request.url().endsWith(':commit') && commits.push(request.postData() ?? ''));
  const link = await call(alice, bob);
  const [before] = await database.everythingOf(callIdOf(link));
  await carol.opensLink(link);
  await carol.isTold('This call is full');
  await carol.hasStatus('This call is full');
  await Promise.all([expectPicture(alice, 'Remote video', BOB), expectPicture(bob, 'Remote video', ALICE)]);
  // A candidate of the two that comes late is a document beside it.
  expect((await database.everythingOf(callIdOf(link)))[0]).toEqual(before);
  expect(before).toBeDefined();
  // What warms the connection up writes nothing.
  expect(commits.filter((body) => !/"writes":\[\]/.test(body))).toEqual([]);
});

test('a link to a call that never was', async ({ cast }) => {
  const bob = await cast.bob();
  await bob.opensLink(formatCallLink(cast.stack.url, createCallId(), createLinkSecret()));
  await bob.isTold('Call not found');
  await bob.hasStatus('Call not found');
});

test('a link with the key of another call: bob is told so, and the seat stays free', async ({ cast }) => {
  const [alice, bob] = [await cast.alice(), await cast.bob()];
  const link = await alice.startsCall();
  const callId = createCallId();
  const wrong = formatCallLink(cast.stack.url, callId, createLinkSecret()).replace(callId, callIdOf(link));
  await bob.opensLink(wrong);
  await bob.isTold('This link does not fit the call');
  await alice.hasStatus('Waiting for someone to join');
  // In the same tab: only what follows the # sign changes, so the page is not loaded anew.
  await bob.joinsFrom(link);
  await Promise.all([alice.isInCall(), bob.isInCall()]);
});

test('bob opens the link while alice is away: he is told so, and is let in when she comes back', async ({ cast }) => {
  const [alice, bob] = [await cast.alice(), await cast.bob()];
  const link = await alice.startsCall();
  const sameBrowser = await alice.opensAnotherTab();
  await alice.closesTab();
  await bob.opensLink(link);
  await bob.reads('The person who started this call is away right now.');
  await bob.joins();
  await sameBrowser.opensLink(link);
  await sameBrowser.rejoins();
  await Promise.all([sameBrowser.isInCall(), bob.isInCall()]);
});
