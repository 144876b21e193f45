/** What the unit tests do two hundred times, ten thousand times. */
import { expect, it } from 'vitest';
import { recordFigure } from '../../../scripts/test-run/for-the-record.ts';
import { seedsFrom } from '../../../engine/src/call/testing/simulator/storms.ts';
import { runFileStorms } from '../../../engine/src/transfer/files/testing/file-storms.ts';

it('files between two pages in ten thousand storms: each has one outcome on both sides, and what is done has all its bytes', async ({ task }) => {
  const { failures, summary } = await runFileStorms(seedsFrom(200, 9_800));
  recordFigure(task, 'schedules', JSON.stringify(summary));
  expect(failures).toEqual([]);
});
