import { expect, it } from 'vitest';
import { makeQr } from './manual-qr.ts';

it('a text of 1.6 kB, with the address before it, is a code of 137 squares a side and a quiet zone', () => {
  const qr = makeQr(`https://firelink.example/manual#${'x'.repeat(1618)}`);
  // Version 30; the finder's corner stands behind four squares of nothing.
  expect(qr).toMatchObject({ size: 137 + 8, path: expect.stringMatching(/^M4 4h1v1h-1z/) as string });
});

it('what no code holds is said to be too long', () => {
  expect(makeQr('x'.repeat(2_953))).not.toBe('too-long');
  expect(makeQr('x'.repeat(2_954))).toBe('too-long');
});
