import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { hashCode } from './code-hash.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'firelink-hash-'));
  mkdirSync(join(root, 'web/testing'), { recursive: true });
  writeFileSync(join(root, 'web/call.ts'), 'one');
  writeFileSync(join(root, 'rules'), 'two');
});
afterEach(() => rmSync(root, { recursive: true }));
const now = (): string => hashCode(root, ['web', 'rules']);

test('a byte more or a file renamed is other code', () => {
  const before = now();
  expect(now()).toBe(before);
  writeFileSync(join(root, 'rules'), 'two ');
  const longer = now();
  renameSync(join(root, 'web/call.ts'), join(root, 'web/calls.ts'));
  expect(new Set([before, longer, now()]).size).toBe(3);
});

test('a test beside the code is none of it', () => {
  const before = now();
  writeFileSync(join(root, 'web/call.test.ts'), 'three');
  writeFileSync(join(root, 'web/testing/fake.ts'), 'four');
  expect(now()).toBe(before);
});

test('what is not there is an error, not nothing', () => {
  expect(() => hashCode(root, ['firestore.rules'])).toThrow('ENOENT');
});
