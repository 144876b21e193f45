import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { recordFigure } from '../../scripts/test-run/for-the-record.ts';
import { run } from './attempts.ts';
import { findCoverage } from './coverage.ts';
import { countPairs, listCases } from './pair-tables.ts';
import { ALL_TABLES } from './pairs/all-tables.ts';
import { RULES_FILE, RulesProject, SeenValues } from './rules-project.ts';

/** Every table, in a project of its own: its coverage report is of these requests and no others. */
const { host, port } = inject('firestoreEmulator');
const project = new RulesProject(`${host}:${port}`, 'demo-pairs');
const seen = new SeenValues();

for (const table of ALL_TABLES) {
  describe(table.title, () => {
    beforeAll(() => project.loadRepositorysRules());
    // Table by table: the report of all of them would not fit into the emulator's memory.
    afterAll(async () => seen.merge(await project.readSeen()));

    for (const { name, expected, make } of listCases(table)) {
      it.concurrent(name, async ({ expect }) => {
        expect(await run(project.database, make())).toBe(expected);
      });
    }
  });
}

it('there are at least 150 pairs', () => {
  expect(countPairs(ALL_TABLES)).toBeGreaterThanOrEqual(150);
});

it('every expression of the rules has been true and has been false', ({ task }) => {
  const { covered, lacking } = findCoverage(readFileSync(RULES_FILE, 'utf8'), seen);
  recordFigure(task, 'rules, pairs', `${countPairs(ALL_TABLES)} allowed and denied`);
  recordFigure(task, 'rules, coverage', `${covered} of ${covered + lacking.length} expressions seen true and seen false`);
  expect(lacking).toEqual([]);
});
