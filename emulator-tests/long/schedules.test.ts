import { expect, it } from 'vitest';
import { recordFigure } from '../../scripts/test-run/for-the-record.ts';
import { runStorms, seedsUpTo } from '../../web/src/call/testing/simulator/storms.ts';

const SCHEDULES = 10_000;

it('two sessions settle in the same round or both end in ten thousand storms, and leave nothing behind', async ({ task }) => {
  const { failures, summary } = await runStorms(seedsUpTo(SCHEDULES));
  recordFigure(task, 'schedules', summary);
  expect(failures).toEqual([]);
});
