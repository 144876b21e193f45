import { expect, test } from 'vitest';
import { putRecord, suiteTables } from './page.ts';
import { addRun, EMPTY, type TryResult } from './record.ts';

const tried = (cell: string, change: Partial<TryResult> = {}): TryResult => ({
  cell, promise: 'within 3 s', code: 'one', outcome: 'kept', seconds: 1.234, lagMs: { driver: 0, pages: 0 }, ...change,
});
const record = addRun(EMPTY, { commit: 'abc1234', machine: { processor: '2 × it' }, tries: 4, invalid: 1, minutes: 2 }, [
  tried('matrix: connected, caller: reload'), tried('matrix: connected, caller: reload', { outcome: 'invalid' }),
  tried('matrix: connected, callee: crash', { outcome: 'broken', seconds: 9 }), tried('departure: the caller hangs up', { promise: 'within 1 s' }),
]);

test('a table a suite, a row a cell: tries, successes, interval, times, and what did not count', () => {
  const tables = suiteTables(record);
  expect(tables.map(({ suite }) => suite)).toEqual(['departure', 'matrix']);
  expect(tables[1]?.rows).toEqual([
    { case: 'connected, callee: crash', tries: 1, kept: 0, '95 % interval': '0–79 %', 'median s': '9.00', '95 % within, s': '9.00', 'worst s': '9.00', invalid: 0 },
    { case: 'connected, caller: reload', tries: 1, kept: 1, '95 % interval': '21–100 %', 'median s': '1.23', '95 % within, s': '1.23', 'worst s': '1.23', invalid: 1 },
  ]);
});

test('the page keeps what stands around its record, and a second record replaces the first', () => {
  const page = 'Before\n<!-- record -->\n\nold\n\n<!-- end -->\nAfter';
  const once = putRecord(page, record);
  expect(once).toMatch(/^Before\n<!-- record -->[\s\S]*### matrix[\s\S]*Promise: within 3 s\.[\s\S]*abc1234[\s\S]*<!-- end -->\nAfter$/);
  expect(once).not.toContain('old');
  expect(putRecord(once, record)).toBe(once);
  expect(() => putRecord('nothing', record)).toThrow('no place');
});
