import type { Request } from 'playwright-core';
import { expect } from 'vitest';
import { test } from './fixtures/call-test.ts';
import type { Participant } from '../participants/participant.ts';

const HEADER = 'x-firebase-appcheck';

test('whatever the page asks of Firebase by itself carries an App Check token: the sign-in, commits, the relay, and the commit of a page that goes', async ({ cast }) => {
  const alice = await cast.alice();
  const requests = watchRequests(alice);
  await alice.startsCall();
  await expect.poll(() => requests.some(isMint)).toBe(true);
  const before = requests.filter(isCommit).length;
  // She has no connection, so her page writes `away` when it goes. The test keeps it open: the requests of a closed page
  // can't be observed.
  await alice.page.evaluate(() => dispatchEvent(new PageTransitionEvent('pagehide')));
  await expect.poll(() => requests.filter(isCommit).length).toBeGreaterThan(before);
  const asked = requests.filter((request) => isSignUp(request) || isCommit(request) || isMint(request));
  expect(asked.filter(isSignUp)).toHaveLength(1);
  for (const request of asked) expect((await request.allHeaders())[HEADER], request.url()).toMatch(/^[\w-]+\.[\w-]+\.$/);
});

test('the relay function answers the page, since it has a token', async ({ cast }) => {
  const alice = await cast.alice();
  const answer = alice.page.waitForResponse((response) => isMint(response.request()));
  await alice.startsCall();
  expect((await answer).status()).toBe(200);
});

function watchRequests({ context }: Participant): readonly Request[] {
  const seen: Request[] = [];
  context.on('request', (request) => seen.push(request));
  return seen;
}

const isPost = (request: Request, path: string): boolean => request.method() === 'POST' && request.url().includes(path);
const isSignUp = (request: Request): boolean => isPost(request, 'accounts:signUp');
const isCommit = (request: Request): boolean => isPost(request, ':commit');
const isMint = (request: Request): boolean => isPost(request, '/mintTurnCredentials');
