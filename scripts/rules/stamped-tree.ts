import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { formatStamp, hashFiles, isStamped, type MutantStamp, parseStamp, STAMP_FILE, type StampedFile } from './mutant-stamp.ts';

const FOLDERS = ['protocol', 'emulator-tests/rules', 'scripts/rules'];

/** The files of a checkout that a stamp speaks of, as they are now, committed or not. */
export function readStampedFiles(root: string): readonly StampedFile[] {
  const inFolders = FOLDERS.flatMap((folder) => readdirSync(join(root, folder), { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => relative(root, join(parentPath, name)).split(sep).join('/'));
  return ['firestore.rules', ...inFolders].filter(isStamped).map((path) => ({ path, contents: readFileSync(join(root, path)) }));
}

export function hashTree(root: string): string {
  return hashFiles(readStampedFiles(root));
}

export function readStamp(root: string): MutantStamp | undefined {
  const file = join(root, STAMP_FILE);
  return existsSync(file) ? parseStamp(readFileSync(file, 'utf8')) : undefined;
}

export function writeStamp(root: string, stamp: MutantStamp): void {
  writeFileSync(join(root, STAMP_FILE), formatStamp(stamp));
}

/**
 * The seed of the samples: the commit's hash, which no author can choose to suit a false stamp. A downloaded archive has
 * no commit, and a machine may have no git: then the hash of the files.
 */
export function readSeed(root: string): string {
  const { status, stdout } = spawnSync('git', ['rev-parse', 'HEAD'], { cwd: root, encoding: 'utf8' });
  return status === 0 ? stdout.trim() : hashTree(root);
}
