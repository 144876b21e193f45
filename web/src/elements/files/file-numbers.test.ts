import { expect, test } from 'vitest';
import { durationText, rateText, sizeText } from './file-numbers.ts';

const plain = (text: string): string => text.replaceAll(/\s/gu, ' ');

test.each([
  [0, '0 bytes'],
  [1, '1 byte'],
  [999, '999 bytes'],
  [1000, '1 kB'],
  [1536, '1.5 kB'],
  [99_949, '99.9 kB'],
  [99_951, '100 kB'],
  [999_949, '1 MB'],
  [5 * 1024 ** 2, '5.2 MB'],
  [4 * 1024 ** 3 + 1, '4.3 GB'],
  [Number.MAX_SAFE_INTEGER, '9 PB'],
])('a file of %i bytes reads %s', (bytes, text) => {
  expect(plain(sizeText(bytes, 'en'))).toBe(text);
});

test('numbers are written as the language writes them', () => {
  expect((['en', 'ja', 'zh-Hans', 'zh-Hant'] as const).map((language) => plain(rateText(3_200_000, language)))).toEqual(['3.2 MB/s', '3.2 MB/秒', '3.2 MB/秒', '3.2 MB/秒']);
});

test.each([
  [0, '1 sec'], [8.2, '9 sec'], [59, '59 sec'], [59.5, '1 min'], [61, '2 min'], [3600, '1 hr'], [7_450, '2 hr 5 min'],
])('%d seconds are left: %s', (seconds, text) => {
  expect(plain(durationText(seconds, 'en'))).toBe(text);
});
