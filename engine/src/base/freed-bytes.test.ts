import { expect, test } from 'vitest';
import { FreedBytes } from './freed-bytes.ts';

const KIB = 1024;
const sizes = (parts: readonly Uint8Array[]): readonly number[] => parts.map(({ buffer }) => buffer.byteLength);

test('gives memory back once a MiB of it has gathered', () => {
  const freed = new FreedBytes();
  const parts = Array.from({ length: 4 }, () => new Uint8Array(256 * KIB));
  for (const part of parts.slice(1)) freed.free(part);
  expect(sizes(parts)).toEqual(Array(4).fill(256 * KIB));
  freed.free(parts[0] ?? expect.fail());
  expect(sizes(parts)).toEqual([0, 0, 0, 0]);
});

test('takes no offence at parts of one buffer, or at one that was transferred elsewhere', () => {
  const freed = new FreedBytes();
  const [moved, whole] = [new Uint8Array(512 * KIB), new Uint8Array(512 * KIB)];
  freed.free(moved);
  structuredClone(moved.buffer, { transfer: [moved.buffer] });
  for (const part of [whole.subarray(11), whole.subarray(0, 5)]) freed.free(part);
  expect(sizes([moved, whole])).toEqual([0, 0]);
});
