/** docs/reliability.json: what every cell has shown since the code concerned last changed, and what it had shown before. */
import { quantile, wilson95 } from './statistics.ts';

/**
 * How one try came out. `untrue`: something was said that was not so, or left. `invalid`: the machine stood still, or could
 * not prepare it, so it tells nothing of the product.
 */
export type TryOutcome = 'kept' | 'broken' | 'untrue' | 'invalid';

export interface Try {
  readonly outcome: TryOutcome;
  /** What the promise bounds, s; undefined when it never came, or nothing is bounded. */
  readonly seconds?: number;
  /** The latest timer of the try, ms: of the tests' own process, and of the pages. */
  readonly lagMs: { readonly driver: number; readonly pages: number };
  /** Of a try that was not kept: what was seen. */
  readonly why?: string;
}

/** As the suite hands it over, a line of JSON each. */
export interface TryResult extends Try {
  readonly cell: string;
  readonly promise: string;
  /** Hash of the code concerned. */
  readonly code: string;
}

/** Summed up: what is compared with later. Invalid tries are not in it. */
export interface Summary {
  readonly tries: number;
  readonly successes: number;
  readonly median?: number;
  readonly p95?: number;
  readonly worst?: number;
}

export interface CellRecord {
  readonly promise: string;
  readonly code: string;
  /** In the order in which they were made. */
  readonly tries: readonly (Try & { readonly commit: string })[];
  /** What the code before had shown. */
  readonly before?: Summary;
  /** In how many runs in a row the 95th percentile was a third longer than before. */
  readonly longerRuns: number;
}

export interface Run {
  readonly commit: string;
  readonly machine: Readonly<Record<string, string>>;
  readonly tries: number;
  readonly invalid: number;
  readonly minutes: number;
}

export interface ReliabilityRecord {
  readonly runs: readonly Run[];
  readonly cells: Readonly<Record<string, CellRecord>>;
}

export const EMPTY: ReliabilityRecord = { runs: [], cells: {} };
/** Of all tries of a promise, so many are to keep it. */
export const WANTED = 0.99;
/** Characters of a failure's reason that are kept. */
const LONGEST_WHY = 400;
/** So much longer than before is longer, if it is that many seconds as well. */
const LONGER = 4 / 3;
const LONGER_BY_S = 0.2;
/** Fewer are no ground to compare with, where there is another. */
const ENOUGH_TRIES = 5;

/** With those that came too late: a time that breaks the promise is a time. */
export function summarize(tries: readonly Try[]): Summary {
  const valid = tries.filter(({ outcome }) => outcome !== 'invalid');
  const times = valid.map(({ seconds }) => seconds).filter((seconds) => seconds !== undefined);
  const [median, p95, worst] = [quantile(times, 0.5), quantile(times, 0.95), quantile(times, 1)];
  return {
    tries: valid.length, successes: valid.filter(({ outcome }) => outcome === 'kept').length,
    ...(median !== undefined && { median }), ...(p95 !== undefined && { p95 }), ...(worst !== undefined && { worst }),
  };
}

/** Whether the true rate is surely lower than it should be. */
export function isBelow({ successes, tries }: Summary): boolean {
  return wilson95(successes, tries).high < WANTED;
}

/** The record with one more run. Tries add up for as long as the code concerned is what it was. */
export function addRun(record: ReliabilityRecord, run: Run, results: readonly TryResult[]): ReliabilityRecord {
  const cells = { ...record.cells };
  for (const [name, tried] of Map.groupBy(results, ({ cell }) => cell)) cells[name] = addTries(cells[name], tried, run.commit);
  return { runs: [...record.runs, run], cells };
}

function addTries(before: CellRecord | undefined, tried: readonly TryResult[], commit: string): CellRecord {
  const { code = '', promise = '' } = tried[0] ?? {};
  const ground = before?.code === code ? before : anew(before, code, promise);
  const own = tried.map(({ outcome, seconds, lagMs, why }) => ({
    outcome, ...(seconds !== undefined && { seconds }), lagMs, commit, ...(why !== undefined && { why: why.slice(0, LONGEST_WHY) }),
  }));
  return { ...ground, promise, tries: [...ground.tries, ...own], longerRuns: longerRuns(ground, summarize(own)) };
}

/** For other code. The reference stays as long as the tries after it are too few, or were worse. */
function anew(before: CellRecord | undefined, code: string, promise: string): CellRecord {
  if (!before) return { promise, code, tries: [], longerRuns: 0 };
  const last = summarize(before.tries);
  const isGround = last.tries >= ENOUGH_TRIES && before.longerRuns === 0 && !isBelow(last);
  return { promise, code, tries: [], before: isGround ? last : (before.before ?? last), longerRuns: before.longerRuns };
}

/** A run without a time tells nothing, and takes nothing back. */
function longerRuns({ longerRuns, before }: CellRecord, { p95 }: Summary): number {
  if (p95 === undefined || before?.p95 === undefined) return longerRuns;
  return p95 > LONGER * before.p95 && p95 > before.p95 + LONGER_BY_S ? longerRuns + 1 : 0;
}

/** A line a run and a line a cell, so that a change of the file shows what has changed. */
export function asText({ runs, cells }: ReliabilityRecord): string {
  const names = Object.keys(cells).toSorted();
  const lines = names.map((name) => `${JSON.stringify(name)}: ${JSON.stringify(cells[name])}`);
  return `{"runs": [\n${runs.map((run) => JSON.stringify(run)).join(',\n')}\n],\n"cells": {\n${lines.join(',\n')}\n}}\n`;
}
