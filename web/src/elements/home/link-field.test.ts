import { expect, test } from 'vitest';
import { readLinkField } from './link-field.ts';

const LINK = 'https://firelink.example/c/Zm9yLXRoZS1kcmF3aW5nQ#k=dGhpcy1pcy1ub3QtYS1zZWNyZXQ';

test.each([
  ['as it is', LINK],
  ['with spaces around it', `  ${LINK}\n`],
  ['broken over two lines by a mail', `${LINK.slice(0, 40)}\r\n${LINK.slice(40)}`],
  ['in angle brackets', `<${LINK}>`],
  ['in quotes', `“${LINK}”`],
  ['at the end of a sentence', `${LINK}.`],
  ['in brackets, at the end of a sentence', `(${LINK}).`],
])('a link pasted %s is read whole', (_how, pasted) => {
  expect(readLinkField(pasted)).toBe(LINK);
});

test('a call ID that ends in a dash or an underscore keeps it', () => {
  expect(readLinkField(' abc_- ')).toBe('abc_-');
});

test('nothing but spaces is nothing', () => {
  expect(readLinkField(' \n ')).toBe('');
});
