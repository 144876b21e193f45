import { afterAll, beforeAll, expect, it } from 'vitest';
import { recordFigure } from '../../../scripts/test-run/for-the-record.ts';
import { runMutants } from '../../rules/mutation-run.ts';
import { RulesProject } from '../../rules/rules-project.ts';
import { type FirestoreEmulator, startFirestoreEmulator } from '../../support/firestore-emulator.ts';

/** Mutants tried at the same time, each in a project of its own. */
const PROJECTS = 3;

let emulator: FirestoreEmulator;

beforeAll(async () => {
  emulator = await startFirestoreEmulator();
});
afterAll(() => emulator.stop());

it('the pairs tell every mutant of the rules from the rules', async ({ task }) => {
  const host = `${emulator.host}:${emulator.port}`;
  const projects = Array.from({ length: PROJECTS }, (_, index) => new RulesProject(host, `demo-mutants-${index}`));
  const { made, killed, equivalent, survivors, wronglyListed } = await runMutants(projects);
  recordFigure(task, 'rules, mutants', `${killed} killed of ${made} made (${equivalent} equivalent, listed)`);
  expect({ survivors, wronglyListed }).toEqual({ survivors: [], wronglyListed: [] });
});
