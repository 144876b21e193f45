/** A site without billing: no functions, no TTL. Calls work, and the two pages clean up after them. */
import { expect } from 'vitest';
import { test as callTest } from '../../browser/fixtures/call-test.ts';
import { callIdOf } from '../../support/stacks/database.ts';
import { call, type Participant } from '../../participants/participant.ts';
import { oncePerFile } from '../../support/once-per-file.ts';
import { gatherSlowly } from '../../support/browsers/slow-gathering.ts';
import { startStack } from '../../../scripts/stack/stack.ts';

const startOwnStack = () => startStack({ vite: 'preview', functions: false, label: 'spark', settings: { relay: 'none', cleanUp: 'parties' } });
const test = callTest
  .extend('stack', { scope: 'file' }, oncePerFile(startOwnStack, (stack) => stack.stop()))
  .extend('left', ({ database }) => async (link: string) => (await database.everythingOf(callIdOf(link))).map(({ path }) => path));

const remembered = ({ page }: Participant): Promise<string | null> => page.evaluate(() => localStorage.getItem('firelink/pending-cleanups'));

test.for(['alice', 'bob'] as const)('a whole call, with a reload, and %s hangs up: nothing is left of it, and no function was asked', async (who, { cast, left, stack }) => {
  const people = { alice: await cast.alice(), bob: await cast.bob() };
  const asked: string[] = [];
  // Candidates that come late are in batches of their own, on both sides.
  for (const { page } of Object.values(people)) await page.addInitScript(gatherSlowly, { candidates: 2, betweenMs: 400 });
  for (const { page } of Object.values(people)) page.on('request', (request) => asked.push(request.url()));
  const link = await call(people.alice, people.bob);
  for (const one of Object.values(people)) expect((await one.sees('Remote video')).frames).toBeGreaterThan(0);
  await Promise.all([people.alice.hasStatus('Reconnecting'), people.bob.reloads()]);
  await Promise.all([people.alice.isInCall(), people.bob.isInCall()]);
  await expect.poll(() => left(link)).toEqual(expect.arrayContaining([expect.stringMatching(/callerCandidates/), expect.stringMatching(/calleeCandidates/)]));

  await people[who].hangsUp();
  const other = who === 'alice' ? people.bob : people.alice;
  await Promise.all([people[who].isTold('You hung up'), other.isTold('The other person hung up')]);
  await expect.poll(() => left(link)).toEqual([]);
  await expect.poll(() => Promise.all(Object.values(people).map(remembered))).toEqual([null, null]);
  expect(asked.some((url) => url.includes('firestore') || url.includes(`:${stack.ports.firestore}`))).toBe(true);
  expect(asked.filter((url) => url.includes('mintTurnCredentials'))).toEqual([]);
});

test('both close their tabs without a word; at alice’s next visit the call that has run out goes', async ({ cast, database, left }) => {
  const [alice, bob] = [await cast.alice(), await cast.bob()];
  const link = await call(alice, bob);
  await bob.closesTab();
  const again = await alice.opensAnotherTab();
  await alice.closesTab();
  expect((await left(link)).length).toBeGreaterThan(1);
  await database.expire(callIdOf(link));
  const next = await again.startsCall();
  expect(await remembered(again)).toContain(callIdOf(link));
  await expect.poll(() => left(link)).toEqual([]);
  // The call that she waits in stays hers to clear.
  await expect.poll(() => remembered(again)).toBe(callIdOf(next));
});

test('dave opens a link that has expired: he is told, and the call is deleted', async ({ cast, database, left }) => {
  const [alice, bob] = [await cast.alice(), await cast.bob()];
  const link = await alice.startsCall();
  await alice.closesTab();
  await database.expire(callIdOf(link));
  await bob.opensLink(link);
  await bob.isTold('This link has expired');
  await expect.poll(() => left(link)).toEqual([]);
});
