/**
 * Reload, close and reopen, crash and reopen, freeze and continue, of either side, in the middle of a call. Asserted is
 * the truth alone: both are in the call again or were told a true reason, no screen says what is not so, and nothing is
 * left in the store. Every other moment, and how long each takes, is in the reliability record.
 */
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { type Stack, startStack } from '../../../scripts/stack/stack.ts';
import { evidenceOf } from '../../survival/evidence.ts';
import { reach, type Two } from '../../survival/moments.ts';
import { whatIsLeft } from '../../survival/nothing-left.ts';
import { observe } from '../../survival/observe.ts';
import { ACTIONS } from '../../survival/browser-user.ts';
import { checkTruth } from '../../survival/truth.ts';
import { enterTwo, leaveTwo, restTwo, tracksBefore } from '../../survival/two.ts';

const cells = ACTIONS.flatMap((action) => (['caller', 'callee'] as const).map((side) => ({ action, side })));

/** Its own: a sweep clears what other files have left to expire. */
let stack: Stack;
let two: Two;
beforeAll(async () => {
  stack = await startStack({ vite: 'preview', label: 'smoke' });
  two = await enterTwo(stack);
});
afterEach(() => restTwo(two));
afterAll(async () => {
  await leaveTwo(two);
  await stack.stop();
});

test.each(cells)('connected, $side: $action; both are in the call again or told why not, and nothing is left', async ({ action, side }) => {
  const { link } = await reach('connected', side, two, action);
  const old = await tracksBefore(two, action);
  const comesBack = await two[side].goes(action, link);
  const since = await comesBack();
  const observation = await observe(two, { since, old });
  const truth = checkTruth(observation);
  expect(truth, await evidenceOf(two, link, observation, since)).toMatchObject({ isWell: true, untruths: [] });
  expect(await whatIsLeft(two, link, stack)).toEqual([]);
});
