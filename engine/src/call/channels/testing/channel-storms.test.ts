import { describe, expect, it } from 'vitest';
import { recordFigure } from '../../../../../scripts/test-run/for-the-record.ts';
import { seedsFrom } from '../../testing/simulator/storms.ts';
import { runChannelStorms } from './channel-storms.ts';

/** `SEED=123 npx vitest run --project unit channel-storms` replays one. */
const only = process.env['SEED'];

/** The long suite runs 10,000. */
const QUICK = 300;

describe('two sides of a reliable channel in a storm', () => {
  it('each take what the other has sent, once and in order, and leave nothing behind', async ({ task }) => {
    const { failures, summary } = await runChannelStorms(only === undefined ? seedsFrom(0, QUICK) : [Number(only)]);
    recordFigure(task, 'schedules', summary);
    expect(failures).toEqual([]);
  });
});
