import { listPredicates } from '../../scripts/rules/predicates.ts';
import { positionOf, readClauses } from '../../scripts/rules/syntax.ts';
import type { SeenValues } from './rules-project.ts';

export interface Coverage {
  /** Expressions that were true in one request and false in another. */
  readonly covered: number;
  /** The others, each with its place, its text and the value that no request has given it. */
  readonly lacking: readonly string[];
}

/**
 * An expression that ends in an error has no value: a request that is denied by one shows nothing of it. So the wrong
 * value of every operand has to be met by itself, the field there and of the right type.
 */
export function findCoverage(rules: string, seen: SeenValues): Coverage {
  const lacking: string[] = [];
  const predicates = listPredicates(readClauses(rules));
  for (const { clause, expression: { start, end } } of predicates) {
    const text = rules.slice(start, end);
    // The emulator's positions leave closing brackets out.
    const lastOffset = start + text.replace(/[\s()[\]]+$/, '').length;
    const missing = [true, false].filter((value) => !seen.has(start, lastOffset, value));
    if (missing.length > 0) lacking.push(`${positionOf(rules, start)} (${clause.name}) never ${missing.join(' nor ')}: ${text.replaceAll(/\s+/g, ' ')}`);
  }
  return { covered: predicates.length - lacking.length, lacking };
}
