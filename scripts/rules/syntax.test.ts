import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { makeMutants } from './mutants.ts';
import { listPredicates } from './predicates.ts';
import { positionOf, readClauses } from './syntax.ts';

const SMALL = `rules_version = '2';
service cloud.firestore {
  match /databases/{database}/documents {
    // isCallee decides.
    function limit() { return 2; }
    function isShort(text) { return text.size() <= limit() && text.matches('[a-c]{2}'); }
    match /notes/{id} {
      allow get: if isShort(id) || !(request.auth == null);
    }
  }
}
`;

const predicatesOf = (source: string): string[] =>
  listPredicates(readClauses(source)).map(({ clause, expression: { start, end } }) => `${clause.name}: ${source.slice(start, end)}`);

test('every operand that is true or false is found, and nothing else', () => {
  expect(predicatesOf(SMALL)).toEqual([
    "isShort: text.size() <= limit() && text.matches('[a-c]{2}')",
    'isShort: text.size() <= limit()',
    "isShort: text.matches('[a-c]{2}')",
    'notes get: isShort(id) || !(request.auth == null)',
    'notes get: isShort(id)',
    'notes get: !(request.auth == null)',
    'notes get: (request.auth == null)',
  ]);
});

test('each clause is dropped, each bound moved, each pattern and permission changed', () => {
  expect(makeMutants(SMALL).map(({ name }) => name)).toEqual([
    'limit: 2 → 3',
    'limit: 2 → 1',
    "isShort: text.size() <= limit() && text.matches('[a-c]{2}') → true",
    "isShort: text.size() <= limit() && text.matches('[a-c]{2}') → false",
    'isShort: text.size() <= limit() → true',
    "isShort: text.matches('[a-c]{2}') → true",
    'isShort: text.size() <= limit() → text.size() < limit()',
    "isShort: '[a-c]{2}' → '[]{2}'",
    "isShort: '[a-c]{2}' → '[b-c]{2}'",
    "isShort: '[a-c]{2}' → '[a-b]{2}'",
    "isShort: '[a-c]{2}' → '[a-d]{2}'",
    "isShort: '[a-c]{2}' → '[a-c]{1}'",
    "isShort: '[a-c]{2}' → '[a-c]{3}'",
    "isShort: '[a-c]{2}' → '[a-c]{2,}'",
    "isShort: '[a-c]{2}' → '[a-c]{1,2}'",
    'notes get: get → read',
    'notes get: isShort(id) || !(request.auth == null) → true',
    'notes get: isShort(id) || !(request.auth == null) → false',
    'notes get: isShort(id) → false',
    'notes get: !(request.auth == null) → false',
    'notes get: !(request.auth == null) → (request.auth == null)',
    'notes get: request.auth == null → request.auth >= null',
    'notes get: request.auth == null → request.auth <= null',
    'notes get: request.auth == null → request.auth != null',
  ]);
});

test('a mutant is one change of the file', () => {
  const [first] = makeMutants(SMALL);
  expect(first?.source).toBe(SMALL.replace('return 2', 'return 3'));
});

test('what it does not know is refused with its place', () => {
  expect(() => readClauses(SMALL.replace('<= limit()', '? 1 : 2'))).toThrow('6:');
  expect(() => readClauses(SMALL.replace('return 2', 'returns 2'))).toThrow('5:');
  expect(positionOf('a\nbc', 3)).toBe('2:2');
});

test('firestore.rules is understood to the last predicate and operation', () => {
  const source = readFileSync(new URL('../../firestore.rules', import.meta.url), 'utf8');
  const clauses = readClauses(source);
  expect(clauses.filter(({ isFunction }) => isFunction)).toHaveLength(source.match(/^ *function /gm)?.length ?? 0);
  expect(clauses.filter(({ isFunction }) => !isFunction)).toHaveLength(source.match(/^ *allow /gm)?.length ?? 0);
  const names = makeMutants(source).map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
});
