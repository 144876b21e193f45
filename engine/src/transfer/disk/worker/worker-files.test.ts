import { expect, test } from 'vitest';
import { BLOCK_BYTES } from '../../files/sizes.ts';
import { sha256 } from './stream-hash.ts';
import { WorkerFiles } from './worker-files.ts';

test('a block that was taken leaves no memory behind', async () => {
  const files = new WorkerFiles(async () => undefined);
  await files.answer({ number: 0, kind: 'receive', ask: { id: 'a.1', size: BLOCK_BYTES, room: undefined } });
  const block = new Uint8Array(BLOCK_BYTES).fill(7);
  const digest = await sha256(block);
  expect(await files.answer({ number: 1, kind: 'take', ask: { id: 'a.1', block, digest } })).toEqual({ kind: 'ok', value: 'verified' });
  expect(block.buffer.detached).toBe(true);
  expect(await files.answer({ number: 2, kind: 'finishReceived', ask: { id: 'a.1' } })).toEqual({ kind: 'ok', value: digest });
  const received = await files.answer({ number: 3, kind: 'received', ask: { id: 'a.1' } });
  expect(received instanceof Blob && (await received.bytes()).every((byte) => byte === 7)).toBe(true);
});
