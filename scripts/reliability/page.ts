/** The tables of docs/reliability.md, from the record. */
import type { TableRow } from '../test-run/for-the-record.ts';
import { type ReliabilityRecord, summarize } from './record.ts';
import { wilson95 } from './statistics.ts';

export interface SuiteTable {
  /** As the names of its cells begin. */
  readonly suite: string;
  /** One promise a suite, or one a cell: then it is a column. */
  readonly promises: readonly string[];
  readonly rows: readonly TableRow[];
}

/** One table a suite, its cells in the order of their names. */
export function suiteTables({ cells }: ReliabilityRecord, names: readonly string[] = Object.keys(cells)): readonly SuiteTable[] {
  const bySuite = Map.groupBy(names.toSorted(), (name) => name.split(':')[0] ?? name);
  return [...bySuite].map(([suite, members]) => {
    const promises = [...new Set(members.map((name) => cells[name]?.promise ?? ''))];
    return { suite, promises, rows: members.map((name) => rowOf(name, cells[name], promises.length > 1)) };
  });
}

function rowOf(name: string, cell: ReliabilityRecord['cells'][string] | undefined, hasOwnPromise: boolean): TableRow {
  if (!cell) throw new Error(`the record has no cell "${name}"`);
  const { tries, successes, median, p95, worst } = summarize(cell.tries);
  const untrue = cell.tries.filter(({ outcome }) => outcome === 'untrue').length;
  const { low, high } = wilson95(successes, tries);
  return {
    case: name.slice(name.indexOf(':') + 1).trim(),
    ...(hasOwnPromise && { promise: cell.promise }),
    tries,
    kept: successes,
    '95 % interval': tries === 0 ? '–' : `${percent(low)}–${percent(high)} %`,
    'median s': seconds(median),
    '95 % within, s': seconds(p95),
    'worst s': seconds(worst),
    invalid: cell.tries.length - tries,
    ...(untrue > 0 && { untrue }),
  };
}

function percent(share: number): string {
  return (100 * share).toFixed(share < 0.995 ? 0 : 1).replace(/\.0$/, '');
}

function seconds(value: number | undefined): string {
  return value === undefined ? '–' : value.toFixed(2);
}

/** What stands between the page's two marks. */
export function asMarkdown(record: ReliabilityRecord): string {
  const tables = suiteTables(record).map(({ suite, promises, rows }) => {
    const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
    const lines = rows.map((row) => `| ${columns.map((column) => String(row[column] ?? '').replaceAll('|', '/')).join(' | ')} |`);
    const promise = promises.length === 1 ? [`Promise: ${promises[0] ?? ''}.`, ''] : [];
    return [`### ${suite}`, '', ...promise, `| ${columns.join(' | ')} |`, `|${columns.map((column) => (column === 'case' || column === 'promise' ? '---' : '--:')).join('|')}|`, ...lines].join('\n');
  });
  const runs = record.runs.map(({ commit, machine, tries, invalid, minutes }) => `- ${commit}: ${tries} tries in ${minutes} min, ${invalid} invalid · ${Object.values(machine).join(' · ')}`);
  return [...tables, '### Runs', runs.join('\n')].join('\n\n');
}

const [BEGIN, END] = ['<!-- record -->', '<!-- end -->'];

/** @throws when the page has no place for it */
export function putRecord(page: string, record: ReliabilityRecord): string {
  const from = page.indexOf(BEGIN);
  const to = page.indexOf(END, from);
  if (from < 0 || to < 0) throw new Error('docs/reliability.md has no place for the record');
  return `${page.slice(0, from + BEGIN.length)}\n\n${asMarkdown(record)}\n\n${page.slice(to)}`;
}
