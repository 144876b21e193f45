import { expect, test } from 'vitest';
import { chooseFit } from './video-fit.ts';

test.each([
  ['a wide picture on a wide screen', 16 / 9, 16 / 9, 'cover'],
  ['a 4:3 picture on a wide screen', 4 / 3, 16 / 9, 'cover'],
  ['a wide picture on a laptop', 16 / 9, 1440 / 900, 'cover'],
  ['a wide picture on an upright phone', 16 / 9, 390 / 844, 'contain'],
  ['an upright picture on a laptop', 9 / 16, 1440 / 900, 'contain'],
  ['an upright picture on an upright phone', 9 / 16, 390 / 844, 'cover'],
  ['no picture yet', Number.NaN, 1, 'cover'],
] as const)('%s: %d in %d is shown as %s', (_what, picture, box, fit) => {
  expect(chooseFit(picture, box)).toBe(fit);
});
