import { expect, test } from 'vitest';
import { ManualClock } from '../../base/testing/manual-clock.ts';
import { BLOCK_BYTES } from '../files/sizes.ts';
import { DeskSource } from './desk-source.ts';
import { HASH_BEHIND_BYTES } from './hash-behind.ts';
import { openDesk } from './worker-client.ts';

test('the running hash is stored with the first block that bob has, and then every 16 MiB', async () => {
  const blocks = HASH_BEHIND_BYTES / BLOCK_BYTES + 2;
  const file = new File([new Uint8Array(blocks * BLOCK_BYTES)], 'a');
  const { desk } = await openDesk('tab', new ManualClock(), () => {
    throw new Error('no worker here');
  });
  await desk.call('send', { id: 'a.1', file, hashed: undefined });
  const kept: number[] = [];
  const source = new DeskSource(desk, { id: 'a.1', file, keep: async ({ length }) => void kept.push(length) });
  for (let offset = 0; offset < file.size; offset += BLOCK_BYTES) {
    expect((await source.block(offset)).kind).toBe('ok');
    await source.verified(offset + BLOCK_BYTES);
  }
  expect(kept).toEqual([BLOCK_BYTES, BLOCK_BYTES + HASH_BEHIND_BYTES]);
  desk.end();
});
