import { afterAll, beforeAll, expect, it } from 'vitest';
import { ROOT } from '../../../scripts/machine/paths.ts';
import { drawSample } from '../../../scripts/rules/draw-sample.ts';
import { isStampOf, STAMP_FILE } from '../../../scripts/rules/mutant-stamp.ts';
import { hashTree, readSeed, readStamp, writeStamp } from '../../../scripts/rules/stamped-tree.ts';
import { recordFigure } from '../../../scripts/test-run/for-the-record.ts';
import { readMutants, runMutants } from '../../rules/mutation-run.ts';
import { RulesProject } from '../../rules/rules-project.ts';
import { type FirestoreEmulator, startFirestoreEmulator } from '../../support/stacks/firestore-emulator.ts';

/** Mutants tried at the same time, each in a project of its own. */
const PROJECTS = 3;

/** Of those that a stamp says were killed, one of so many is tried again: what it is wrong about is found out some dozen commits later. */
const EVERY = 12;

let emulator: FirestoreEmulator;

beforeAll(async () => {
  emulator = await startFirestoreEmulator();
});
afterAll(() => emulator.stop());

it('the pairs tell every mutant of the rules from the rules: all after a change of either, else a sample', async ({ task }) => {
  const host = `${emulator.host}:${emulator.port}`;
  const projects = Array.from({ length: PROJECTS }, (_, index) => new RulesProject(host, `demo-mutants-${index}`));
  const hash = hashTree(ROOT);
  const names = (await readMutants()).map(({ name }) => name);
  const stamp = readStamp(ROOT);

  if (isStampOf(stamp, hash, names.length)) {
    // Not those that `npm test` draws from the same commit.
    const sample = drawSample(names, `${readSeed(ROOT)}:full`, EVERY);
    const { made, killed, equivalent, survivors, wronglyListed } = await runMutants(projects, { only: (name) => sample.has(name) });
    recordFigure(
      task, 'rules, mutants',
      `a sample of ${made}, ${killed} killed (${equivalent} equivalent, listed); by the stamp, all ${stamp.made} were when the files were as they are (${stamp.killed} killed, ${stamp.equivalent} equivalent)`,
    );
    expect({ survivors, wronglyListed }, `${STAMP_FILE} says that all were killed: remove it, and all are tried again`).toEqual({ survivors: [], wronglyListed: [] });
    return;
  }

  const { made, killed, equivalent, survivors, wronglyListed } = await runMutants(projects);
  const all = `${killed} killed of ${made} made (${equivalent} equivalent, listed)`;
  const isKilled = survivors.length + wronglyListed.length === 0;
  // It takes minutes, and somebody may be at work meanwhile: what was tried is what was there before.
  const isUnchanged = hashTree(ROOT) === hash;
  if (isKilled && isUnchanged) writeStamp(ROOT, { hash, made, killed, equivalent });
  const outcome = isUnchanged ? `${STAMP_FILE} was written and has to be committed` : 'no stamp: the files have changed meanwhile';
  recordFigure(task, 'rules, mutants', isKilled ? `${all}; ${outcome}` : all);
  expect({ survivors, wronglyListed }).toEqual({ survivors: [], wronglyListed: [] });
});
