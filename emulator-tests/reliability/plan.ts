/** Which cells are tried, how often, and in which order. */
import { createHash } from 'node:crypto';
import type { Cell } from './cell.ts';

export interface Plan {
  /** Suites, cells, or parts of their names; all cells when there is none. */
  readonly names: readonly string[];
  readonly tries: number;
  readonly seed: string;
  /** Where each try's result is added, a line of JSON each. */
  readonly file: string;
  /** Whether this machine can build the laboratory: else its cells are left out. */
  readonly hasLab: boolean;
}

export interface PlannedTry {
  readonly cell: Cell;
  /** From 1 on. */
  readonly number: number;
}

/** A suite or a cell of just that name; where there is none, the cells whose names have it in them. */
function membersOf(cells: readonly Cell[], name: string): readonly Cell[] {
  const exact = cells.filter((cell) => cell.name === name || cell.name.startsWith(`${name}: `));
  return exact.length > 0 ? exact : cells.filter((cell) => cell.name.includes(name));
}

/**
 * In an order that the seed decides, so that no cell always follows the same one: what one leaves behind, or how warm
 * it leaves the machine, then meets all others alike.
 *
 * @throws when a name fits no cell
 */
export function planTries(cells: readonly Cell[], { names, tries, seed, hasLab }: Plan): readonly PlannedTry[] {
  const lost = names.find((name) => membersOf(cells, name).length === 0);
  if (lost !== undefined) {
    const suites = [...new Set(cells.map(({ name }) => name.split(':')[0]))].join(', ');
    throw new Error(`No cell is called "${lost}": choose among the suites ${suites}, or a part of a cell's name.`);
  }
  const asked = new Set(names.flatMap((name) => membersOf(cells, name)));
  const chosen = cells.filter((cell) => (names.length === 0 || asked.has(cell)) && (hasLab || cell.isInLab !== true));
  return chosen
    .flatMap((cell) => Array.from({ length: tries }, (_, index) => ({ cell, number: index + 1 })))
    .map((one) => ({ one, place: createHash('sha256').update(`${seed} ${one.cell.name} ${one.number}`).digest('hex') }))
    .sort((one, other) => (one.place < other.place ? -1 : 1))
    .map(({ one }) => one);
}
