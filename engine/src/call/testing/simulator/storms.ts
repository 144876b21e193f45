/** Many schedules, one after the other: which of them came out wrong, and how calls ended. */
import { makeSchedule } from './schedule.ts';
import { simulate } from './simulate.ts';

export interface Storms {
  /** `SEED=n` replays it: SEED=n npx vitest run --project unit simulate */
  readonly failures: readonly string[];
  readonly summary: string;
}

export async function runStorms(seeds: readonly number[]): Promise<Storms> {
  const failures: string[] = [];
  const ends = new Map<string, number>();
  for (const seed of seeds) {
    const { faults, end } = await simulate(makeSchedule(seed), { cleanUp: seed % 2 === 0 ? 'functions' : 'parties' }, seed);
    ends.set(end, (ends.get(end) ?? 0) + 1);
    if (faults.length > 0) failures.push(`SEED=${seed}: ${faults.join('; ')}`);
  }
  const common = [...ends].toSorted((one, other) => other[1] - one[1]).slice(0, 8);
  return { failures, summary: `${seeds.length}: ${common.map(([end, times]) => `${times} × ${end}`).join(', ')}` };
}

export function seedsFrom(first: number, count: number): readonly number[] {
  return Array.from({ length: count }, (_, index) => first + index);
}
