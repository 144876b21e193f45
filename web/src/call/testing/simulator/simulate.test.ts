import { describe, expect, it } from 'vitest';
import { makeSchedule } from './schedule.ts';
import { simulate } from './simulate.ts';

/** `SEED=123 npx vitest run simulate` replays one; `SCHEDULES=10000` runs as many. */
const only = process.env['SEED'];
const count = Number(process.env['SCHEDULES'] ?? 500);

function tell(text: string): void {
  process.stdout.write(`${text}\n`);
}

describe('two sessions in a storm', () => {
  it('settle in the same round or both end, and leave nothing behind', async () => {
    const seeds = only === undefined ? Array.from({ length: count }, (_, seed) => seed) : [Number(only)];
    const failures: string[] = [];
    const ends = new Map<string, number>();
    for (const seed of seeds) {
      const schedule = makeSchedule(seed);
      const { faults, end } = await simulate(schedule);
      ends.set(end, (ends.get(end) ?? 0) + 1);
      if (only !== undefined) tell(`${JSON.stringify(schedule, null, 1)} ${end}`);
      if (faults.length > 0) failures.push(`SEED=${seed}: ${faults.join('; ')}`);
    }
    const common = [...ends].toSorted((one, other) => other[1] - one[1]).slice(0, 8);
    tell(`${seeds.length} schedules: ${common.map(([end, times]) => `${times} × ${end}`).join(', ')}`);
    expect(failures).toEqual([]);
  }, 600_000);
});
