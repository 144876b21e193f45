import { expect, test } from 'vitest';
import { heightAboveKeyboard } from './visible-height.ts';

test('what a soft keyboard leaves is the height of the page; a bar of the browser and a magnified page change nothing', () => {
  expect(heightAboveKeyboard({ height: 508.4, scale: 1 }, 844)).toBe(508);
  expect(heightAboveKeyboard({ height: 788, scale: 1 }, 844)).toBeUndefined();
  expect(heightAboveKeyboard({ height: 422, scale: 2 }, 844)).toBeUndefined();
});
