/** Ten thousand storms over files, a half a file: each has a core of its own. Its blocks are small (sizes.ts): what is tested is their order. */
import { expect, it } from 'vitest';
import { recordFigure } from '../../../scripts/test-run/for-the-record.ts';
import { runFileStorms } from '../../../engine/src/transfer/files/testing/file-storms.ts';
import { seedsFrom } from '../../../engine/src/call/testing/simulator/storms.ts';

const HALF = 5_000;

export function testHalf(half: 0 | 1): void {
  it(`each file has one outcome on both sides, or the call has ended and its sender knows, in five thousand storms: half ${half + 1}`, async ({ task }) => {
    const startedAt = performance.now();
    const { failures, summary } = await runFileStorms(seedsFrom(half * HALF, HALF));
    recordFigure(task, 'schedules', `${summary}; in ${Math.round((performance.now() - startedAt) / 1_000)} s`);
    expect(failures).toEqual([]);
  });
}
