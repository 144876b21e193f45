import { describe, expect, test } from 'vitest';
import { formatElapsed, untilNextSecondMs } from './elapsed-time.ts';

describe('elapsed time', () => {
  test.each([
    [0, '0:00'],
    [999, '0:00'],
    [7_000, '0:07'],
    [59_999, '0:59'],
    [60_000, '1:00'],
    [754_000, '12:34'],
    [3_599_999, '59:59'],
    [3_723_000, '1:02:03'],
    [90_000_000, '25:00:00'],
  ])('of %i ms reads %s', (elapsedMs, text) => {
    expect(formatElapsed(elapsedMs)).toBe(text);
  });

  test('is never negative, whatever was done to the clock', () => {
    expect(formatElapsed(-5_000)).toBe('0:00');
    expect(untilNextSecondMs(-5_000)).toBe(1000);
  });

  test('is drawn again at the turn of the second', () => {
    expect(untilNextSecondMs(0)).toBe(1000);
    expect(untilNextSecondMs(7_250)).toBe(750);
    expect(formatElapsed(7_250 + untilNextSecondMs(7_250))).toBe('0:08');
  });
});
