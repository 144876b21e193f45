import { describe, expect, test } from 'vitest';
import { RateMeter } from './rate-meter.ts';

const MEGA = 1_000_000;

/** As much each 100 ms, from the last reading on. */
function run(meter: RateMeter, fromMs: number, forMs: number, bytesPerSecond: number): void {
  for (let at = fromMs + 100; at <= fromMs + forMs; at += 100) meter.add(bytesPerSecond / 10, at);
}

describe('the rate of a file', () => {
  test('is not told in its first second, and steady from then on: current, average, peak, and the time that is left', () => {
    const meter = new RateMeter(500);
    run(meter, 500, 900, MEGA);
    expect(meter.read(MEGA, 1_400)).toBeUndefined();
    run(meter, 1_400, 600, MEGA);
    const rate = meter.read(3 * MEGA, 2_000);
    expect(rate?.average).toBe(MEGA);
    expect(rate?.current).toBeCloseTo(MEGA, -6);
    expect(rate?.peak).toBe(rate?.current);
    expect(rate?.secondsLeft).toBeCloseTo(3, 0);
  });

  test('falls to a new pace within three seconds, while its average remembers and its peak stays', () => {
    const meter = new RateMeter(0);
    run(meter, 0, 10_000, 10 * MEGA);
    const peak = meter.read(0, 10_000)?.peak ?? 0;
    run(meter, 10_000, 3_000, MEGA);
    const rate = meter.read(MEGA, 13_000);
    expect(rate?.current).toBeCloseTo(MEGA, -6);
    expect(rate?.average).toBeCloseTo((103 * MEGA) / 13, 3);
    expect(rate?.peak).toBe(peak);
    expect(peak).toBeCloseTo(10 * MEGA, -6);
  });

  test('is 0 once nothing has come for three seconds, and no time is left to tell', () => {
    const meter = new RateMeter(0);
    run(meter, 0, 2_000, MEGA);
    expect(meter.read(5, 10_000)).toMatchObject({ current: 0, average: MEGA / 5 });
    expect(meter.read(5, 10_000)).not.toHaveProperty('secondsLeft');
  });

  test('of an hour of silence costs no more than one of a second', () => {
    const meter = new RateMeter(0);
    meter.add(1, 3_600_000);
    expect(meter.read(0, 3_600_000)?.average).toBe(1 / 3_600);
  });

  test('of 5 TB is exact, and so is the time that is left of it', () => {
    const meter = new RateMeter(0);
    run(meter, 0, 4_000, 1_000 * MEGA);
    expect(meter.read(5_000_000 * MEGA, 4_000)?.secondsLeft).toBeCloseTo(5_000, -3);
  });
});
