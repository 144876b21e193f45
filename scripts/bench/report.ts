/** Where a run is kept: all of it as JSON, and its tables in the page that explains them. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ROOT } from '../machine/paths.ts';
import type { PartName, Report, Table } from './parts.ts';

export interface BenchRun {
  readonly machine: Readonly<Record<string, string>>;
  readonly reports: Readonly<Partial<Record<PartName, Report>>>;
}

/** A part that was not run keeps what stands there, with the machine of its own run. */
type Kept = Readonly<Partial<Record<PartName, { readonly machine: BenchRun['machine']; readonly tables: readonly Table[] }>>>;

const JSON_FILE = join(ROOT, 'docs/performance.json');
const PAGE = join(ROOT, 'docs/performance.md');

/** All of it with every try, of the last run alone. @returns where */
export function keepRun(run: BenchRun): string {
  const file = join(ROOT, 'output/bench.json');
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${JSON.stringify(run, null, 1)}\n`);
  return file;
}

export function writeReport({ machine, reports }: BenchRun): void {
  const before = existsSync(JSON_FILE) ? (JSON.parse(readFileSync(JSON_FILE, 'utf8')) as Kept) : {};
  const fresh = Object.fromEntries(Object.entries(reports).map(([name, { tables }]) => [name, { machine, tables }]));
  const kept: Kept = { ...before, ...fresh };
  writeFileSync(JSON_FILE, `${JSON.stringify(kept, null, 1)}\n`);
  writeFileSync(PAGE, putTables(readFileSync(PAGE, 'utf8'), kept));
  console.log('Written: docs/performance.json and the tables of docs/performance.md');
}

/** Each part's tables between `<!-- bench: part -->` and `<!-- end -->`. @throws when the page has no place for one */
export function putTables(page: string, kept: Kept): string {
  return (Object.keys(kept) as PartName[]).reduce((text, name) => {
    const part = kept[name];
    if (!part) return text;
    const [begin, end] = [`<!-- bench: ${name} -->`, '<!-- end -->'];
    const from = text.indexOf(begin);
    const to = text.indexOf(end, from);
    if (from < 0 || to < 0) throw new Error(`docs/performance.md has no place for "${name}"`);
    return `${text.slice(0, from + begin.length)}\n\n${asMarkdown(part.machine, part.tables)}\n\n${text.slice(to)}`;
  }, page);
}

function asMarkdown(machine: BenchRun['machine'], tables: readonly Table[]): string {
  const made = Object.values(machine).join(' · ');
  return [...tables.map(({ title, rows }) => {
    const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
    const isNumber = (column: string): boolean => rows.every((row) => typeof (row[column] ?? 0) === 'number');
    const lines = rows.map((row) => `| ${columns.map((column) => row[column] ?? '').join(' | ')} |`);
    return [`**${title}**`, '', `| ${columns.join(' | ')} |`, `|${columns.map((column) => (isNumber(column) ? '--:' : '---')).join('|')}|`, ...lines].join('\n');
  }), made].join('\n\n');
}
