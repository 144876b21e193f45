import type { Locator } from 'playwright-core';
import { expect } from 'vitest';
import { test } from './fixtures/call-test.ts';
import { type Database, callIdOf } from '../support/stacks/database.ts';
import { call, type Participant } from '../participants/participant.ts';

test.for(['alice', 'bob'] as const)('%s hangs up: both are told who did, and their cameras and microphones are let go', async (who, { cast }) => {
  const people = { alice: await cast.alice(), bob: await cast.bob() };
  await Promise.all(Object.values(people).map(keepTracks));
  await call(people.alice, people.bob);
  // Who joins at once may be connected before the camera has begun.
  await expect.poll(() => Promise.all(Object.values(people).map(trackStates))).toEqual([['live', 'live'], ['live', 'live']]);

  const other = who === 'alice' ? people.bob : people.alice;
  await people[who].hangsUp();
  await Promise.all([people[who].isTold('You hung up'), other.isTold('The other person hung up')]);
  await Promise.all(Object.values(people).map((one) => one.hasStatus('Call ended')));
  expect(await Promise.all(Object.values(people).map(trackStates))).toEqual([['ended', 'ended'], ['ended', 'ended']]);
});

test('alice hangs up before bob has come, and bob, who opens the link then, is told that the call is over', async ({ cast, database }) => {
  const [alice, bob] = [await cast.alice(), await cast.bob()];
  const link = await alice.startsCall();
  await alice.hangsUp();
  await alice.isTold('You hung up');
  await expect.poll(() => left(database, link)).toEqual(['ended']);
  await bob.opensLink(link);
  await bob.isTold('This call is over');
});

test('bob presses Decline in the lobby: he is asked, declines for everybody, and alice is told', async ({ cast }) => {
  const [alice, bob] = [await cast.alice(), await cast.bob()];
  await bob.opensLink(await alice.startsCall());
  await bob.clicks('Decline');
  await question(bob).waitFor();
  await bob.clicks('Decline for everybody');
  await Promise.all([bob.isTold('You declined the call'), alice.isTold('Your call was declined')]);
});

test('bob is asked whether to decline, and keeps the call: he is back at its door, and joins', async ({ cast }) => {
  const [alice, bob] = [await cast.alice(), await cast.bob()];
  await bob.opensLink(await alice.startsCall());
  for (const keeps of [() => bob.clicks('Keep the call'), () => bob.page.keyboard.press('Escape')]) {
    await bob.clicks('Decline');
    await question(bob).waitFor();
    await keeps();
    await question(bob).waitFor({ state: 'detached' });
    expect(await focusedButton(bob)).toBe('Decline');
  }
  await bob.joins();
  await Promise.all([alice.isInCall(), bob.isInCall()]);
});

test('carol joins while bob is asked whether to decline: the question is gone with the lobby, and the call goes on', async ({ cast }) => {
  const [alice, bob, carol] = [await cast.alice(), await cast.bob(), await cast.carol()];
  const link = await alice.startsCall();
  await bob.opensLink(link);
  await bob.clicks('Decline');
  await question(bob).waitFor();
  await carol.joinsFrom(link);
  await bob.isTold('This call is full');
  expect(await question(bob).count()).toBe(0);
  await Promise.all([alice.isInCall(), carol.isInCall()]);
});

test('alice hangs up while bob is asked whether to decline: he is told so, and is asked nothing more', async ({ cast }) => {
  const [alice, bob] = [await cast.alice(), await cast.bob()];
  await bob.opensLink(await alice.startsCall());
  await bob.clicks('Decline');
  await question(bob).waitFor();
  await alice.hangsUp();
  await Promise.all([alice.isTold('You hung up'), bob.isTold('The other person hung up')]);
  expect(await question(bob).count()).toBe(0);
});

test('after the call nothing is left but the word that it has ended', async ({ cast, database }) => {
  const [alice, bob] = [await cast.alice(), await cast.bob()];
  const link = await call(alice, bob);
  expect((await database.everythingOf(callIdOf(link))).length).toBeGreaterThan(1);
  await bob.hangsUp();
  await alice.isTold('The other person hung up');
  await expect.poll(() => left(database, link)).toEqual(['ended']);
});

const question = ({ page }: Participant): Locator => page.getByRole('dialog', { name: 'Decline the call?', exact: true });

/** Through the app and its screen. */
function focusedButton({ page }: Participant): Promise<string | undefined> {
  return page.evaluate(() => {
    let active = document.activeElement;
    while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
    return active?.textContent?.trim();
  });
}

/** The state of a call: `ended` or `standing`, and the paths of the documents below it. */
async function left(database: Database, link: string): Promise<readonly string[]> {
  const [document, ...batches] = await database.everythingOf(callIdOf(link));
  return [document && 'ended' in document.fields ? 'ended' : 'standing', ...batches.map(({ path }) => path)];
}

/** Before the app runs: every track that the page is given is kept, also those that the app has dropped. */
async function keepTracks({ page }: Participant): Promise<void> {
  await page.addInitScript(() => {
    const tracks: MediaStreamTrack[] = [];
    Object.assign(globalThis, { keptTracks: tracks });
    const { mediaDevices } = navigator;
    const ask = mediaDevices.getUserMedia.bind(mediaDevices);
    mediaDevices.getUserMedia = async (constraints) => {
      const stream = await ask(constraints);
      tracks.push(...stream.getTracks());
      return stream;
    };
  });
}

function trackStates({ page }: Participant): Promise<readonly string[]> {
  return page.evaluate(() => (globalThis as unknown as { keptTracks: MediaStreamTrack[] }).keptTracks.map(({ readyState }) => readyState));
}
