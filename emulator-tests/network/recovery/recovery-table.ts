import type { TableRow } from '../../../scripts/test-run/for-the-record.ts';
import type { Series } from './measure.ts';

/** scenario, who, tries, successes, median and worst in seconds */
export function recoveryRows(series: readonly Series[], tries: number): readonly TableRow[] {
  return series.map(({ scenario, subject, recoveriesMs }) => {
    const done = recoveriesMs.filter((ms) => ms !== undefined).sort((one, other) => one - other);
    return { scenario, who: subject, tries, successes: done.length, 'median s': seconds(median(done)), 'worst s': seconds(done.at(-1)) };
  });
}

function median(sorted: readonly number[]): number | undefined {
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle] : mean(sorted[middle - 1], sorted[middle]);
}

function mean(one: number | undefined, other: number | undefined): number | undefined {
  return one === undefined || other === undefined ? undefined : (one + other) / 2;
}

function seconds(ms: number | undefined): string {
  return ms === undefined ? '–' : (ms / 1_000).toFixed(1);
}
