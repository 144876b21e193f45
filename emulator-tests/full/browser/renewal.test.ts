/** A site that is renewed while pages of it are open, and services that do not answer. */
import { expect } from 'vitest';
import { test } from '../../browser/fixtures/call-test.ts';
import type { Participant } from '../../participants/participant.ts';

const CALL_CODE = /\/assets\/call-page-[^/]+\.js$/;
const CALL_SCREENS = /\/assets\/call-screens-[^/]+\.js$/;

/** The next `times` that the call's code is asked for, it is gone, as after a deployment. */
async function missesItsCode({ page }: Participant, times: number): Promise<void> {
  let left = times;
  await page.route(CALL_CODE, (route) => (left-- > 0 ? route.fulfill({ status: 404, body: '' }) : route.continue()));
}

test('the code of the call has another name now: the page renews itself, and the call that alice has started is there', async ({ cast }) => {
  const alice = await cast.alice();
  await alice.opensHome();
  await missesItsCode(alice, 1);
  const isReloaded = alice.page.waitForEvent('load');
  await alice.clicks('Start a call');
  await isReloaded;
  await alice.hasStatus('Waiting for someone to join');
});

test('the code of the call is gone for good: the page renews itself once, and then says so', async ({ cast }) => {
  const alice = await cast.alice();
  await alice.opensHome();
  await missesItsCode(alice, Number.POSITIVE_INFINITY);
  let loads = 0;
  alice.page.on('load', () => loads++);
  await alice.clicks('Start a call');
  await alice.isTold('Part of this page is missing');
  await alice.button('Reload the page').waitFor();
  expect(loads).toBe(1);
});

test('the screens of the call are gone when bob joins: the page renews itself, and he is in the call', async ({ cast }) => {
  const [alice, bob] = [await cast.alice(), await cast.bob()];
  const link = await alice.startsCall();
  let left = 1;
  await bob.page.route(CALL_SCREENS, (route) => (left-- > 0 ? route.fulfill({ status: 404, body: '' }) : route.continue()));
  await bob.joinsFrom(link);
  await Promise.all([alice.isInCall(), bob.isInCall()]);
});

test('the question before a decline is gone: the page renews itself, and bob is asked', async ({ cast }) => {
  const [alice, bob] = [await cast.alice(), await cast.bob()];
  const link = await alice.startsCall();
  let left = 1;
  await bob.page.route(CALL_SCREENS, (route) => (left-- > 0 ? route.fulfill({ status: 404, body: '' }) : route.continue()));
  await bob.opensLink(link);
  const isReloaded = bob.page.waitForEvent('load');
  await bob.clicks('Decline');
  await isReloaded;
  await bob.clicks('Keep the call');
  await bob.joins();
  await Promise.all([alice.isInCall(), bob.isInCall()]);
});

test('signing in is refused by the network: alice is offered the way that needs no server', async ({ cast }) => {
  const alice = await cast.alice();
  await alice.page.route(/accounts:signUp/, (route) => route.abort());
  await alice.opensHome();
  await alice.clicks('Start a call');
  await alice.isTold('The service does not answer');
  await alice.clicks('Connect without a server');
  await alice.button('Make an invitation').waitFor();
});

test('signing in hangs: alice is offered the way that needs no server, where she waits for her link', async ({ cast }) => {
  const alice = await cast.alice();
  await alice.page.route(/accounts:signUp/, () => undefined);
  await alice.opensHome();
  await alice.clicks('Start a call');
  await alice.reads('This takes longer than usual.');
  await alice.clicks('Connect without a server');
  await alice.button('Make an invitation').waitFor();
});

test('signing in hangs as bob opens a link: he is offered that way at the door', async ({ cast }) => {
  const [alice, bob] = [await cast.alice(), await cast.bob()];
  const link = await alice.startsCall();
  await bob.page.route(/accounts:signUp/, () => undefined);
  await bob.opensLink(link);
  await bob.reads('This takes longer than usual.');
  await bob.button('Connect without a server').waitFor();
});
