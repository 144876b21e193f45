import { createHash } from 'node:crypto';
import { isInteger, isText, NO_FIELDS, parseJsonObject } from '#protocol/unknown-json.ts';

/** Beside what it speaks of, and committed with it. */
export const STAMP_FILE = 'emulator-tests/rules/mutants-stamp.json';

/** Says that all mutants were tried while the files had this hash, and that none survived. */
export interface MutantStamp {
  readonly hash: string;
  readonly made: number;
  readonly killed: number;
  readonly equivalent: number;
}

export interface StampedFile {
  /** Relative to the repository, with `/`. */
  readonly path: string;
  readonly contents: Uint8Array;
}

/** The rules, and the files that the outcome of a mutation run depends on. */
export function isStamped(path: string): boolean {
  if (path === STAMP_FILE) return false;
  // Editors and systems put such files everywhere.
  if (path.split('/').some((part) => part.startsWith('.'))) return false;
  if (path.startsWith('protocol/')) return path.endsWith('.ts') && !path.endsWith('.test.ts');
  return path === 'firestore.rules' || path.startsWith('emulator-tests/rules/') || path.startsWith('scripts/rules/');
}

/** One hash of all of them. Lengths stand before names and contents: no two trees read the same. */
export function hashFiles(files: readonly StampedFile[]): string {
  const hash = createHash('sha256');
  // By code units: the order of a locale is not the same on every machine.
  for (const { path, contents } of files.toSorted((one, other) => (one.path < other.path ? -1 : 1))) {
    hash.update(`${Buffer.byteLength(path)}:${path}${contents.byteLength}:`).update(contents);
  }
  return hash.digest('hex');
}

/** What the stamp's file says; undefined when it says nothing that could be so. */
export function parseStamp(text: string): MutantStamp | undefined {
  // One that is no JSON was half written, or two of them were merged.
  const stamp = parseJsonObject(text);
  const { hash, made, killed, equivalent } = stamp.ok ? stamp.value : NO_FIELDS;
  if (!isText(hash) || !isInteger(made, 0) || !isInteger(killed, 0) || !isInteger(equivalent, 0)) return undefined;
  return killed + equivalent === made ? { hash, made, killed, equivalent } : undefined;
}

export function formatStamp({ hash, made, killed, equivalent }: MutantStamp): string {
  return `${JSON.stringify({ hash, made, killed, equivalent }, undefined, 2)}\n`;
}

/** Whether it speaks of these files, and of as many mutants as they make. */
export function isStampOf(stamp: MutantStamp | undefined, hash: string, made: number): stamp is MutantStamp {
  return stamp?.hash === hash && stamp.made === made;
}
