/** The subject of a sentence is a thing with a name: documents and comments have no word that hides it. */
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ROOT } from '../machine/paths.ts';

const HIDING = /(?<![-`\w])(?:whom?ever|(?:no|some|any|every)body|what (?:comes|came) of)(?![-`\w])/i;

/** Messages of the screens and cells of the record are quoted as they are; records and changes tell of their time. */
const PAGES = globSync(['README.md', 'CONTRIBUTING.md', 'engine/README.md', 'docs/*.md'], { cwd: ROOT, exclude: ['docs/what-is-told-when.md', 'docs/reliability.md'] });

/** The comments of the rules and their tests are part of the mutants' stamp: they change with the rules. */
const SOURCES = globSync(['{engine,web}/src/**/*.ts', 'functions/src/**/*.ts', '{scripts,bench,emulator-tests}/**/*.{ts,mjs}'], {
  cwd: ROOT,
  exclude: ['**/node_modules/**', 'emulator-tests/{full/,}rules/**', 'scripts/rules/**'],
});

const hidden = (path: string, isLooked: (line: string) => boolean): string[] =>
  readFileSync(join(ROOT, path), 'utf8').split('\n').flatMap((line, index) => (isLooked(line) && HIDING.test(line) ? [`${path}:${index + 1} ${line.trim()}`] : []));

test.each(['Whoever joins is told', 'nobody waits for it', 'what comes of it is an event', 'Somebody is in between'])('a hidden subject is found: %s', (sentence) => {
  expect(HIDING.test(sentence)).toBe(true);
});

test.each(['The callee that joins is told', 'No side waits for it', 'its outcome is an event', 'letSomebodyElseIn()', '`nobody`: denied', 'firelink-let-somebody-else-in'])('a named one is not: %s', (sentence) => {
  expect(HIDING.test(sentence)).toBe(false);
});

test('documents name their subjects', () => {
  expect(PAGES.length).toBeGreaterThan(12);
  // The name of a file is no sentence.
  expect(PAGES.flatMap((path) => hidden(path, (line) => HIDING.test(line.replaceAll(/\]\([^)]*\)/g, ''))))).toEqual([]);
});

test('comments name their subjects', () => {
  expect(SOURCES.length).toBeGreaterThan(500);
  expect(SOURCES.flatMap((path) => hidden(path, (line) => /^\s*(?:\/\*\*?|\*|\/\/)/.test(line)))).toEqual([]);
});
