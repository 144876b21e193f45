import { expect } from 'vitest';
import { test as callTest } from '../../browser/call-test.ts';
import { call } from '../../browser/participant.ts';
import { BadDays } from '../../support/bad-days.ts';

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

test('reCAPTCHA’s script comes when her first commit has been refused for want of a token: the call is made all the same', async ({ days }) => {
  const [[alice, aliceStore], [bob]] = [await days.alice(SITE_KEY), await days.bob()];
  aliceStore.enforce('a token');
  let come: () => void = () => {};
  const hasCome = new Promise<void>((resolve) => { come = resolve; });
  await alice.context.route(/\/recaptcha\//, async (route) => {
    await hasCome;
    await route.fulfill({ contentType: 'text/javascript', body: RECAPTCHA });
  });
  await alice.context.route(/:exchangeRecaptchaEnterpriseToken/, (route) =>
    route.fulfill({ headers: { 'access-control-allow-origin': '*' }, json: { token: 'a token', ttl: '3600s' } }));
  const link = alice.startsCall();
  await expect.poll(() => aliceStore.turnedDown).toBeGreaterThan(0);
  come();
  await bob.joinsFrom(await link);
  await Promise.all([alice.isInCall(), bob.isInCall()]);
});

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
