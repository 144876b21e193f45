import { expect, test } from 'vitest';
import type { FrameCount } from '../calls/connections.ts';
import { recoveredAfter } from './recovered.ts';

/** Ten counts a second; frames arrive in the spans that are given, in seconds. */
function counts(untilS: number, ...spans: readonly (readonly [number, number])[]): FrameCount[] {
  let frames = 0;
  return Array.from({ length: untilS * 10 }, (_, index) => {
    const at = index * 100;
    if (spans.some(([from, to]) => at >= from * 1_000 && at < to * 1_000)) frames += 2;
    return { at, frames };
  });
}

test('frames that stopped before the path came back have recovered when the first one arrives', () => {
  expect(recoveredAfter(counts(20, [0, 5], [12, 20]), 10_000)).toBe(2_000);
});

test('a path that is replaced at once and goes on for a moment has recovered after the stall', () => {
  expect(recoveredAfter(counts(20, [0, 10.3], [14, 20]), 10_000)).toBe(4_000);
});

test('frames that never stopped have recovered at once', () => {
  expect(recoveredAfter(counts(20, [0, 20]), 10_000)).toBe(0);
});

test('frames that stop once more have recovered after the last stop', () => {
  expect(recoveredAfter(counts(20, [0, 5], [11, 13.5], [14.2, 20]), 10_000)).toBe(4_200);
});

test('it can’t be said while frames stand still, or have only just come back', () => {
  expect(recoveredAfter(counts(20, [0, 5], [12, 17]), 10_000)).toBeUndefined();
  expect(recoveredAfter(counts(13, [0, 5], [12, 13]), 10_000)).toBeUndefined();
  expect(recoveredAfter(counts(11, [0, 11]), 10_000)).toBeUndefined();
  expect(recoveredAfter([], 10_000)).toBeUndefined();
});
