import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { Grounds } from '../../reliability/grounds.ts';
import { FIREFOX } from '../../reliability/cells/firefox.ts';
import { STORE_AWAY } from '../../reliability/cells/store-away.ts';
import { reach } from '../../survival/moments.ts';
import { observe } from '../../survival/observe.ts';
import { judgeTruth } from '../../survival/truth.ts';
import { tracksBefore } from '../../survival/two.ts';

const grounds = new Grounds();
beforeAll(() => grounds.cast());
afterEach(() => grounds.tidy());
afterAll(() => grounds.close());

test.each([...STORE_AWAY, ...FIREFOX.slice(0, 2)].map((cell) => [cell.name, cell] as const))('%s', async (name, cell) => {
  await cell.prepare(grounds);
  const outcome = await cell.run(grounds);
  console.log(name, JSON.stringify(outcome).slice(0, 300));
});

test.each([
  ['before the offer is written', 'caller', 'reload'], ['before the offer is written', 'caller', 'close and reopen'],
  ['between answer and connection', 'callee', 'reload'], ['between answer and connection', 'caller', 'freeze and continue'],
] as const)('%s %s %s', async (moment, side, action) => {
  const two = await grounds.two();
  const reached = await reach(moment, side, two, action);
  const old = await tracksBefore(two, action);
  const comesBack = await two[side].goes(action, reached.link);
  await reached.meanwhile?.();
  const back = await comesBack();
  const since = (await reached.afterwards?.()) ?? back;
  const truth = judgeTruth(await observe(two, { since, old }));
  console.log(moment, side, action, JSON.stringify(truth), 'commits', two.caller.gate.commits.length, two.callee.gate.commits.length);
  expect(truth.isWell).toBe(true);
});
