import { globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { ROOT } from './machine/paths.ts';

const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');

test('tests run on the Node of the packages, not on the machine’s own', () => {
  expect(process.version).toMatch(/^v24\./);
});

test('the commands that the README names are there', () => {
  const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
  for (const name of ['start', 'demo', 'build', 'build:engine', 'build:functions', 'test', 'test:full', 'check', 'lint', 'types']) {
    expect(scripts, name).toHaveProperty([name]);
    for (const path of scripts[name]?.match(/scripts\/\S+/g) ?? []) expect(read(path), path).not.toBe('');
  }
});

test('the lock file names no registry, and a package for every platform that a dependency asks for', () => {
  const { packages } = JSON.parse(read('package-lock.json')) as {
    packages: Record<string, { resolved?: string; optionalDependencies?: Record<string, string> }>;
  };
  const entries = Object.entries(packages);
  expect(entries.filter(([, { resolved }]) => resolved?.startsWith('http')).map(([path]) => path)).toEqual([]);
  // `npm ci` refuses a lock with such a gap, on the platforms that it was not written on.
  const gaps = entries
    .filter(([path]) => /^node_modules\/(oxlint|oxlint-tsgolint|rolldown|esbuild|typescript|vite)$/.test(path))
    .flatMap(([, { optionalDependencies }]) => Object.keys(optionalDependencies ?? {}))
    .filter((name) => packages[`node_modules/${name}`] === undefined);
  expect(gaps).toEqual([]);
});

test('every test file lies where a stage looks for it', () => {
  const files = globSync('**/*.{test,spec}.*', {
    cwd: ROOT,
    exclude: (path) => /(^|\/)(node_modules|dist|output|\.cache|dist-run-[^/]*)$/.test(path),
  });
  expect(files.filter((file) => !/^(protocol|scripts|engine\/src|web|functions\/src|emulator-tests)\/.*\.test\.ts$/.test(file))).toEqual([]);
});

test('no source file is longer than 400 lines', () => {
  const files = globSync(
    ['{protocol,functions/src,engine/src,web/src,web/vite,emulator-tests,bench,scripts}/**/*.{ts,mjs}', 'firestore.rules'],
    { cwd: ROOT },
  );
  expect(files.length).toBeGreaterThan(0);
  expect(files.filter((file) => read(file).split('\n').length > 401)).toEqual([]);
});

/** Folders that are lists on purpose: their files are looked up by number, and none is read for another's sake. */
const LISTS = new Set(['docs/decisions']);

test('a folder is a subject, not a list: no more than 22 files in it', () => {
  const files = globSync('{protocol,functions,engine,web,emulator-tests,bench,scripts,docs}/**/*.*', {
    cwd: ROOT,
    exclude: (path) => /(^|\/)(node_modules|dist|output|\.cache|dist-run-[^/]*)$/.test(path),
  });
  const folders = Map.groupBy(files, (file) => dirname(file));
  expect(folders.size).toBeGreaterThan(50);
  expect([...folders].filter(([folder, within]) => within.length > 22 && !LISTS.has(folder)).map(([folder, within]) => `${folder}: ${within.length}`)).toEqual([]);
});
