import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { STAMP_FILE } from './mutant-stamp.ts';
import { hashTree, readSeed, readStamp, readStampedFiles, writeStamp } from './stamped-tree.ts';

let root: string;

function write(path: string, text: string): void {
  mkdirSync(join(root, dirname(path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

beforeEach(() => {
  // A hook of git sets it, and every folder belongs to that repository then.
  vi.stubEnv('GIT_DIR', undefined);
  root = mkdtempSync(join(tmpdir(), 'stamped-tree-'));
  write('firestore.rules', 'rules');
  write('protocol/limits.ts', 'limits');
  write('protocol/limits.test.ts', 'a test');
  write('emulator-tests/rules/pairs/opening.ts', 'pairs');
  write('scripts/rules/mutants.ts', 'mutants');
  write('scripts/test.ts', 'something else');
});
afterEach(() => {
  rmSync(root, { recursive: true, force: true });
  vi.unstubAllEnvs();
});

test('the files are found by their names in the repository, wherever it lies', () => {
  expect(readStampedFiles(root).map(({ path }) => path).sort()).toEqual([
    'emulator-tests/rules/pairs/opening.ts', 'firestore.rules', 'protocol/limits.ts', 'scripts/rules/mutants.ts',
  ]);
});

test('what else changes leaves the hash, and so does the stamp itself', () => {
  const hash = hashTree(root);
  expect(readStamp(root)).toBeUndefined();
  const stamp = { hash, made: 3, killed: 2, equivalent: 1 };
  writeStamp(root, stamp);
  write('scripts/test.ts', 'changed');
  write('protocol/limits.test.ts', 'changed');
  expect(readStamp(root)).toEqual(stamp);
  expect(hashTree(root)).toBe(hash);
  write('emulator-tests/rules/pairs/opening.ts', 'pairt');
  expect(hashTree(root)).not.toBe(hash);
  write(STAMP_FILE, '{');
  expect(readStamp(root)).toBeUndefined();
});

test('a sample is drawn by the commit, where there is one', () => {
  const git = (...args: string[]): string => spawnSync('git', args, { cwd: root, encoding: 'utf8' }).stdout.trim();
  expect(readSeed(root)).toBe(hashTree(root));
  git('init', '--quiet');
  // A repository, and no commit yet.
  expect(readSeed(root)).toBe(hashTree(root));
  git('-c', 'user.name=alice', '-c', 'user.email=alice@example.com', 'commit', '--quiet', '--allow-empty', '--message=first');
  expect(readSeed(root)).toBe(git('rev-parse', 'HEAD'));
  vi.stubEnv('PATH', root);
  expect(readSeed(root)).toBe(hashTree(root));
});
