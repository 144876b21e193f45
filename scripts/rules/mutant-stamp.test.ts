import { describe, expect, test } from 'vitest';
import { ROOT } from '../machine/paths.ts';
import { formatStamp, hashFiles, isStamped, isStampOf, parseStamp, STAMP_FILE, type StampedFile } from './mutant-stamp.ts';
import { readStampedFiles } from './stamped-tree.ts';

const STAMP = { hash: 'a'.repeat(64), made: 380, killed: 371, equivalent: 9 };
const file = (path: string, contents: string): StampedFile => ({ path, contents: Buffer.from(contents) });

describe('what is hashed', () => {
  test.each([
    'firestore.rules', 'protocol/limits.ts', 'emulator-tests/rules/pairs/opening.ts', 'emulator-tests/rules/mutation-run.ts',
    'emulator-tests/rules/mutants-sample.test.ts', 'scripts/rules/mutants.ts',
  ])('%s', (path) => {
    expect(isStamped(path)).toBe(true);
  });

  test.each([
    STAMP_FILE, 'protocol/limits.test.ts', 'protocol/tsconfig.json', 'emulator-tests/rules/.DS_Store', 'scripts/rules.ts', 'scripts/test.ts',
    'web/firestore.rules', 'firestore.rules.ts', 'emulator-tests/full/rules/races.test.ts',
  ])('not %s', (path) => {
    expect(isStamped(path)).toBe(false);
  });
});

describe('the hash', () => {
  const files = readStampedFiles(ROOT);
  const hash = hashFiles(files);

  test('is the same in whatever order the files come', () => {
    expect(hashFiles(files.toReversed())).toBe(hash);
    expect(hash).toMatch(/^[0-9a-f]{64}$/);
  });

  test.each(files)('changes with one byte of $path, and with its name', ({ path, contents }) => {
    const changedTo = (instead: Partial<StampedFile>): string => hashFiles(files.map((one) => (one.path === path ? { ...one, ...instead } : one)));
    expect(changedTo({ contents: contents.map((byte, index) => (index === contents.length - 1 ? byte ^ 1 : byte)) })).not.toBe(hash);
    expect(changedTo({ path: `${path}x` })).not.toBe(hash);
    expect(changedTo({})).toBe(hash);
  });

  test('changes with a file that is added or is gone', () => {
    expect(hashFiles([...files, file('protocol/other.ts', '')])).not.toBe(hash);
    expect(hashFiles(files.slice(1))).not.toBe(hash);
  });

  test('tells apart what only moves from a name into the contents, or from one file into the next', () => {
    const trees = [
      [file('a', 'bc')], [file('ab', 'c')], [file('a', '1:bc')], [file('a', ''), file('bc', '')], [file('a', 'b'), file('c', '')],
      [file('a', ''), file('b', 'c')], [file('a', '1:b1:c')],
    ];
    expect(new Set(trees.map(hashFiles)).size).toBe(trees.length);
  });
});

describe('the stamp', () => {
  test('is read as it was written', () => {
    expect(parseStamp(formatStamp(STAMP))).toEqual(STAMP);
  });

  test.each([
    ['nothing', ''],
    ['half of one', formatStamp(STAMP).slice(0, 80)],
    ['two, merged', `<<<<<<< ours\n${formatStamp(STAMP)}=======\n${formatStamp(STAMP)}>>>>>>> theirs\n`],
    ['null', 'null'],
    ['a list', '[]'],
    ['one without a hash', JSON.stringify({ ...STAMP, hash: undefined })],
    ['one of too few killed', JSON.stringify({ ...STAMP, killed: 370 })],
    ['one that counts in words', JSON.stringify({ ...STAMP, killed: '371' })],
    ['one that counts below nothing', JSON.stringify({ ...STAMP, killed: 389, equivalent: -9 })],
    ['one of halves', JSON.stringify({ ...STAMP, killed: 370.5, equivalent: 9.5 })],
    ['one without equivalents', JSON.stringify({ hash: STAMP.hash, made: 371, killed: 371 })],
  ])('%s is no stamp', (_what, text) => {
    expect(parseStamp(text)).toBeUndefined();
  });

  test('speaks of the files that it was made of, and of no others', () => {
    expect(isStampOf(STAMP, STAMP.hash, STAMP.made)).toBe(true);
    expect(isStampOf(STAMP, 'b'.repeat(64), STAMP.made)).toBe(false);
    expect(isStampOf(STAMP, STAMP.hash, STAMP.made + 1)).toBe(false);
    expect(isStampOf(undefined, STAMP.hash, STAMP.made)).toBe(false);
  });
});
