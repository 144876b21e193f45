import { expect, test } from 'vitest';
import { ALL_CELLS } from './cells/all.ts';
import { planTries } from './plan.ts';

const plan = (change: Partial<Parameters<typeof planTries>[1]> = {}) => planTries(ALL_CELLS, { names: [], tries: 1, seed: '1', file: '', hasLab: true, ...change });
const order = (...change: Parameters<typeof plan>): readonly string[] => plan(...change).map(({ cell, number }) => `${cell.name} ${number}`);

test('no two cells have one name, and all name their suite', () => {
  const names = ALL_CELLS.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  expect(names.filter((name) => !/^[a-z0-9/ ]+: \S/.test(name))).toEqual([]);
});

test('every cell is tried as often as asked, in an order that the seed alone decides', () => {
  expect(plan({ tries: 3 })).toHaveLength(3 * ALL_CELLS.length);
  expect(order()).toEqual(order());
  expect(order({ seed: '2' })).not.toEqual(order());
  expect(order({ seed: '2' }).toSorted()).toEqual(order().toSorted());
});

test('a name chooses a suite, a cell, or all whose names have it', () => {
  expect(new Set(plan({ names: ['departure'] }).map(({ cell }) => cell.name.split(':')[0]))).toEqual(new Set(['departure']));
  expect(plan({ names: ['matrix: connected, caller: reload'] })).toHaveLength(1);
  expect(plan({ names: ['quality', 'credentials'] })).toHaveLength(2);
});

test('a suite is not taken along by cells of another that have its name in theirs', () => {
  expect(new Set(plan({ names: ['waiting'] }).map(({ cell }) => cell.name.split(':')[0]))).toEqual(new Set(['waiting']));
  expect(plan({ names: ['matrix: connected, caller: crash and reopen'] })).toHaveLength(1);
});

test('where there is no laboratory, its cells are left out, and no others', () => {
  const suites = new Set(plan({ hasLab: false }).map(({ cell }) => cell.name.split(':')[0]));
  expect(suites).toEqual(new Set(['by hand', 'cost', 'departure', 'firefox', 'matrix', 'quality', 'store', 'waiting']));
});

test('a name that fits no cell is an error that tells which suites there are', () => {
  expect(() => plan({ names: ['departure', 'deprture'] })).toThrow(/"deprture": choose among the suites matrix, departure,/);
});
