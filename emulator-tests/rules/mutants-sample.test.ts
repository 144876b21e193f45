import { expect, inject, it } from 'vitest';
import { runMutants } from './mutation-run.ts';
import { RulesProject } from './rules-project.ts';

/** One of so many, always the same ones: all of them take minutes and belong to `npm run test:full`. */
const EVERY = 19;

const { host, port } = inject('firestoreEmulator');

it('the pairs tell a sample of the mutants of the rules from the rules', { timeout: 120_000 }, async () => {
  const { made, killed, equivalent, survivors, wronglyListed } = await runMutants([new RulesProject(`${host}:${port}`, 'demo-mutants')], EVERY);
  console.log(`${killed} mutants killed of ${made} sampled (${equivalent} equivalent, listed)`);
  expect({ survivors, wronglyListed }).toEqual({ survivors: [], wronglyListed: [] });
});
