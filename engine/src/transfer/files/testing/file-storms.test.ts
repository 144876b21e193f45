import { expect, it } from 'vitest';
import { recordFigure } from '../../../../../scripts/test-run/for-the-record.ts';
import { seedsFrom } from '../../../call/testing/simulator/storms.ts';
import { runFileStorms } from './file-storms.ts';

/** `SEED=123 npx vitest run --project unit file-storms` replays one. */
const only = process.env['SEED'];

/** Some seconds. */
const QUICK = 200;

it('files between two pages in a storm: each has one outcome on both sides, and what is done has all its bytes', async ({ task }) => {
  const { failures, summary } = await runFileStorms(only === undefined ? seedsFrom(0, QUICK) : [Number(only)]);
  recordFigure(task, 'schedules', JSON.stringify(summary));
  expect(failures).toEqual([]);
});
