/** What a browser that has never been there fetches: for the first screen, and until a call can be joined. */
import { gzipSync } from 'node:zlib';
import type { Response } from 'playwright-core';
import { expect } from 'vitest';
import { recordFigure } from '../../scripts/test-run/for-the-record.ts';
import { test } from './fixtures/call-test.ts';
import type { Participant } from '../participants/participant.ts';
import type { SharedStack } from '../support/stacks/shared-stack.ts';

/** gzip, as Hosting serves it: DESIGN's bar for the first screen, and the budget of all that a call needs. */
const FIRST_SCREEN_BYTES = 30_000;
const CALL_BYTES = 240_000;
/** The page with its scripts and icons, the configuration; then sign-in, listeners, credentials, a warming commit. */
const MOST_FILES = 20;
const MOST_QUESTIONS = 12;

test('the first screen takes 30 kB of JavaScript at most, and asks Firebase nothing', async ({ cast, task }) => {
  const alice = await cast.alice();
  const fetched = follow(alice, cast.stack);
  await alice.opensHome();
  await alice.button('Start a call').waitFor();
  await alice.page.waitForLoadState('networkidle');
  const scripts = await sizeOf(fetched.files.filter(isScript));
  recordFigure(task, 'first screen', `${scripts} bytes of JavaScript (gzip), ${fetched.files.length} files, ${fetched.questions.length} questions to Firebase`);
  expect(scripts).toBeGreaterThan(5_000);
  expect(scripts).toBeLessThanOrEqual(FIRST_SCREEN_BYTES);
  expect(fetched.questions).toEqual([]);
});

test('until a link can be joined, 240 kB of JavaScript at most are fetched, and no more questions asked than needed', async ({ cast, task }) => {
  const [alice, bob] = [await cast.alice(), await cast.bob()];
  const link = await alice.startsCall();
  const fetched = follow(bob, cast.stack);
  await bob.opensLink(link);
  await bob.page.waitForFunction(() => performance.getEntriesByName('firelink:offer-read').length > 0);
  await bob.isAtTheDoor();
  await bob.page.waitForLoadState('load');
  const scripts = await sizeOf(fetched.files.filter(isScript));
  const all = await sizeOf(fetched.files);
  recordFigure(task, 'before Join', `${scripts} bytes of JavaScript (gzip), ${all} bytes in ${fetched.files.length} files, ${fetched.questions.length} questions to Firebase`);
  expect(scripts).toBeGreaterThan(100_000);
  expect(scripts).toBeLessThanOrEqual(CALL_BYTES);
  expect(fetched.files.length, fetched.files.map((file) => file.url()).join('\n')).toBeLessThanOrEqual(MOST_FILES);
  expect(fetched.questions.length, fetched.questions.join('\n')).toBeLessThanOrEqual(MOST_QUESTIONS);
});

interface Fetched {
  readonly files: Response[];
  /** To the emulators. A browser's own (preflights) are not among them. */
  readonly questions: string[];
}

function follow({ page }: Participant, { ports: { web, auth, firestore, functions } }: SharedStack): Fetched {
  const firebase = new Set([auth, firestore, functions].map(String));
  const fetched: Fetched = { files: [], questions: [] };
  const heard = new Set<string>();
  page.on('response', (response) => {
    if (new URL(response.url()).port === String(web)) fetched.files.push(response);
  });
  page.on('request', (request) => {
    const { port, pathname, searchParams } = new URL(request.url());
    if (!firebase.has(port)) return;
    // Where the transport goes on listening in another request, it is the same question.
    const listening = request.method() === 'GET' ? searchParams.get('SID') : null;
    if (listening !== null && heard.has(listening)) return;
    if (listening !== null) heard.add(listening);
    fetched.questions.push(`${request.method()} ${pathname}`);
  });
  return fetched;
}

const isScript = (response: Response): boolean => new URL(response.url()).pathname.endsWith('.js');

async function sizeOf(files: readonly Response[]): Promise<number> {
  const bodies = await Promise.all(files.map((file) => file.body()));
  return bodies.reduce((sum, body) => sum + gzipSync(body).byteLength, 0);
}
