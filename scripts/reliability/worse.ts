/** What a run has to say against the record: an interval wholly below 99 %, or a 95th percentile a third longer, twice. */
import { type CellRecord, type ReliabilityRecord, summarize } from './record.ts';
import { wilson95 } from './statistics.ts';

const WANTED = 0.99;
/** Once may be the machine. */
const LONGER_RUNS = 2;

/** @param names of the cells that were tried now */
export function listWorse({ cells }: ReliabilityRecord, names: readonly string[]): readonly string[] {
  return names.flatMap((name) => (cells[name] ? worseOf(name, cells[name]) : []));
}

function worseOf(name: string, cell: CellRecord): readonly string[] {
  const { successes, tries, p95 } = summarize(cell);
  const found: string[] = [];
  if (wilson95(successes, tries).high < WANTED) {
    const wasBefore = cell.before && wilson95(cell.before.successes, cell.before.tries).high < WANTED;
    found.push(`${name}: kept ${successes} times of ${tries}, so less often than in 99 %${wasBefore ? ', as before' : ''}`);
  }
  if (cell.longerRuns >= LONGER_RUNS) {
    found.push(`${name}: 95 % within ${p95?.toFixed(2) ?? '–'} s, before within ${cell.before?.p95?.toFixed(2) ?? '–'} s, in ${cell.longerRuns} runs in a row`);
  } else if (cell.longerRuns === 1) {
    found.push(`${name}: perhaps slower than before (95 % within ${cell.before?.p95?.toFixed(2) ?? '–'} s); another run tells`);
  }
  return found;
}
