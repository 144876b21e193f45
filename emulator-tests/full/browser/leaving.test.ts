/** The question before leaving, and what becomes of it. */
import { expect } from 'vitest';
import { test } from '../../browser/call-test.ts';
import { call } from '../../browser/participant.ts';

test('bob hangs up while alice is asked whether to leave: there is nothing to leave any more, and no question', async ({ cast }) => {
  const [alice, bob] = [await cast.alice(), await cast.bob()];
  await call(alice, bob);
  const question = alice.page.getByRole('dialog', { name: 'Leave the call?' });
  await alice.page.evaluate(() => {
    history.back();
  });
  await question.waitFor();
  await bob.hangsUp();
  await alice.isTold('The other person hung up');
  expect(await question.count()).toBe(0);
  await alice.clicks('Start a new call');
  await alice.hasStatus('Waiting for someone to join');
  expect(await question.count()).toBe(0);
});
