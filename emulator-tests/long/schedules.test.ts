import { expect, it } from 'vitest';
import { runStorms, seedsUpTo } from '../../web/src/call/testing/simulator/storms.ts';

const SCHEDULES = 10_000;

it('two sessions settle in the same round or both end in ten thousand storms, and leave nothing behind', async () => {
  const { failures, summary } = await runStorms(seedsUpTo(SCHEDULES));
  process.stdout.write(`${summary}\n`);
  expect(failures).toEqual([]);
});
