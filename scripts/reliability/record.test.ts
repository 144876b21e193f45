import { expect, test } from 'vitest';
import { addRun, EMPTY, type ReliabilityRecord, type Run, summarize, type TryResult } from './record.ts';
import { listWorse } from './worse.ts';

const run: Run = { commit: 'abc', machine: {}, tries: 1, invalid: 0, minutes: 1 };
const CELL = 'matrix: connected, caller: reload';
const tried = (change: Partial<TryResult> = {}): TryResult => ({
  cell: CELL, promise: 'within 3 s', code: 'one', outcome: 'kept', seconds: 1, lagMs: { driver: 5, pages: 5 }, ...change,
});
const times = (count: number, change: Partial<TryResult> = {}): readonly TryResult[] => Array.from({ length: count }, () => tried(change));
const cellOf = (record: ReliabilityRecord) => record.cells[CELL]!;

test('tries add up over runs while the code is the same', () => {
  const record = addRun(addRun(EMPTY, run, [tried({ seconds: 2 })]), run, [tried({ seconds: 1 }), tried({ outcome: 'broken', seconds: 7, why: 'late' })]);
  expect(summarize(cellOf(record))).toEqual({ tries: 3, successes: 2, median: 2, p95: 7, worst: 7 });
  expect(cellOf(record).broken).toEqual([{ commit: 'abc', seconds: 7, why: 'late' }]);
  expect(record.runs).toHaveLength(2);
});

test('code that has changed begins anew, and what was before is kept to compare with', () => {
  const record = addRun(addRun(EMPTY, run, times(4)), run, [tried({ code: 'two', seconds: 2 })]);
  expect(cellOf(record)).toMatchObject({ code: 'two', kept: [2], before: { tries: 4, successes: 4, p95: 1 } });
});

test('a try whose machine stood still is counted apart: it is no success, no failure and no time', () => {
  const record = addRun(EMPTY, run, [tried(), tried({ outcome: 'invalid', seconds: 40 })]);
  expect(summarize(cellOf(record))).toMatchObject({ tries: 1, successes: 1, worst: 1 });
  expect(cellOf(record).invalid).toBe(1);
});

test('a promise that bounds no time has tries and no times', () => {
  const { seconds: _, ...untimed } = tried();
  expect(summarize(cellOf(addRun(EMPTY, run, [untimed])))).toMatchObject({ tries: 1, successes: 1, median: undefined });
});

test('cells that were not tried stay as they are', () => {
  const record = addRun(addRun(EMPTY, run, [tried()]), run, [tried({ cell: 'departure: the caller hangs up' })]);
  expect(Object.keys(record.cells)).toEqual([CELL, 'departure: the caller hangs up']);
  expect(cellOf(record).kept).toEqual([1]);
});

test('an interval wholly below 99 % is said; one that may still be 99 % is not', () => {
  const few = addRun(EMPTY, run, [...times(29), tried({ outcome: 'broken' })]);
  expect(listWorse(few, [CELL])).toEqual([]);
  const many = addRun(EMPTY, run, [...times(90), ...times(10, { outcome: 'broken' })]);
  expect(listWorse(many, [CELL])).toEqual([expect.stringContaining('kept 90 times of 100, so less often than in 99 %')]);
  expect(listWorse(many, [])).toEqual([]);
});

test('times a third longer than before are doubted in one run and said in the second; one run as before takes it back', () => {
  const before = addRun(EMPTY, run, times(5));
  const slower = times(3, { code: 'two', seconds: 1.5 });
  const once = addRun(before, run, slower);
  expect(listWorse(once, [CELL])).toEqual([expect.stringContaining('perhaps slower')]);
  const twice = addRun(once, run, slower);
  expect(listWorse(twice, [CELL])).toEqual([expect.stringContaining('95 % within 1.50 s, before within 1.00 s, in 2 runs in a row')]);
  const asBefore = addRun(once, run, times(3, { code: 'two', seconds: 1.2 }));
  expect(listWorse(asBefore, [CELL])).toEqual([]);
});
