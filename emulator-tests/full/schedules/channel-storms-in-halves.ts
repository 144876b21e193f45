/** Ten thousand storms over a reliable channel, a half a file: each has a core of its own. */
import { expect, it } from 'vitest';
import { recordFigure } from '../../../scripts/test-run/for-the-record.ts';
import { runChannelStorms } from '../../../engine/src/call/channels/testing/channel-storms.ts';
import { seedsFrom } from '../../../engine/src/call/testing/simulator/storms.ts';

const HALF = 5_000;

export function testHalf(half: 0 | 1): void {
  it(`two sides take what the other has sent, once and in order, in five thousand storms: half ${half + 1}`, async ({ task }) => {
    const { failures, summary } = await runChannelStorms(seedsFrom(half * HALF, HALF));
    recordFigure(task, 'schedules', summary);
    expect(failures).toEqual([]);
  });
}
