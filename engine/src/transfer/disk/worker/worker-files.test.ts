import { expect, test } from 'vitest';
import { ManualClock } from '../../../base/testing/manual-clock.ts';
import { BLOCK_BYTES } from '../../files/sizes.ts';
import { BlockBuffer } from '../block-buffer.ts';
import { openDesk } from '../worker-client.ts';
import { sha256 } from './stream-hash.ts';

test('the memory of a block goes to where it is written and comes back for the next one', async () => {
  const { desk } = await openDesk('tab', new ManualClock(), () => {
    throw new Error('no worker here');
  });
  await desk.call('receive', { id: 'a.1', size: 2 * BLOCK_BYTES, room: undefined });
  const block = new Uint8Array(BLOCK_BYTES).fill(7);
  const taken = await desk.call('take', { id: 'a.1', block, digest: await sha256(block) }, [block.buffer]);
  expect([taken.outcome, block.length]).toEqual([{ kind: 'ok', value: 'verified' }, 0]);
  const buffer = new BlockBuffer(2 * BLOCK_BYTES, BLOCK_BYTES);
  buffer.reuse(taken.block);
  buffer.add(BLOCK_BYTES, new Uint8Array(BLOCK_BYTES).fill(8));
  const next = buffer.take();
  expect([next === taken.block, next?.every((byte) => byte === 8)]).toEqual([true, true]);
  desk.end();
});
