/** What every FileStore does: in memory, and on a disk. Throws where it does not, so that it also runs inside a page. */
import { equalBytes, toBase64Url, type OwnBytes } from '../../../base/bytes.ts';
import { BLOCK_BYTES, type FileSink, type FileStore, type Outcome, type StoredTransfer } from '../ports.ts';

export interface StoreUnderTest {
  /** The store as the page after a reload finds it: the same tab. */
  readonly reload: () => Promise<FileStore>;
  readonly store: FileStore;
}

export type ContractCase = readonly [sentence: string, run: (test: StoreUnderTest) => Promise<void>];

export const STORE_CONTRACT: readonly ContractCase[] = [
  ['a file of two blocks and a piece arrives block by block, with one hash at both ends', async ({ store }) => {
    const bytes = madeUp(2 * BLOCK_BYTES + 5_000);
    const source = await store.source('a.1', new File([bytes], 'a'));
    const sink = ok(await store.sink('b.1', bytes.length));
    for (const offset of [0, BLOCK_BYTES, 2 * BLOCK_BYTES]) {
      const block = ok(await source.block(offset));
      same(block.bytes, bytes.slice(offset, offset + BLOCK_BYTES));
      same(block.digest, await sha256(block.bytes));
      await writeAll(sink, offset, block.bytes);
      is(ok(await sink.verify(block.digest)), 'verified');
      is(sink.verifiedBytes, Math.min(offset + BLOCK_BYTES, bytes.length));
    }
    same(ok(await source.finish()), await sha256(bytes));
    same(ok(await sink.finish()), await sha256(bytes));
    same(await bytesOf(await sink.blob()), bytes);
  }],
  ['an empty file has the hash of nothing', async ({ store }) => {
    const source = await store.source('a.1', new File([], 'a'));
    const sink = ok(await store.sink('b.1', 0));
    const empty = await sha256(new Uint8Array());
    same(ok(await source.finish()), empty);
    same(ok(await sink.finish()), empty);
    same(await bytesOf(await sink.blob()), new Uint8Array());
  }],
  ['pieces of the next block may come before the digest of the one before', async ({ store }) => {
    const bytes = madeUp(BLOCK_BYTES + 100);
    const sink = ok(await store.sink('b.1', bytes.length));
    await writeAll(sink, 0, bytes);
    is(ok(await sink.verify(await sha256(bytes.slice(0, BLOCK_BYTES)))), 'verified');
    is(ok(await sink.verify(await sha256(bytes.slice(BLOCK_BYTES)))), 'verified');
    same(ok(await sink.finish()), await sha256(bytes));
  }],
  ['a block with another digest is a mismatch, and what was verified before it stays', async ({ store }) => {
    const bytes = madeUp(2 * BLOCK_BYTES);
    const sink = ok(await store.sink('b.1', bytes.length));
    await writeAll(sink, 0, bytes);
    is(ok(await sink.verify(await sha256(bytes.slice(0, BLOCK_BYTES)))), 'verified');
    is(ok(await sink.verify(new Uint8Array(32))), 'mismatch');
    is(sink.verifiedBytes, BLOCK_BYTES);
    await sink.rewind();
    await writeAll(sink, BLOCK_BYTES, bytes.slice(BLOCK_BYTES));
    is(ok(await sink.verify(await sha256(bytes.slice(BLOCK_BYTES)))), 'verified');
    same(ok(await sink.finish()), await sha256(bytes));
  }],
  ['a write that is not at the end, or beyond the size, is refused', async ({ store }) => {
    const sink = ok(await store.sink('b.1', 10));
    is((await sink.write(1, new Uint8Array(1))).kind, 'failed');
    is((await sink.write(0, new Uint8Array(11))).kind, 'failed');
  }],
  ['a reloaded receiver goes on after the last verified block', async ({ store, reload }) => {
    const bytes = madeUp(2 * BLOCK_BYTES + 10);
    const before = ok(await store.sink('b.1', bytes.length));
    await writeAll(before, 0, bytes.slice(0, BLOCK_BYTES + 1_000));
    is(ok(await before.verify(await sha256(bytes.slice(0, BLOCK_BYTES)))), 'verified');
    before.close();
    const sink = ok(await (await reload()).sink('b.1', bytes.length));
    is(sink.verifiedBytes, BLOCK_BYTES);
    await writeAll(sink, BLOCK_BYTES, bytes.slice(BLOCK_BYTES));
    is(ok(await sink.verify(await sha256(bytes.slice(BLOCK_BYTES, 2 * BLOCK_BYTES)))), 'verified');
    is(ok(await sink.verify(await sha256(bytes.slice(2 * BLOCK_BYTES)))), 'verified');
    same(ok(await sink.finish()), await sha256(bytes));
    same(await bytesOf(await sink.blob()), bytes);
  }],
  ['a receiver that is reloaded once all has come has the file still, once it is finished', async ({ store, reload }) => {
    const bytes = madeUp(BLOCK_BYTES + 10);
    const before = ok(await store.sink('b.1', bytes.length));
    await writeAll(before, 0, bytes);
    is(ok(await before.verify(await sha256(bytes.slice(0, BLOCK_BYTES)))), 'verified');
    is(ok(await before.verify(await sha256(bytes.slice(BLOCK_BYTES)))), 'verified');
    ok(await before.finish());
    const sink = ok(await (await reload()).sink('b.1', bytes.length));
    is(sink.verifiedBytes, bytes.length);
    is(await sink.blob(), undefined);
    same(ok(await sink.finish()), await sha256(bytes));
    same(await bytesOf(await sink.blob()), bytes);
  }],
  ['a reloaded sender is given the same file, and knows another one', async ({ store, reload }) => {
    const bytes = madeUp(2 * BLOCK_BYTES);
    const source = await store.source('a.1', new File([bytes], 'a'));
    ok(await source.block(0));
    await source.verified(BLOCK_BYTES);
    source.close();
    const after = await reload();
    const other = bytes.slice();
    other[7] = (other[7] ?? 0) ^ 1;
    is(await after.sourceFrom('a.1', new File([other], 'a')), undefined);
    is(await after.sourceFrom('a.1', new File([bytes.slice(1)], 'a')), undefined);
    const again = await after.sourceFrom('a.1', new File([bytes], 'another name'));
    if (!again) throw new Error('the same file is not recognised');
    same(ok(await again.block(BLOCK_BYTES)).bytes, bytes.slice(BLOCK_BYTES));
    same(ok(await again.finish()), await sha256(bytes));
  }],
  ['what a page keeps of its transfers is there after a reload, until it is over', async ({ store, reload }) => {
    const one: StoredTransfer = { id: 'a.1', direction: 'out', participant: 'p', name: 'n', path: ['f'], type: 't', size: 1, at: 2, phase: 'offered', attempt: 0 };
    await store.keep('a', [one, { ...one, id: 'a.2' }]);
    await store.keep('a', [{ ...one, phase: 'accepted' }]);
    await store.forget(['a.2']);
    const { instance, transfers } = await (await reload()).open();
    is(instance, 'a');
    is(JSON.stringify(transfers), JSON.stringify([{ ...one, phase: 'accepted' }]));
  }],
  ['a removed file is gone', async ({ store, reload }) => {
    const sink = ok(await store.sink('b.1', 4));
    await writeAll(sink, 0, new Uint8Array(4));
    is(ok(await sink.verify(await sha256(new Uint8Array(4)))), 'verified');
    await sink.remove();
    is(ok(await (await reload()).sink('b.1', 4)).verifiedBytes, 0);
  }],
];

