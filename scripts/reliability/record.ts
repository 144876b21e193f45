/** docs/reliability.json: what every cell has shown since the code concerned last changed, and what it had shown before. */
import { quantile } from './statistics.ts';

/** How one try came out. A try whose machine stood still tells nothing of the product: it is counted apart. */
export type TryOutcome = 'kept' | 'broken' | 'untrue' | 'invalid';

/** As the suite hands it over, a line of JSON each. */
export interface TryResult {
  readonly cell: string;
  readonly promise: string;
  /** Hash of the code concerned. */
  readonly code: string;
  readonly outcome: TryOutcome;
  /** What the promise bounds, s; undefined when it never came, or nothing is bounded. */
  readonly seconds?: number;
  /** The worst of the try, ms. */
  readonly lagMs: { readonly driver: number; readonly pages: number };
  /** Of a try that was not kept: what was seen. */
  readonly why?: string;
}

/** Summed up: what is compared with later. */
export interface Summary {
  readonly tries: number;
  readonly successes: number;
  readonly median: number | undefined;
  readonly p95: number | undefined;
  readonly worst: number | undefined;
}

export interface CellRecord {
  readonly promise: string;
  readonly code: string;
  /** Of the tries that kept the promise, s, in the order in which they were made; null where nothing is timed. */
  readonly kept: readonly (number | null)[];
  readonly broken: readonly Failure[];
  readonly untrue: readonly Failure[];
  readonly invalid: number;
  /** What the code before had shown. */
  readonly before?: Summary;
  /** In how many runs in a row the 95th percentile was a third longer than before. */
  readonly longerRuns: number;
}

export interface Failure {
  readonly commit: string;
  readonly seconds?: number;
  readonly why: string;
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
/** Characters of a failure's reason that are kept. */
const LONGEST_WHY = 400;
/** So much longer than before is longer. */
const LONGER = 4 / 3;

export function summarize({ kept, broken, untrue }: Pick<CellRecord, 'kept' | 'broken' | 'untrue'>): Summary {
  const times = timesOf(kept, broken, untrue);
  return {
    tries: kept.length + broken.length + untrue.length, successes: kept.length,
    median: quantile(times, 0.5), p95: quantile(times, 0.95), worst: quantile(times, 1),
  };
}

/** With those that came too late: a time that breaks the promise is a time. */
function timesOf(kept: CellRecord['kept'], ...failures: readonly (readonly Failure[])[]): readonly number[] {
  const late = failures.flat().map(({ seconds }) => seconds);
  return [...kept, ...late].filter((seconds) => seconds !== null && seconds !== undefined);
}

/** The record with one more run. Tries add up for as long as the code concerned is what it was. */
export function addRun(record: ReliabilityRecord, run: Run, results: readonly TryResult[]): ReliabilityRecord {
  const cells = { ...record.cells };
  for (const [name, tried] of Map.groupBy(results, ({ cell }) => cell)) cells[name] = addTries(cells[name], tried, run.commit);
  return { runs: [...record.runs, run], cells };
}

function addTries(before: CellRecord | undefined, tried: readonly TryResult[], commit: string): CellRecord {
  const { code = '', promise = '' } = tried.at(-1) ?? {};
  const isSameCode = before?.code === code;
  const ground: CellRecord = isSameCode ? before : { ...fresh(code, promise), ...(before && { before: summarize(before) }) };
  const of = (outcome: TryOutcome): readonly TryResult[] => tried.filter((one) => one.outcome === outcome);
  const failuresOf = (outcome: TryOutcome): readonly Failure[] => of(outcome).map(({ seconds, why = '' }) => ({ commit, ...(seconds !== undefined && { seconds }), why: why.slice(0, LONGEST_WHY) }));
  const own = { kept: of('kept').map(({ seconds }) => seconds ?? null), broken: failuresOf('broken'), untrue: failuresOf('untrue') };
  return {
    ...ground,
    promise,
    kept: [...ground.kept, ...own.kept],
    broken: [...ground.broken, ...own.broken],
    untrue: [...ground.untrue, ...own.untrue],
    invalid: ground.invalid + of('invalid').length,
    longerRuns: isLonger(summarize(own).p95, ground.before?.p95) ? ground.longerRuns + 1 : 0,
  };
}

function fresh(code: string, promise: string): CellRecord {
  return { promise, code, kept: [], broken: [], untrue: [], invalid: 0, longerRuns: 0 };
}

function isLonger(p95: number | undefined, before: number | undefined): boolean {
  return p95 !== undefined && before !== undefined && p95 > LONGER * before;
}
