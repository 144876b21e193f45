import { expect, test } from 'vitest';
import { initialOf } from './initial-of.ts';

test.each([['ana', 'A'], ['  Émile', 'É'], ['محمد (work)', 'م'], ['花子', '花'], ['', undefined], ['🙂 Bo', undefined], ['1st', undefined]])('the sign of %s is %s', (name, initial) => {
  expect(initialOf(name)).toBe(initial);
});