/** Bytes that differ from block to block. */
export function madeUp(length: number, seed = 1): OwnBytes {
  const bytes = new Uint8Array(length);
  let state = seed;
  for (let at = 0; at < length; at += 1) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    bytes[at] = state >>> 24;
  }
  return bytes;
}

async function writeAll(sink: FileSink, offset: number, bytes: OwnBytes): Promise<void> {
  for (let at = 0; at < bytes.length; at += 16_384) ok(await sink.write(offset + at, bytes.slice(at, at + 16_384)));
}

const sha256 = async (bytes: OwnBytes): Promise<OwnBytes> => new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
const bytesOf = async (blob: Blob | undefined): Promise<Uint8Array> => new Uint8Array(await (blob ?? new Blob(['none'])).arrayBuffer());

function ok<T>(outcome: Outcome<T, string>): T {
  if (outcome.kind === 'failed') throw new Error(`failed: ${outcome.why}`);
  return outcome.value;
}

function is(actual: unknown, expected: unknown): void {
  if (actual !== expected) throw new Error(`expected ${String(expected)}, not ${String(actual)}`);
}

function same(actual: Uint8Array, expected: Uint8Array): void {
  if (!equalBytes(actual, expected)) throw new Error(`other bytes: ${toBase64Url(actual.slice(0, 40))}, not ${toBase64Url(expected.slice(0, 40))}`);
}
