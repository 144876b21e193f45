import type { Attempt, Change } from './attempts.ts';
import type { Outcome } from './firestore-rest.ts';

/**
 * A denial and the success beside it: `base` (with `beside`, when the success is a variant) is allowed, and the same
 * with `spoil`, which changes exactly one thing, is denied.
 */
export interface Pair {
  denied: string;
  spoil: Change;
  beside?: Change;
}

/** A variant of `base` that is allowed as well. */
export interface Variant {
  allowed: string;
  vary: Change;
}

export interface PairTable {
  readonly title: string;
  /** Makes a fresh attempt, with a call id of its own, each time. */
  readonly base: () => Attempt;
  readonly rows: readonly (Pair | Variant)[];
}

/** One request and what the rules must say to it. */
export interface Case {
  readonly name: string;
  readonly expected: Outcome;
  make(): Attempt;
}

export function addPairs(tables: PairTable[], title: string, base: () => Attempt, rows: readonly (Pair | Variant)[]): void {
  tables.push({ title, base, rows });
}

export function countPairs(tables: readonly PairTable[]): number {
  return tables.flatMap(({ rows }) => rows).filter((row) => 'denied' in row).length;
}

/** Every case of a table, each once: the success that many denials stand beside comes first. */
export function listCases({ base, rows }: PairTable): Case[] {
  const make = (...changes: Change[]) => (): Attempt => {
    const attempt = base();
    for (const change of changes) change(attempt);
    return attempt;
  };
  const cases: Case[] = [{ name: 'allowed', expected: 'allowed', make: base }];
  for (const row of rows) {
    if ('allowed' in row) {
      cases.push({ name: `allowed: ${row.allowed}`, expected: 'allowed', make: make(row.vary) });
      continue;
    }
    const { denied, spoil, beside } = row;
    if (beside) cases.push({ name: `allowed: beside "${denied}"`, expected: 'allowed', make: make(beside) });
    cases.push({ name: `denied: ${denied}`, expected: 'denied', make: beside ? make(beside, spoil) : make(spoil) });
  }
  return cases;
}
