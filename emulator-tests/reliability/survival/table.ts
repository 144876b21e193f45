/** The rows that a suite has measured, as one table at its end. */
export class Table {
  readonly #columns: readonly string[];
  readonly #rows: (readonly string[])[] = [];

  constructor(...columns: readonly string[]) {
    this.#columns = columns;
  }

  add(...cells: readonly string[]): void {
    this.#rows.push(cells);
  }

  toString(): string {
    const all = [this.#columns, ...this.#rows];
    const widths = this.#columns.map((_, column) => Math.max(...all.map((row) => row[column]?.length ?? 0)));
    return all.map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ').trimEnd()).join('\n');
  }
}
