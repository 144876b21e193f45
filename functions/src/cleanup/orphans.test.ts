import { expect, test } from 'vitest';
import { type Batch, type BatchStore, sweepOrphans } from './orphans.ts';

/** Batches by path, two a page, and the calls that are there. */
class MemoryBatches implements BatchStore<Batch> {
  readonly batches: Set<string>;
  readonly calls: Set<string>;
  cursor: string | undefined;
  pages = 0;
  refuses = (_path: string): boolean => false;
  constructor(batches: readonly string[], calls: readonly string[]) {
    this.batches = new Set(batches);
    this.calls = new Set(calls);
  }

  readPage(from: string | undefined) {
    this.pages += 1;
    const rest = [...this.batches].filter((path) => from === undefined || path > from).sort();
    const items = rest.slice(0, 2).map((path) => ({ path, callId: path.charAt(0) }));
    return Promise.resolve({ items, next: rest.length > 2 ? items.at(-1)?.path : undefined });
  }

  findMissing(callIds: readonly string[]) { return Promise.resolve(new Set(callIds.filter((id) => !this.calls.has(id)))); }
  deleteUnchanged({ path }: Batch) {
    if (this.refuses(path)) return Promise.reject(new Error('UNAVAILABLE'));
    this.batches.delete(path);
    return Promise.resolve('deleted' as const);
  }
  readCursor() { return Promise.resolve(this.cursor); }
  keepCursor(cursor: string | undefined) {
    this.cursor = cursor;
    return Promise.resolve();
  }
}

async function sweep(store: MemoryBatches, maxMs = 1000, now = () => 0) {
  const logged: unknown[] = [];
  const report = await sweepOrphans(store, maxMs, now, (severity, message, fields) => logged.push({ severity, message, ...fields }));
  return { report, logged };
}

test('batches whose call is gone are deleted, page after page; those of a call that is there stay', async () => {
  const store = new MemoryBatches(['a0', 'a1', 'b0', 'b1', 'c0'], ['c']);
  const { report, logged } = await sweep(store);
  expect(report).toEqual({ scanned: 5, deleted: 4, left: 0, seconds: 0 });
  expect([...store.batches]).toEqual(['c0']);
  expect(logged).toEqual([{ severity: 'info', message: 'Swept orphaned candidates', ...report }]);
});

test('a page without an orphan is enough for a run; the next run goes on behind it, and after the end from the start', async () => {
  const store = new MemoryBatches(['a0', 'a1', 'b0', 'b1', 'z0'], ['a', 'b']);
  expect((await sweep(store)).report).toMatchObject({ scanned: 2, deleted: 0 });
  expect((await sweep(store)).report).toMatchObject({ scanned: 2, deleted: 0 });
  expect((await sweep(store)).report).toMatchObject({ scanned: 1, deleted: 1 });
  expect((await sweep(store)).report).toMatchObject({ scanned: 2, deleted: 0 });
});

test('a run whose time is over stops, and what could not be deleted is counted', async () => {
  const store = new MemoryBatches(['a0', 'a1', 'b0', 'b1'], []);
  store.refuses = (path) => path === 'a1';
  const { report, logged } = await sweep(store, 0);
  expect(report).toEqual({ scanned: 2, deleted: 1, left: 1, seconds: 0 });
  expect(logged).toMatchObject([{ severity: 'error' }]);
});

test('nothing costs one look', async () => {
  const store = new MemoryBatches([], []);
  expect((await sweep(store)).report).toMatchObject({ scanned: 0, deleted: 0 });
  expect(store.pages).toBe(1);
});
