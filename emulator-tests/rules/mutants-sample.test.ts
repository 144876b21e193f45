import { expect, inject, it } from 'vitest';
import { ROOT } from '../../scripts/machine/paths.ts';
import { drawSample } from '../../scripts/rules/draw-sample.ts';
import { readSeed } from '../../scripts/rules/stamped-tree.ts';
import { recordFigure } from '../../scripts/test-run/for-the-record.ts';
import { readMutants, runMutants } from './mutation-run.ts';
import { reads } from './pairs/reads.ts';
import { RulesProject } from './rules-project.ts';

/** One of so many, others with each commit: all of them take minutes and belong to `npm run test:full`. */
const EVERY = 37;

const { host, port } = inject('firestoreEmulator');

it('the pairs tell a sample of the mutants of the rules from the rules', async ({ task }) => {
  const names = (await readMutants()).map(({ name }) => name);
  const sample = drawSample(names, readSeed(ROOT), EVERY);
  const { made, killed, equivalent, survivors, wronglyListed } = await runMutants([new RulesProject(`${host}:${port}`, 'demo-mutants')], {
    only: (name) => sample.has(name),
  });
  recordFigure(
    task, 'rules, mutants',
    `${killed} killed of ${made} sampled (${equivalent} equivalent, listed); npm run test:full tries all ${names.length}, once for each change of the rules or the pairs`,
  );
  expect({ survivors, wronglyListed }).toEqual({ survivors: [], wronglyListed: [] });
});

it('a mutant that no pair notices is reported, and so is a listed one that a pair does notice or that is not there', async () => {
  const noticed = 'isSignedIn: request.auth != null → request.auth == null';
  const report = await runMutants([new RulesProject(`${host}:${port}`, 'demo-mutants-few')], {
    // Those of the functions that tell who asks, put before the pairs that only read.
    only: (name) => /^(isSignedIn|isLease): /.test(name),
    tables: reads,
    listed: { [noticed]: 'a wrong reason', 'isGone: true → false': 'of a rule that is gone' },
  });
  expect(report.survivors).toContain('isLease: expiresAt > request.time → true');
  expect(report.survivors.every((name) => name.startsWith('isLease: '))).toBe(true);
  expect(report.wronglyListed).toEqual(['isGone: true → false', expect.stringContaining(noticed)]);
});
