import { createHash } from 'node:crypto';

/**
 * About one of `every` mutants, drawn by a seed that no author chooses. A seed always draws the same ones; each commit draws
 * others, so that in time every mutant is tried.
 *
 * @param names of all mutants, each once
 * @param seed a commit's hash
 * @param every of how many one is drawn; at least one is
 */
export function drawSample(names: readonly string[], seed: string, every: number): ReadonlySet<string> {
  const lots = names.map((name) => ({ name, lot: createHash('sha256').update(`${seed}:${name}`).digest('hex') }));
  lots.sort((one, other) => (one.lot < other.lot ? -1 : 1));
  return new Set(lots.slice(0, Math.ceil(names.length / every)).map(({ name }) => name));
}
