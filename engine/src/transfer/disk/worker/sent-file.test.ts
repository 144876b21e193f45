import { expect, test } from 'vitest';
import { toBase64Url } from '../../../base/bytes.ts';
import { BLOCK_BYTES } from '../../files/sizes.ts';
import { HASH_BEHIND_BYTES } from '../hash-behind.ts';
import { SentFile } from './sent-file.ts';
import { sha256, StreamHash, type HashState } from './stream-hash.ts';

/** Counts what is read of it. */
class ReadBlob extends Blob {
  bytesRead = 0;

  override slice(start = 0, end = this.size): Blob {
    this.bytesRead += end - start;
    return super.slice(start, end);
  }
}

/** No two blocks are alike. */
function madeUp(blocks: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(blocks * BLOCK_BYTES);
  for (let block = 0; block < blocks; block++) bytes.fill(block + 1, block * BLOCK_BYTES);
  return bytes;
}

async function hashed(bytes: Uint8Array): Promise<HashState> {
  const hash = await StreamHash.create();
  hash.update(bytes);
  return hash.save();
}

test('alice’s page, reloaded, goes on some blocks behind the stored hash: those are hashed once more, and nothing is read again at the end', async () => {
  const bytes = madeUp(6);
  const blob = new ReadBlob([bytes]);
  const file = await SentFile.open(blob, await hashed(bytes.subarray(0, 2 * BLOCK_BYTES)));
  for (const block of [4, 5]) expect(await file.block(block * BLOCK_BYTES)).toMatchObject({ kind: 'ok', value: { hash: { length: (block + 1) * BLOCK_BYTES } } });
  expect(blob.bytesRead).toBe(4 * BLOCK_BYTES);
  const finished = await file.finish();
  expect(finished.kind === 'ok' && toBase64Url(finished.value)).toBe(toBase64Url(await sha256(bytes)));
  expect(blob.bytesRead).toBe(4 * BLOCK_BYTES);
});

test('a page that knows no hash of a large file begins at once, and reads what it has not seen at the end', async () => {
  const bytes = madeUp(HASH_BEHIND_BYTES / BLOCK_BYTES + 2);
  const blob = new ReadBlob([bytes]);
  const file = await SentFile.open(blob);
  await file.block(bytes.length - BLOCK_BYTES);
  expect(blob.bytesRead).toBe(BLOCK_BYTES);
  const finished = await file.finish();
  expect(finished.kind === 'ok' && toBase64Url(finished.value)).toBe(toBase64Url(await sha256(bytes)));
});

test('blocks that are asked for at once are hashed in their order, each read once', async () => {
  const bytes = madeUp(4);
  const blob = new ReadBlob([bytes]);
  // The first is the slowest.
  blob.slice = (start, end): Blob => {
    const slice = ReadBlob.prototype.slice.call(blob, start, end);
    const slow = new Promise((resolve) => {
      setTimeout(resolve, start === 0 ? 20 : 0);
    });
    slice.arrayBuffer = () => slow.then(() => Blob.prototype.arrayBuffer.call(slice));
    return slice;
  };
  const file = await SentFile.open(blob);
  const reads = [0, 1, 2, 3].map((block) => file.block(block * BLOCK_BYTES));
  const finished = await file.finish();
  expect((await Promise.all(reads)).map((read) => read.kind === 'ok' && read.value.hash?.length)).toEqual([1, 2, 3, 4].map((blocks) => blocks * BLOCK_BYTES));
  expect(finished.kind === 'ok' && toBase64Url(finished.value)).toBe(toBase64Url(await sha256(bytes)));
  expect(blob.bytesRead).toBe(4 * BLOCK_BYTES);
});
