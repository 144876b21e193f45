/**
 * Retired names stay away from sources, tests and documents. Decision records and the changelog tell how it was, with the names
 * of their day; the kept figures of runs name tests as they were called. They are left out, as is the list itself.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ROOT } from '../machine/paths.ts';
import { filesNamed, usesOf, type RetiredName } from './retired-names.ts';

const LIST = 'docs/retired-names.json';
const LEFT_OUT = /^(?:docs\/decisions\/\d|CHANGELOG\.md|docs\/(?:reliability|performance)\.json|package-lock\.json|scripts\/docs\/retired-names\.test\.ts)/;
const SEARCHED = /\.(?:ts|mjs|js|json|md|html|css|rules|svg)$/;

const { identifiers, files } = JSON.parse(readFileSync(join(ROOT, LIST), 'utf8')) as Record<'identifiers' | 'files', readonly RetiredName[]>;
const PATHS = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], { cwd: ROOT, encoding: 'utf8' })
  .split('\n')
  .filter((path) => path !== LIST && SEARCHED.test(path) && !LEFT_OUT.test(path) && existsSync(join(ROOT, path)));

test('no file uses a name that was retired', () => {
  expect(PATHS.length).toBeGreaterThan(500);
  expect(PATHS.flatMap((path) => usesOf(identifiers, { path, text: readFileSync(join(ROOT, path), 'utf8') }))).toEqual([]);
});

test('no file or folder has a name that was retired', () => {
  expect(filesNamed(files, PATHS)).toEqual([]);
});

const SOME: readonly RetiredName[] = [{ name: 'Book', now: 'PagedList', in: 'functions/' }, { name: 'restart-please', now: 'restart-request' }];

test.each([
  ['an identifier', 'functions/src/a.ts', 'class Book<Item> {'],
  ['a word of a comment', 'functions/src/a.ts', '\n/** A Book. */'],
  ['a message', 'engine/src/a.ts', "{ type: 'restart-please' }"],
])('a retired name is found as %s', (_, path, text) => {
  expect(usesOf(SOME, { path, text })).toHaveLength(1);
});

test.each([
  ['part of another word', 'functions/src/a.ts', 'const Bookkeeping = MyBook;'],
  ['another case', 'functions/src/a.ts', 'a book'],
  ['a longer name', 'engine/src/a.ts', "'restart-please-not'"],
  ['a word of another folder', 'web/src/a.ts', 'class Book {}'],
])('%s is none', (_, path, text) => {
  expect(usesOf(SOME, { path, text })).toEqual([]);
});

test('a retired file is found by its name with any ending, and as a folder', () => {
  const retired = [{ name: 'walk', now: 'paged-list' }];
  expect(filesNamed(retired, ['a/walk.ts', 'a/walk.test.ts', 'walk/a.ts', 'a/walking.ts', 'a/sleep-walk.ts'])).toHaveLength(3);
});
