import { expect } from 'vitest';
import { test } from './fixtures/call-test.ts';
import { ALICE, BOB } from '../participants/cast.ts';
import { call } from '../participants/participant.ts';
import { expectPicture } from '../participants/seen-and-heard.ts';
import { statusesOf } from '../participants/statuses.ts';

test.for(['alice', 'bob'] as const)('%s reloads in the call: both are back in it, and neither is told that it is full', async (who, { cast }) => {
  const people = { alice: await cast.alice(), bob: await cast.bob() };
  // So that bob may reload before his browser has given him the lock of his seat.
  await people.bob.page.addInitScript(answerLateForLocks);
  await call(people.alice, people.bob);
  const other = who === 'alice' ? people.bob : people.alice;
  const [heardHere, heardThere] = [await statusesOf(people[who]), await statusesOf(other)];
  await Promise.all([other.hasStatus('Reconnecting'), people[who].reloads()]);
  await Promise.all([people.alice.isInCall(), people.bob.isInCall()]);
  await Promise.all([expectPicture(people.alice, 'Remote video', BOB), expectPicture(people.bob, 'Remote video', ALICE)]);
  for (const heard of [heardHere(), heardThere()]) expect(heard).toEqual(['Connected', 'Reconnecting', 'Connected']);
});

test('two tabs of one browser call each other', async ({ cast }) => {
  const alice = await cast.alice();
  const tab = await alice.opensAnotherTab();
  await call(alice, tab);
  await Promise.all([expectPicture(alice, 'Remote video', ALICE), expectPicture(tab, 'Remote video', ALICE)]);
});

function answerLateForLocks(): void {
  const { locks } = navigator;
  const request = locks.request.bind(locks) as (...given: unknown[]) => Promise<unknown>;
  locks.request = async (...given: unknown[]) => {
    await new Promise((resolve) => {
      setTimeout(resolve, 600);
    });
    return request(...given);
  };
}
