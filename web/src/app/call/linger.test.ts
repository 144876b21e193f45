import { expect, test } from 'vitest';
import { linger } from './linger.ts';

test('a page that goes stays as long as a message takes to leave, and no longer', () => {
  let [now, looks] = [1_000, 0];
  linger(() => {
    looks += 1;
    return looks === 1 ? now : (now += 10);
  });
  expect(now).toBe(1_060);
});
