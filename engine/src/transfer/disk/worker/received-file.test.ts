import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { FileFolder, StoredFile } from '../../../base/storage/origin-folder.ts';
import { BLOCK_BYTES } from '../../files/ports.ts';
import { memoryFolder } from './memory-folder.ts';
import { formatProgress, parseProgress, ProgressRecord } from './progress-record.ts';
import { progressName, ReceivedFile, sinkFailure } from './received-file.ts';
import { sha256, StreamHash } from './stream-hash.ts';

const block = (seed: number): Uint8Array<ArrayBuffer> => Uint8Array.from({ length: BLOCK_BYTES }, (_byte, index) => (index * seed) & 0xff);
const nodeHash = (...parts: Uint8Array[]): string => parts.reduce((hash, part) => hash.update(part), createHash('sha256')).digest('hex');
const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
const ID = 'ana.1';

/** A folder in which the next write to a file of this ending throws. */
function breaking(folder: FileFolder): FileFolder & { breakNext(ending: string): void } {
  let broken = '';
  return {
    ...folder,
    breakNext: (ending) => {
      broken = ending;
    },
    async open(name, kind) {
      const file = await folder.open(name, kind);
      const write: StoredFile['write'] = (at, bytes) => {
        const isBroken = broken !== '' && name.endsWith(broken);
        if (isBroken) broken = '';
        if (isBroken) throw new DOMException('full', 'QuotaExceededError');
        file.write(at, bytes);
      };
      return { get size() { return file.size; }, read: (at, length) => file.read(at, length), write, truncate: (size) => file.truncate(size), flush() {}, close() {} };
    },
  };
}

describe('a received file', () => {
  test('that was left after two blocks is gone on with after the second, and nothing is hashed again', async () => {
    const folder = memoryFolder();
    const blocks = [block(1), block(3), block(7)] as const;
    const before = await ReceivedFile.open(folder, ID, 3 * BLOCK_BYTES);
    for (const one of blocks.slice(0, 2)) expect(await before.take(one, await sha256(one))).toBe('verified');
    before.close();
    const after = await ReceivedFile.open(folder, ID, 3 * BLOCK_BYTES);
    expect(after.verifiedBytes).toBe(2 * BLOCK_BYTES);
    await after.take(blocks[2], await sha256(blocks[2]));
    expect(hex(after.digest())).toBe(nodeHash(...blocks));
  });

  test('of another size than was left begins anew', async () => {
    const folder = memoryFolder();
    const before = await ReceivedFile.open(folder, ID, 3 * BLOCK_BYTES);
    await before.take(block(1), await sha256(block(1)));
    before.close();
    expect((await ReceivedFile.open(folder, ID, 2 * BLOCK_BYTES)).verifiedBytes).toBe(0);
  });

  test.each(['.data', '.progress'])('whose %s finds the disk full keeps what was verified, and takes the block when there is room', async (ending) => {
    const folder = breaking(memoryFolder());
    const file = await ReceivedFile.open(folder, ID, 2 * BLOCK_BYTES);
    await file.take(block(1), await sha256(block(1)));
    folder.breakNext(ending);
    const failure = await file.take(block(3), await sha256(block(3))).catch(sinkFailure);
    expect([failure, file.verifiedBytes]).toEqual(['disk-full', BLOCK_BYTES]);
    const next = await ReceivedFile.open(folder, ID, 2 * BLOCK_BYTES);
    expect(await next.take(block(3), await sha256(block(3)))).toBe('verified');
    expect(hex(next.digest())).toBe(nodeHash(block(1), block(3)));
  });

  test('takes no block with another digest', async () => {
    const file = await ReceivedFile.open(memoryFolder(), ID, BLOCK_BYTES);
    expect(await file.take(block(1), new Uint8Array(32))).toBe('mismatch');
    expect([file.verifiedBytes, hex(file.digest())]).toEqual([0, nodeHash()]);
  });
});

describe('the record of a file’s progress', () => {
  test('has two slots: one that was written half leaves the other', async () => {
    const folder = memoryFolder();
    const stored = await folder.open(progressName(ID), 'record');
    const record = new ProgressRecord(stored);
    await record.read();
    const hash = await StreamHash.create();
    for (const seed of [1, 3, 5]) {
      hash.update(block(seed));
      await record.write({ size: 9 * BLOCK_BYTES, hash: hash.save() });
    }
    expect((await new ProgressRecord(stored).read())?.hash.length).toBe(3 * BLOCK_BYTES);
    // The third write went to one of the two; torn, the second counts.
    const [one, other] = [await parseProgress(stored.read(0, 256)), await parseProgress(stored.read(256, 256))];
    const latest = (one?.hash.length ?? 0) > (other?.hash.length ?? 0) ? 0 : 256;
    stored.write(latest + 40, Uint8Array.of(1, 2, 3, 4));
    const again = new ProgressRecord(stored);
    expect((await again.read())?.hash.length).toBe(2 * BLOCK_BYTES);
    // The next one is written over the torn slot.
    await again.write({ size: 9 * BLOCK_BYTES, hash: hash.save() });
    expect((await new ProgressRecord(stored).read())?.hash.length).toBe(3 * BLOCK_BYTES);
  });

  test('with one bit changed anywhere is none', async () => {
    const hash = await StreamHash.create();
    hash.update(block(1).subarray(0, 1_000));
    const slot = await formatProgress({ size: 2 ** 48 - 1, hash: hash.save() });
    expect(await parseProgress(slot)).toEqual({ size: 2 ** 48 - 1, hash: hash.save() });
    for (let at = 0; at < 22 + hash.save().state.length + 8; at++) {
      const changed = slot.slice();
      changed[at] = (changed[at] ?? 0) ^ 0x10;
      expect(await parseProgress(changed), `byte ${at}`).toBeUndefined();
    }
  });
});
