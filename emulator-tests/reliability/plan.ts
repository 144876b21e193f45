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
}

export interface PlannedTry {
  readonly cell: Cell;
  /** From 1 on. */
  readonly number: number;
}

/**
 * In an order that the seed decides, so that no cell always follows the same one: what one leaves behind, or how warm
 * it leaves the machine, then meets all others alike.
 *
 * @throws when a name fits no cell
 */
export function planTries(cells: readonly Cell[], { names, tries, seed }: Plan): readonly PlannedTry[] {
  const lost = names.find((name) => !cells.some((cell) => cell.name.includes(name)));
  if (lost !== undefined) {
    const suites = [...new Set(cells.map(({ name }) => name.split(':')[0]))].join(', ');
    throw new Error(`No cell is called "${lost}": choose among the suites ${suites}, or a part of a cell's name.`);
  }
  const chosen = cells.filter(({ name }) => names.length === 0 || names.some((part) => name.includes(part)));
  return chosen
    .flatMap((cell) => Array.from({ length: tries }, (_, index) => ({ cell, number: index + 1 })))
    .map((one) => ({ one, place: createHash('sha256').update(`${seed} ${one.cell.name} ${one.number}`).digest('hex') }))
    .sort((one, other) => (one.place < other.place ? -1 : 1))
    .map(({ one }) => one);
}
