import { expect } from 'vitest';
import { recordFigure } from '../../../scripts/test-run/for-the-record.ts';
import { test } from '../../functions/functions-test.ts';
import { countLeft, seedManyCalls } from '../../functions/many-calls.ts';

test.for([1, 2, 3])('of a thousand calls with random ends and crashes, nothing is left after one sweep but those that run (seed %i)', async (seed, { suite, task }) => {
  const { running, documents } = await seedManyCalls(suite.db, 1000, seed);
  expect((await countLeft(suite.db)).batches).toBeGreaterThan(1000);
  const started = performance.now();
  await suite.runScheduled('sweepStaleCalls');
  const seconds = (performance.now() - started) / 1000;
  const batches = [...running.values()].reduce((sum, count) => sum + count, 0);
  expect(await countLeft(suite.db)).toEqual({ calls: [...running.keys()].sort(), batches });
  recordFigure(task, 'sweep', `1000 calls of ${documents} documents, ${documents - running.size - batches} deleted in ${seconds.toFixed(1)} s; ${running.size} calls run on`);
});
