import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { drawSample } from './draw-sample.ts';
import { makeMutants } from './mutants.ts';

const EVERY = 37;
const NAMES = makeMutants(readFileSync(new URL('../../firestore.rules', import.meta.url), 'utf8')).map(({ name }) => name);

const commit = (number: number): string => createHash('sha1').update(String(number)).digest('hex');
const draw = (seed: string): readonly string[] => [...drawSample(NAMES, seed, EVERY)];

test('the same commit draws the same, in whatever order the mutants come', () => {
  expect(draw(commit(1))).toEqual(draw(commit(1)));
  expect(drawSample(NAMES.toReversed(), commit(1), EVERY)).toEqual(drawSample(NAMES, commit(1), EVERY));
});

test('two commits draw different ones, and so do two runs of one commit', () => {
  expect(new Set(draw(commit(1)))).not.toEqual(new Set(draw(commit(2))));
  expect(new Set(draw(commit(1)))).not.toEqual(new Set(draw(`${commit(1)}:full`)));
});

test('one of so many is drawn, rounded up, and never none', () => {
  expect(draw(commit(1))).toHaveLength(Math.ceil(NAMES.length / EVERY));
  expect(drawSample(['a', 'b'], commit(1), EVERY).size).toBe(1);
  expect(drawSample(['a', 'b'], commit(1), 1)).toEqual(new Set(['a', 'b']));
});

test('over many commits every mutant is drawn, none much more often than others', () => {
  const COMMITS = 1_000;
  const times = new Map(NAMES.map((name) => [name, 0]));
  for (let number = 0; number < COMMITS; number += 1) {
    for (const name of draw(commit(number))) times.set(name, (times.get(name) ?? 0) + 1);
  }
  const expected = COMMITS / EVERY;
  expect(times.size).toBe(NAMES.length);
  expect(Math.min(...times.values())).toBeGreaterThan(expected / 4);
  expect(Math.max(...times.values())).toBeLessThan(expected * 2);
});
