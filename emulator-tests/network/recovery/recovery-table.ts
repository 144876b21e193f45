import { Table } from '../../long/survival/table.ts';
import type { Series } from './measure.ts';

/** scenario, who, tries, successes, median and worst in seconds */
export function recoveryTable(series: readonly Series[], tries: number): string {
  const table = new Table('scenario', 'who', 'tries', 'successes', 'median s', 'worst s');
  for (const { scenario, subject, recoveriesMs } of series) {
    const done = recoveriesMs.filter((ms) => ms !== undefined).sort((one, other) => one - other);
    table.add(scenario, subject, String(tries), String(done.length), seconds(median(done)), seconds(done.at(-1)));
  }
  return table.toString();
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
