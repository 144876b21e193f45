import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { Cast } from '../../browser/cast.ts';
import { call } from '../../browser/participant.ts';

let cast: Cast;
beforeAll(async () => {
  cast = await Cast.gather();
});
afterEach(() => cast.goHome());
afterAll(() => cast.disband());

test('reCAPTCHA’s script is blocked, and never comes: the call is made all the same, after one pause', async () => {
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
