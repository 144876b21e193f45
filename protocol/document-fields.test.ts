import { expect, it } from 'vitest';
import { parsing } from './document-fields.ts';

it('a fault of the parser itself is not taken for a malformed document', () => {
  const fault = new Error('a bug');
  expect(() =>
    parsing(() => {
      throw fault;
    }),
  ).toThrow(fault);
});
