import { createHash } from 'node:crypto';

/**
 * Of so many mutants about one, drawn by a seed that nobody chooses. Always the same ones for a seed; with each commit
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
