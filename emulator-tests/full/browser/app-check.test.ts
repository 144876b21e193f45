import { expect } from 'vitest';
import { test as callTest } from '../../browser/fixtures/call-test.ts';
import { call } from '../../participants/participant.ts';
import { BadDays } from '../../participants/bad-days.ts';

const test = callTest.extend('days', ({ cast }, { onCleanup }) => {
  const days = new BadDays(cast);
  onCleanup(() => days.pass());
  return days;
});

test('reCAPTCHA’s script is blocked, and never comes: the call is made all the same, after one pause', async ({ cast }) => {
  const [alice, bob] = [await cast.alice(), await cast.bob()];
  const waiting: string[] = [];
  await alice.context.route(/\/recaptcha\//, (route) => { waiting.push(route.request().url()); });
  await alice.context.route('**/__/firebase/init.json', async (route) => {
    const { init } = cast.stack;
    await route.fulfill({ json: { ...init, firelink: { ...init.firelink, ...SITE_KEY } } });
  });
  await call(alice, bob);
  expect(waiting).toHaveLength(1);
});

test('App Check is enforced, and reCAPTCHA’s script comes when alice’s sign-in has been refused for want of a token: the call is made all the same', async ({ days }) => {
  const [[alice, aliceStore], [bob]] = [await days.alice(SITE_KEY), await days.bob()];
  let come: () => void = () => {};
  const hasCome = new Promise<void>((resolve) => { come = resolve; });
  await alice.context.route(/\/recaptcha\//, async (route) => {
    await hasCome;
    await route.fulfill({ contentType: 'text/javascript', body: RECAPTCHA });
  });
  await alice.context.route(/:exchangeRecaptchaEnterpriseToken/, (route) => route.fulfill({ headers: ANYBODY, json: { token: TOKEN, ttl: '3600s' } }));
  aliceStore.enforce(TOKEN);
  let refused = 0;
  await alice.context.route(/accounts:signUp/, async (route) => {
    if ((await route.request().allHeaders())['x-firebase-appcheck'] === TOKEN) return route.continue();
    refused++;
    return route.fulfill({ status: 401, headers: ANYBODY, json: { error: { code: 401, message: 'Firebase App Check token is invalid.' } } });
  });
  const link = alice.startsCall();
  await expect.poll(() => refused).toBeGreaterThan(0);
  come();
  await bob.joinsFrom(await link);
  await Promise.all([alice.isInCall(), bob.isInCall()]);
  expect(refused).toBe(1);
});

const TOKEN = 'a token';
const ANYBODY = { 'access-control-allow-origin': '*' };
const SITE_KEY = { appCheckSiteKey: 'a-site-key' };

/** As much of reCAPTCHA Enterprise as the SDK calls. */
const RECAPTCHA = `
  let done = () => {};
  self.grecaptcha = { enterprise: {
    ready: (then) => then(),
    render: (_, { callback }) => { done = callback; return 0; },
    execute: async () => { done(); return 'attested'; },
  } };
`;
