import { expect } from 'vitest';
import { test } from '../../browser/call-test.ts';
import { call } from '../../browser/participant.ts';

test('reCAPTCHA’s script is blocked, and never comes: the call is made all the same, after one pause', async ({ cast }) => {
  const [alice, bob] = [await cast.alice(), await cast.bob()];
  const waiting: string[] = [];
  await alice.context.route(/\/recaptcha\//, (route) => { waiting.push(route.request().url()); });
  await alice.context.route('**/__/firebase/init.json', async (route) => {
    const { init } = cast.stack;
    await route.fulfill({ json: { ...init, firelink: { ...init.firelink, appCheckSiteKey: 'a-site-key' } } });
  });
  await call(alice, bob);
  expect(waiting).toHaveLength(1);
});
