import { expect, test } from 'vitest';
import { fileMessages } from '../i18n/files/index.ts';
import { typeText } from './type-text.ts';

test.each([
  ['image/jpeg', 'JPEG image'],
  ['image/svg+xml', 'SVG image'],
  ['video/x-matroska', 'MATROSKA video'],
  ['application/pdf', 'PDF'],
  ['text/plain', 'text/plain'],
  ['application/vnd.oasis.opendocument.text', 'application/vnd.oasis.opendocument.text'],
  ['application/octet-stream', 'unknown type'],
  ['', 'unknown type'],
])('%s is called %s', (type, text) => {
  expect(typeText(type, fileMessages('en'))).toBe(text);
});
