import { expect, inject, it } from 'vitest';
import { findCoverage } from './coverage.ts';
import { RulesProject } from './rules-project.ts';

/** The check of the coverage, checked: rules with operands that no request has tried. */
const RULES = `rules_version = '2';
service cloud.firestore {
  match /databases/{database}/documents {
    function isOpen(note) { return note.open == true; }
    match /notes/{id} {
      allow get: if request.auth != null && (isOpen(resource.data) || id == 'one');
    }
  }
}
`;

const { host, port } = inject('firestoreEmulator');

it('names each operand that was never true or never false, and takes an error for neither', async () => {
  const project = new RulesProject(`${host}:${port}`, 'demo-coverage');
  await project.load(RULES);
  // The note is not there: isOpen ends in an error, and the other operand decides.
  expect(await project.database.get('alice', 'notes/one')).toBe('allowed');
  expect(await project.database.get('alice', 'notes/two')).toBe('denied');
  const { covered, lacking } = findCoverage(RULES, await project.readSeen());
  expect(lacking).toEqual([
    '4:36 (isOpen) never true nor false: note.open == true',
    "6:21 (notes get) never false: request.auth != null && (isOpen(resource.data) || id == 'one')",
    '6:21 (notes get) never false: request.auth != null',
    "6:45 (notes get) never false: (isOpen(resource.data) || id == 'one')",
    '6:46 (notes get) never true nor false: isOpen(resource.data)',
  ]);
  expect(covered).toBe(1);
});

it('begins anew with the rules', async () => {
  const project = new RulesProject(`${host}:${port}`, 'demo-coverage-anew');
  await project.load(RULES);
  await project.database.get('alice', 'notes/one');
  await project.load(RULES);
  expect(findCoverage(RULES, await project.readSeen()).covered).toBe(0);
});

it('rules that do not compile are an error, never an empty report', async () => {
  const project = new RulesProject(`${host}:${port}`, 'demo-coverage-broken');
  await expect(project.load(RULES.replace('&&', '&& &&'))).rejects.toThrow('does not take these rules');
});
