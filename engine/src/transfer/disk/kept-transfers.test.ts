import { expect, test } from 'vitest';
import { fileOf } from './handle-permission.ts';
import { parseHashState, parseSource, parseTransfer } from './kept-transfers.ts';

const transfer = { id: 'ana.1', direction: 'out', participant: 'ben', name: 'a', path: ['b'], type: '', size: 1, at: 2, phase: 'offered', attempt: 0 };

test('what a page kept of a transfer is read back; what another release wrote is none', () => {
  expect(parseTransfer(transfer)).toEqual(transfer);
  for (const wrong of [undefined, [], { ...transfer, direction: 'up' }, { ...transfer, size: -1 }, { ...transfer, path: [1] }, { ...transfer, phase: 'new' }, { ...transfer, attempt: -1 }]) {
    expect(parseTransfer(wrong)).toBeUndefined();
  }
});

test('of the sender’s file, what is no handle is left out', () => {
  expect(parseSource({ size: 1, lastModified: 2, handle: { getFile: 'no' } })).toEqual({ size: 1, lastModified: 2 });
  expect(parseSource({ size: '1', lastModified: 2 })).toBeUndefined();
  expect(parseHashState({ length: 3, state: Uint8Array.of(1) })).toEqual({ length: 3, state: Uint8Array.of(1) });
  expect(parseHashState({ length: 3, state: 'x' })).toBeUndefined();
});

test.each([
  ['granted', false, 'the file', 0],
  ['prompt', false, undefined, 0],
  ['prompt', true, 'the file', 1],
  ['denied', true, undefined, 0],
])('a handle whose permission is %s, and a press %s: %s', async (state, isPressed, expected, questions) => {
  let asked = 0;
  const handle = {
    queryPermission: async () => state,
    requestPermission: async () => {
      asked++;
      return 'granted';
    },
    getFile: async () => 'the file',
  } as unknown as FileSystemFileHandle;
  expect(await fileOf(handle, () => isPressed)).toBe(expected);
  expect(asked).toBe(questions);
});
