import { describe, expect, it } from 'vitest';
import { recordFigure } from '../../../../../scripts/test-run/for-the-record.ts';
import { makeSchedule } from './schedule.ts';
import { runStorms, seedsFrom } from './storms.ts';

/** `SEED=123 npx vitest run --project unit simulate` replays one, with its schedule. */
const only = process.env['SEED'];

/** The long suite runs 10,000. */
const QUICK = 500;

describe('two sessions in a storm', () => {
  it('settle in the same round or both end, and leave nothing behind', async ({ task }) => {
    if (only !== undefined) process.stdout.write(`${JSON.stringify(makeSchedule(Number(only)), null, 1)}\n`);
    const { failures, summary } = await runStorms(only === undefined ? seedsFrom(0, QUICK) : [Number(only)]);
    recordFigure(task, 'schedules', summary);
    expect(failures).toEqual([]);
  });
});
