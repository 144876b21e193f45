import { describe, expect, test } from 'vitest';
import { nextZoom, scrollAfterZoom, zoomBy, ZOOM_STEPS } from './zoom.ts';

describe('the steps of the zoom', () => {
  test('lead from the whole screen to four times its size and back, and no further', () => {
    let zoom: number = ZOOM_STEPS[0];
    const up = Array.from({ length: 6 }, () => (zoom = nextZoom(zoom, 1)));
    const down = Array.from({ length: 6 }, () => (zoom = nextZoom(zoom, -1)));
    expect([up, down]).toEqual([[1.5, 2, 3, 4, 4, 4], [3, 2, 1.5, 1, 1, 1]]);
  });

  test('are met again from between two of them, where the wheel has led', () => {
    expect([nextZoom(1.7, 1), nextZoom(1.7, -1)]).toEqual([2, 1.5]);
  });
});

describe('the wheel', () => {
  test('enlarges when it is turned away, as much as the way back makes smaller', () => {
    const larger = zoomBy(2, -60);
    expect(larger).toBeGreaterThan(2);
    expect(zoomBy(larger, 60)).toBeCloseTo(2);
  });

  test('ends at the whole screen and at four times its size', () => {
    expect([zoomBy(1.2, 10_000), zoomBy(3, -10_000)]).toEqual([1, 4]);
  });
});

describe('what is in view', () => {
  test('keeps its point under the pointer: the same part of the screen is there after as before', () => {
    const [scrolled, at, width] = [120, 300, 800];
    const after = scrollAfterZoom(scrolled, at, 2, 3);
    expect((after + at) / (width * 3)).toBeCloseTo((scrolled + at) / (width * 2));
  });

  test('is the middle of the whole screen when it is enlarged for the first time', () => {
    expect(scrollAfterZoom(0, 400, 1, 2)).toBe(400);
  });
});
