import { expect, test } from 'vitest';
import { BLOCK_BYTES } from '../files/ports.ts';
import { BlockBuffer } from './block-buffer.ts';

const filled = (length: number, byte: number): Uint8Array<ArrayBuffer> => new Uint8Array(length).fill(byte);

test('pieces of any length become blocks, of which the last is shorter', () => {
  const buffer = new BlockBuffer(BLOCK_BYTES + 10, 0);
  expect(buffer.add(0, filled(BLOCK_BYTES - 1, 1))).toBe(true);
  expect(buffer.take()).toBeUndefined();
  expect(buffer.add(BLOCK_BYTES - 1, filled(11, 2))).toBe(true);
  const [first, second] = [buffer.take(), buffer.take()];
  expect([first?.length, first?.at(-2), first?.at(-1)]).toEqual([BLOCK_BYTES, 1, 2]);
  expect(second).toEqual(filled(10, 2));
  expect(buffer.take()).toBeUndefined();
});

test('bytes that are not at the end, are beyond the size, or are 16 MiB ahead of what is verified are refused, and nothing of them is kept', () => {
  const buffer = new BlockBuffer(100 * BLOCK_BYTES, BLOCK_BYTES);
  expect(buffer.add(0, filled(1, 1))).toBe(false);
  expect(buffer.add(BLOCK_BYTES + 1, filled(1, 1))).toBe(false);
  expect(buffer.add(BLOCK_BYTES, filled(16 * BLOCK_BYTES + 1, 1))).toBe(false);
  expect(buffer.add(BLOCK_BYTES, filled(16 * BLOCK_BYTES, 1))).toBe(true);
  expect(buffer.add(17 * BLOCK_BYTES, filled(1, 1))).toBe(false);
  buffer.take();
  expect(buffer.add(17 * BLOCK_BYTES, filled(1, 1))).toBe(true);
  expect(new BlockBuffer(4, 0).add(0, filled(5, 1))).toBe(false);
});

test('after a new start the next piece is where it is said', () => {
  const buffer = new BlockBuffer(10, 0);
  buffer.add(0, filled(5, 1));
  buffer.restart(0);
  expect(buffer.add(5, filled(5, 1))).toBe(false);
  expect(buffer.add(0, filled(10, 2))).toBe(true);
  expect(buffer.take()).toEqual(filled(10, 2));
});

test('after a new start no memory of earlier blocks is held', () => {
  const buffer = new BlockBuffer(2 * BLOCK_BYTES, 0);
  buffer.add(0, filled(BLOCK_BYTES, 1));
  const block = buffer.take() ?? expect.fail('it is whole');
  buffer.reuse(block);
  buffer.restart(0);
  buffer.add(0, filled(BLOCK_BYTES, 2));
  expect(buffer.take()).not.toBe(block);
});
