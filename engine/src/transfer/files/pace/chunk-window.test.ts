import { describe, expect, test } from 'vitest';
import { BLOCK_BYTES, MAX_CHUNK_BYTES } from '../sizes.ts';
import { blockEnd, isBlockStart, isWithinWindow, nextChunkBytes, WINDOW_BYTES } from './chunk-window.ts';

const GIB = 2 ** 30;
/** The last file that an offset can say. */
const FAR = 2 ** 48 - 1;

describe('blocks', () => {
  test.each([
    [0, 0, 0], [0, 5, 5], [0, BLOCK_BYTES, BLOCK_BYTES], [BLOCK_BYTES - 1, FAR, BLOCK_BYTES], [BLOCK_BYTES, FAR, 2 * BLOCK_BYTES],
    [4 * GIB, 5 * GIB, 4 * GIB + BLOCK_BYTES], [4 * GIB - 1, 5 * GIB, 4 * GIB], [2 ** 47 + 3, FAR, 2 ** 47 + BLOCK_BYTES], [FAR - 1, FAR, FAR],
  ])('the block of offset %i in a file of %i ends at %i', (offset, size, end) => {
    expect(blockEnd(offset, size)).toBe(end);
  });

  test.each([
    [0, 0, true], [0, 1, true], [1, 1, true], [2, 1, false], [5, 10, false], [BLOCK_BYTES, 2 * BLOCK_BYTES, true], [4 * GIB, 4 * GIB + 1, true],
    [4 * GIB + 1, 4 * GIB + 2, false], [2 ** 47, FAR, true], [FAR, FAR, true], [FAR - 1, FAR, false], [FAR, 4 * GIB, false],
  ])('a run begins at %i of a file of %i: %s', (offset, size, expected) => {
    expect(isBlockStart(offset, size)).toBe(expected);
  });
});

describe('the window', () => {
  const at = (sent: number, verified: number, size = FAR): number => nextChunkBytes({ sent, verified, size, chunkBytes: MAX_CHUNK_BYTES });

  test.each([0, 4 * GIB, 2 ** 47])('from %i on: whole chunks, up to the window, and on once a block is verified', (verified) => {
    let sent = verified;
    while (at(sent, verified) > 0) sent += at(sent, verified);
    expect(sent).toBe(verified + WINDOW_BYTES);
    expect(at(sent, verified + BLOCK_BYTES)).toBe(MAX_CHUNK_BYTES);
    expect([isWithinWindow(sent, verified), isWithinWindow(sent + BLOCK_BYTES + 1, verified)]).toEqual([true, false]);
  });

  test('a chunk ends with its block, and with its file', () => {
    expect(at(BLOCK_BYTES - 5, 0)).toBe(5);
    expect(at(4 * GIB, 4 * GIB, 4 * GIB + 7)).toBe(7);
    expect(at(FAR - 3, FAR - 3)).toBe(3);
    expect(at(FAR, FAR)).toBe(0);
    expect(at(0, 0, 0)).toBe(0);
  });
});
