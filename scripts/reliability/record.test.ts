import { expect, test } from 'vitest';
import { addRun, asText, EMPTY, type ReliabilityRecord, type Run, summarize, type TryResult } from './record.ts';
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
  expect(summarize(cellOf(record).tries)).toEqual({ tries: 3, successes: 2, median: 2, p95: 7, worst: 7 });
  expect(cellOf(record).tries.at(-1)).toEqual({ commit: 'abc', outcome: 'broken', seconds: 7, lagMs: { driver: 5, pages: 5 }, why: 'late' });
  expect(record.runs).toHaveLength(2);
});

test('code that has changed begins anew, and what was before is kept to compare with', () => {
  const record = addRun(addRun(EMPTY, run, times(4)), run, [tried({ code: 'two', seconds: 2 })]);
  expect(cellOf(record)).toMatchObject({ code: 'two', tries: [{ seconds: 2 }], before: { tries: 4, successes: 4, p95: 1 } });
});

test('a try whose machine stood still is counted apart: it is no success, no failure and no time', () => {
  const record = addRun(EMPTY, run, [tried(), tried({ outcome: 'invalid', seconds: 40 })]);
  expect(summarize(cellOf(record).tries)).toMatchObject({ tries: 1, successes: 1, worst: 1 });
  expect(cellOf(record).tries).toHaveLength(2);
});

test('a promise that bounds no time has tries and no times', () => {
  const { seconds: _, ...untimed } = tried();
  expect(summarize(cellOf(addRun(EMPTY, run, [untimed])).tries)).toEqual({ tries: 1, successes: 1 });
});

test('cells that were not tried stay as they are', () => {
  const record = addRun(addRun(EMPTY, run, [tried()]), run, [tried({ cell: 'departure: the caller hangs up' })]);
  expect(Object.keys(record.cells)).toEqual([CELL, 'departure: the caller hangs up']);
  expect(cellOf(record).tries).toHaveLength(1);
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

test('a slower version is no ground to compare with, nor is one that was hardly tried: what was before them stays', () => {
  const slower = (code: string) => times(6, { code, seconds: 2 });
  const record = addRun(addRun(addRun(EMPTY, run, times(5)), run, slower('two')), run, slower('three'));
  expect(cellOf(record)).toMatchObject({ before: { p95: 1 }, longerRuns: 2 });
  const hardly = addRun(addRun(addRun(EMPTY, run, times(5)), run, [tried({ code: 'two', seconds: 0.5 })]), run, [tried({ code: 'three' })]);
  expect(cellOf(hardly).before).toMatchObject({ p95: 1 });
});

test('a run without any time takes no doubt back, and a fifth of a second is no doubt', () => {
  const doubted = addRun(addRun(EMPTY, run, times(5)), run, times(3, { code: 'two', seconds: 1.5 }));
  expect(cellOf(addRun(doubted, run, [tried({ code: 'two', outcome: 'invalid' })])).longerRuns).toBe(1);
  const quick = addRun(EMPTY, run, times(5, { seconds: 0.1 }));
  expect(cellOf(addRun(quick, run, [tried({ code: 'two', seconds: 0.25 })])).longerRuns).toBe(0);
});

test('more invalid tries than others are said', () => {
  const record = addRun(EMPTY, run, [tried(), ...times(2, { outcome: 'invalid' })]);
  expect(listWorse(record, [CELL])).toEqual([expect.stringContaining('2 of 3 tries are invalid')]);
});

test('its text is JSON, with a line for each cell', () => {
  const record = addRun(EMPTY, run, [tried(), tried({ cell: 'departure: the caller hangs up' })]);
  expect(JSON.parse(asText(record))).toEqual(record);
  expect(asText(record).split('\n').filter((line) => line.includes('"promise"'))).toHaveLength(2);
});
