/**
 * What a run has counted, in one place at its end: each figure from the very test that found it. A test hands them in
 * with its own task, they travel in Vitest's report, and `npm test` prints them before its last line.
 */
import type { TestContext } from 'vitest';

/** A line, or a table with one row a line and the same columns in each. */
export type RecordEntry =
  | { readonly kind: 'figure'; readonly what: string; readonly figure: string }
  | { readonly kind: 'table'; readonly title: string; readonly rows: readonly TableRow[] };

export type TableRow = Readonly<Record<string, string | number>>;

declare module 'vitest' {
  interface TaskMeta {
    forTheRecord?: readonly RecordEntry[];
  }
}

type Task = TestContext['task'];

/** One figure, such as `recordFigure(task, 'races', '500 of two answerers, one winner each')`. */
export function recordFigure(task: Task, what: string, figure: string): void {
  keep(task, { kind: 'figure', what, figure });
}

export function recordTable(task: Task, title: string, rows: readonly TableRow[]): void {
  keep(task, { kind: 'table', title, rows });
}

function keep({ meta }: Task, entry: RecordEntry): void {
  meta.forTheRecord = [...(meta.forTheRecord ?? []), entry];
  // For a run of this one file.
  for (const line of linesOf(entry)) console.log(line);
}

export function linesOf(entry: RecordEntry): readonly string[] {
  return entry.kind === 'figure' ? [`${entry.what}: ${entry.figure}`] : [entry.title, ...alignRows(entry.rows)];
}

/** Words to the left, numbers to the right. */
function alignRows(rows: readonly TableRow[]): readonly string[] {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const cells = [columns, ...rows.map((row) => columns.map((column) => row[column] ?? ''))];
  const widths = columns.map((_, index) => Math.max(...cells.map((row) => String(row[index]).length)));
  return cells.map((row) => `  ${row.map((cell, index) => pad(cell, widths[index] ?? 0)).join('  ')}`.trimEnd());
}

function pad(cell: string | number, width: number): string {
  return typeof cell === 'number' ? String(cell).padStart(width) : cell.padEnd(width);
}
