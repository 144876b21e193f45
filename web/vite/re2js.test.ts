import { globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { resolveConfig } from 'vite';
import { expect, test } from 'vitest';

const WEB = fileURLToPath(new URL('..', import.meta.url));
/** The browsers' entry of Firestore's SDK. */
const FIRESTORE = join(dirname(fileURLToPath(import.meta.resolve('@firebase/firestore/package.json'))), 'dist/index.esm.js');

test('the page’s code takes what stands in for re2js', async () => {
  const config = await resolveConfig({ root: WEB, configFile: join(WEB, 'vite.config.ts'), logLevel: 'silent' }, 'build');
  const taken = config.resolve.alias.filter(({ find }) => (typeof find === 'string' ? find === 're2js' : find.test('re2js')));
  expect(taken.map(({ replacement }) => replacement)).toEqual([join(WEB, 'vite/re2js.ts')]);
});

test('Firestore’s SDK compiles regular expressions for three functions of its pipelines, and for nothing else', () => {
  const shared = /["'](\.\/common-[^"']+)["']/.exec(readFileSync(FIRESTORE, 'utf8'));
  const text = readFileSync(join(dirname(FIRESTORE), shared?.[1] ?? ''), 'utf8');
  // From one class to the next.
  const users = text.split(/^class /m).slice(1).filter((part) => part.includes('RE2JS')).map((part) => /^[\w$]+/.exec(part)?.[0]);
  expect(users).toEqual(['__PRIVATE_CoreLike', '__PRIVATE_CoreRegexContains', '__PRIVATE_CoreRegexMatch']);
  expect(text.split(/^class /m)[0]?.match(/RE2JS/g), 'outside of them it is imported').toHaveLength(1);
});

test('the page makes no query of a pipeline', () => {
  const files = globSync('src/**/*.ts', { cwd: WEB });
  expect(files.length).toBeGreaterThan(100);
  expect(files.filter((file) => readFileSync(join(WEB, file), 'utf8').includes('firestore/pipelines'))).toEqual([]);
});
