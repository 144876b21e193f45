/** The cells that have become worse than in the record: an interval wholly below 99 %, or a 95th percentile a third longer, twice. */
import { type CellRecord, isBelow, type ReliabilityRecord, summarize } from './record.ts';

/** Once may be the machine. */
const LONGER_RUNS = 2;

/** @param names of the cells that were tried now */
export function listWorse({ cells }: ReliabilityRecord, names: readonly string[]): readonly string[] {
  return names.flatMap((name) => (cells[name] ? worseOf(name, cells[name]) : []));
}

function worseOf(name: string, { tries, before, longerRuns }: CellRecord): readonly string[] {
  const summary = summarize(tries);
  const invalid = tries.length - summary.tries;
  const found: string[] = [];
  if (invalid > summary.tries) found.push(`${name}: ${invalid} of ${tries.length} tries are invalid, so little is known`);
  if (isBelow(summary)) {
    found.push(`${name}: kept ${summary.successes} times of ${summary.tries}, so less often than in 99 %${before && isBelow(before) ? ', as before' : ''}`);
  }
  if (longerRuns >= LONGER_RUNS) {
    found.push(`${name}: 95 % within ${seconds(summary.p95)} s, before within ${seconds(before?.p95)} s, in ${longerRuns} runs in a row`);
  } else if (longerRuns === 1) {
    found.push(`${name}: perhaps slower than before (95 % within ${seconds(before?.p95)} s); another run tells`);
  }
  return found;
}

function seconds(value: number | undefined): string {
  return value?.toFixed(2) ?? '–';
}
