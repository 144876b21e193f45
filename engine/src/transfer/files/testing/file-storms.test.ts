import { expect, it, vi } from 'vitest';
import { recordFigure } from '../../../../../scripts/test-run/for-the-record.ts';
import { seedsFrom } from '../../../call/testing/simulator/storms.ts';
import { runFileStorms } from './file-storms.ts';

vi.mock('../sizes.ts', () => ({ BLOCK_BYTES: 256, MAX_CHUNK_BYTES: 64 }));

/** `SEED=123 npx vitest run --project unit file-storms` replays one. */
const only = process.env['SEED'];

/** The long suite runs 10,000. */
const QUICK = 200;

it('files between two pages in a storm: each has one outcome on both sides, and what is done has all its bytes', async ({ task }) => {
  const { failures, summary } = await runFileStorms(only === undefined ? seedsFrom(0, QUICK) : [Number(only)]);
  recordFigure(task, 'schedules', summary);
  expect(failures).toEqual([]);
});
