/** What a browser that has never been there fetches: for home, until a call can be joined, and after Join. */
import { globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Response } from 'playwright-core';
import { expect } from 'vitest';
import { ROOT } from '../../scripts/machine/paths.ts';
import { recordFigure, recordTable, type TableRow } from '../../scripts/test-run/for-the-record.ts';
import { test } from './fixtures/call-test.ts';
import type { Participant } from '../participants/participant.ts';
import type { SharedStack } from '../support/stacks/shared-stack.ts';

/**
 * gzip, as Hosting serves it: the first screen (home, or the app and the lobby of a link), and all that comes before a
 * call can be joined. The site's bars are 30 and 240 kB; what is below these is kept for what is still to come.
 */
const FIRST_SCREEN_BYTES = 29_200;
const CALL_BYTES = 204_000;
/** The page with its scripts and icons, the configuration; then sign-in, listeners, credentials, a warming commit. */
const MOST_FILES = 20;
const MOST_QUESTIONS = 12;

/** The choice of devices and the microphone's level. */
const WITH_DEVICES = /^(sound-watch|device-controls|firelink-device-picker)/;

test('home takes 29.2 kB of JavaScript at most, and asks Firebase nothing', async ({ cast, task }) => {
  const alice = await cast.alice();
  const fetched = follow(alice, cast.stack);
  await alice.opensHome();
  await alice.button('Start a call').waitFor();
  await alice.page.waitForLoadState('networkidle');
  const scripts = await sizeOf(fetched.files.filter(isScript));
  recordFigure(task, 'home', `${scripts} bytes of JavaScript (gzip), ${fetched.files.length} files, ${fetched.questions.length} questions to Firebase`);
  expect(scripts).toBeGreaterThan(5_000);
  expect(scripts).toBeLessThanOrEqual(FIRST_SCREEN_BYTES);
  expect(fetched.questions).toEqual([]);
});

test('the app and the lobby of a link take 29.2 kB of JavaScript at most, and are asked for side by side', async ({ cast, task }) => {
  const [alice, bob] = [await cast.alice(), await cast.bob()];
  const link = await alice.startsCall();
  // The app's own chunk is held back: what is fetched meanwhile has been asked for by the page alone.
  const held = Promise.withResolvers<void>();
  await bob.page.route(/\/assets\/index-[^/]*\.js$/, async (route) => {
    await held.promise;
    await route.continue();
  });
  const fetched = follow(bob, cast.stack);
  const opens = bob.opensLink(link);
  await bob.page.locator('firelink-app').waitFor({ state: 'attached' });
  const named = await bob.page.locator('link[rel=modulepreload]').evaluateAll((links) => links.map((link) => (link instanceof HTMLLinkElement ? link.href : '')));
  const arrived = (): readonly string[] => fetched.files.filter(isScript).map((file) => file.url());
  await expect.poll(() => named.filter((url) => !arrived().includes(url))).toEqual([]);
  expect(named.map((url) => basename(url)).filter((name) => /^(home|lobby)/.test(name)).sort()).toEqual([expect.stringMatching(/^lobby-/), expect.stringMatching(/^lobby-screen-/)]);
  const beside = fetched.files.filter(isScript);
  held.resolve();
  await opens;
  const app = fetched.files.filter((file) => /\/assets\/index-/.test(file.url()));
  expect(app).toHaveLength(1);
  const scripts = await sizeOf([...beside, ...app]);
  recordFigure(task, 'the app and the lobby', `${scripts} bytes of JavaScript (gzip), ${beside.length + 1} files`);
  expect(scripts).toBeGreaterThan(5_000);
  expect(scripts).toBeLessThanOrEqual(FIRST_SCREEN_BYTES);
});

test('until a link can be joined, 204 kB of JavaScript at most are fetched, and no more questions asked than needed; the call\'s own screens come after Join', async ({ cast, task }) => {
  const [alice, bob] = [await cast.alice(), await cast.bob()];
  const link = await alice.startsCall();
  const fetched = follow(bob, cast.stack);
  await bob.opensLink(link);
  await bob.page.waitForFunction(() => performance.getEntriesByName('firelink:offer-read').length > 0);
  await bob.isAtTheDoor();
  await bob.page.waitForLoadState('load');
  // What comes with the devices, as soon as they are open, is not waited for: it may have come by now, or not.
  const files = fetched.files.filter((file) => !WITH_DEVICES.test(basename(file.url())));
  const scripts = await sizeOf(files.filter(isScript));
  const all = await sizeOf(files);
  recordFigure(task, 'before Join', `${scripts} bytes of JavaScript (gzip), ${all} bytes in ${files.length} files, ${fetched.questions.length} questions to Firebase`);
  expect(scripts).toBeGreaterThan(100_000);
  expect(scripts).toBeLessThanOrEqual(CALL_BYTES);
  expect(files.length, files.map((file) => file.url()).join('\n')).toBeLessThanOrEqual(MOST_FILES);
  expect(fetched.questions.length, fetched.questions.join('\n')).toBeLessThanOrEqual(MOST_QUESTIONS);
  const before = fetched.files.filter(isScript);
  await bob.joins();
  await bob.sees('Remote video');
  // Home, for the way back from the end, waits until the call stands.
  const home = await bob.page.waitForFunction(() => performance.getEntriesByType('resource').find(({ name }) => /\/home-screen-/.test(name))?.startTime);
  const connected = await bob.page.evaluate(() => performance.getEntriesByName('firelink:connected')[0]?.startTime);
  expect(await home.jsonValue()).toBeGreaterThan(connected ?? Infinity);
  const after = fetched.files.filter((file) => isScript(file) && !before.includes(file));
  expect(after.length).toBeGreaterThan(0);
  const known = new Set([...before, ...after].map((file) => basename(file.url())));
  const rest = globSync('web/dist/assets/*.js', { cwd: ROOT }).map((file) => basename(file)).filter((name) => !known.has(name));
  recordTable(task, 'JavaScript of a callee\'s page (gzip)', [
    ...(await rowsOf('until Join', before)), ...(await rowsOf('after Join', after)),
    ...rest.sort().map((name) => ({ when: 'later, or never', file: name, bytes: gzipSync(readFileSync(join(ROOT, 'web/dist/assets', name))).byteLength })),
  ]);
});

async function rowsOf(when: string, files: readonly Response[]): Promise<TableRow[]> {
  return Promise.all(files.map(async (file) => ({ when, file: basename(file.url()), bytes: await sizeOf([file]) })));
}

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
