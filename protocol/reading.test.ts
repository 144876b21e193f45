import { expect, it } from 'vitest';
import { parsing } from './reading.ts';

it('a fault of the parser itself is not taken for a malformed document', () => {
  const fault = new Error('a bug');
  expect(() =>
    parsing(() => {
      throw fault;
    }),
  ).toThrow(fault);
});
