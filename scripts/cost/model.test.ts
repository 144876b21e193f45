import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ROOT } from '../machine/paths.ts';
import { asMarkdown, costOf, dayOf, OF_A_CALL } from './model.ts';
import { putTables } from './page.ts';

test('the tables in docs/scaling.md are those of the model', () => {
  const page = readFileSync(join(ROOT, 'docs/scaling.md'), 'utf8');
  expect(putTables(page, asMarkdown())).toBe(page);
});

test('a call costs what its parts cost, and a thousand calls a thousand times that', () => {
  const one = dayOf(1);
  expect(one.writes).toBe(OF_A_CALL.clientWrites + OF_A_CALL.burialWrites + OF_A_CALL.mintWrites);
  for (const [what, cost] of Object.entries(costOf(dayOf(1000)))) expect(cost).toBeCloseTo(1000 * (costOf(one)[what] ?? NaN), 9);
});

test('what a call writes is deleted again', () => {
  // Its own document and two batches, and what was counted for two people.
  expect(dayOf(1).deletes).toBe(3 + 4);
});
