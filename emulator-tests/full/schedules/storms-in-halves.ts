/** Ten thousand storms, a half a file: each has a core of its own, and both are done within a minute. */
import { expect, it } from 'vitest';
import { recordFigure } from '../../../scripts/test-run/for-the-record.ts';
import { runStorms, seedsFrom } from '../../../engine/src/call/testing/simulator/storms.ts';

const HALF = 5_000;

export function testHalf(half: 0 | 1): void {
  it(`two sessions settle in the same round or both end in five thousand storms, and leave nothing behind: half ${half + 1}`, async ({ task }) => {
    const startedAt = performance.now();
    const { failures, summary } = await runStorms(seedsFrom(half * HALF, HALF));
    recordFigure(task, 'schedules', `${summary}; in ${Math.round((performance.now() - startedAt) / 1_000)} s`);
    expect(failures).toEqual([]);
  });
}
