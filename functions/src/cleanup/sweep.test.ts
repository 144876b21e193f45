import { describe, expect, test } from 'vitest';
import { groupShards, SHARDS } from './shards.ts';
import { type Expired, type ExpiredStore, nextGroups, oldestFirst, sweepExpired, type SweepLimits } from './sweep.ts';

const NOW = 1_700_000_000_000;
const LIMITS: SweepLimits = { what: 'calls', maxCalls: 1000, maxMs: 60_000, pageSize: 2, parallel: 3 };
const silent = () => undefined;

/** Calls in memory. `touch` stands for a party that changes the call between the sweep's read and its delete. */
class MemoryStore implements ExpiredStore<Expired & { version: number }> {
  readonly calls = new Map<string, { expiresAt: number; version: number }>();
  readonly deleted: string[] = [];
  readonly pages: number[] = [];
  beforeDelete: (id: string) => void = silent;

  constructor(calls: Readonly<Record<string, number>>) {
    for (const [id, expiresAt] of Object.entries(calls)) this.calls.set(id, { expiresAt, version: 1 });
  }

  readOldest(shards: readonly string[], now: number, limit: number, after?: Expired) {
    const rank = (call: Expired) => `${String(call.expiresAt).padStart(16, '0')} ${call.id}`;
    const found = [...this.calls].map(([id, call]) => ({ id, ...call }))
      .filter((call) => call.expiresAt <= now && shards.includes(call.id.charAt(0)) && (!after || rank(call) > rank(after)))
      .sort((one, other) => (rank(one) < rank(other) ? -1 : 1)).slice(0, limit);
    this.pages.push(found.length);
    return Promise.resolve(found);
  }

  async deleteUnchanged(call: Expired & { version: number }) {
    await Promise.resolve();
    this.beforeDelete(call.id);
    if (this.calls.get(call.id)?.version !== call.version) return 'changed' as const;
    this.calls.delete(call.id);
    this.deleted.push(call.id);
    return 'deleted' as const;
  }

  countExpired(now: number) {
    return Promise.resolve([...this.calls.values()].filter((call) => call.expiresAt <= now).length);
  }
}

/** One expired call in each shard, the last shard's the oldest. */
const everywhere = () => new MemoryStore(Object.fromEntries(SHARDS.map((shard, index) => [`${shard}call`, NOW - index - 1])));
const sweep = (store: MemoryStore, limits: Partial<SweepLimits> = {}, now = () => NOW) => sweepExpired(store, { ...LIMITS, ...limits }, now, silent);

describe('shards', () => {
  test('there are 64, and three queries of at most 30 ask each of them once', () => {
    expect(new Set(SHARDS).size).toBe(64);
    expect(groupShards()).toHaveLength(3);
    expect(Math.max(...groupShards().map((group) => group.length))).toBeLessThanOrEqual(30);
    expect(groupShards().flat().sort()).toEqual([...SHARDS].sort());
  });
});

describe('a run', () => {
  test('finds the expired of every shard and leaves those whose lease runs', async () => {
    const store = everywhere();
    store.calls.set('Arunning', { expiresAt: NOW + 1, version: 1 });
    expect(await sweep(store)).toEqual({ scanned: 64, deleted: 64, left: 0, seconds: 0 });
    expect([...store.calls.keys()]).toEqual(['Arunning']);
  });

  test('finds nothing in three empty queries', async () => {
    const store = new MemoryStore({});
    expect(await sweep(store)).toEqual({ scanned: 0, deleted: 0, left: 0, seconds: 0 });
    expect(store.pages).toEqual([0, 0, 0]);
  });

  test('stops at its number, having taken the oldest, and says how many wait', async () => {
    const store = everywhere();
    expect(await sweep(store, { maxCalls: 5, pageSize: 10, parallel: 1 })).toMatchObject({ scanned: 5, deleted: 5, left: 59 });
    expect(store.deleted).toEqual(SHARDS.slice(-5).reverse().map((shard) => `${shard}call`));
  });

  test('stops at its time and says how many wait', async () => {
    let clock = NOW;
    const store = everywhere();
    store.beforeDelete = () => { clock += 10_000; };
    expect(await sweep(store, { maxMs: 50_000 }, () => clock)).toEqual({ scanned: 6, deleted: 6, left: 58, seconds: 60 });
  });

  test('begins where the one before stopped', async () => {
    const store = everywhere();
    await sweep(store, { maxCalls: 60 });
    expect(await sweep(store)).toMatchObject({ scanned: 4, deleted: 4, left: 0 });
  });

  test('holds no more calls at once than a page of each group, whatever the backlog', async () => {
    const store = new MemoryStore(Object.fromEntries(Array.from({ length: 500 }, (_, index) => [`${SHARDS[index % 64] ?? ''}${index}`, NOW - index])));
    expect(await sweep(store)).toMatchObject({ deleted: 500 });
    expect(Math.max(...store.pages)).toBe(LIMITS.pageSize);
  });
});

describe('what happens meanwhile', () => {
  test('alice extends her lease after the sweep has read it: the call stays', async () => {
    const store = new MemoryStore({ Aalice: NOW - 1, Bbob: NOW - 1 });
    store.beforeDelete = (id) => { if (id === 'Aalice') store.calls.set(id, { expiresAt: NOW + 1, version: 2 }); };
    expect(await sweep(store)).toMatchObject({ scanned: 2, deleted: 1, left: 0 });
    expect([...store.calls.keys()]).toEqual(['Aalice']);
  });

  test('two runs at once delete every call once', async () => {
    const store = everywhere();
    const reports = await Promise.all([sweep(store), sweep(store)]);
    expect(reports.reduce((sum, { deleted }) => sum + deleted, 0)).toBe(64);
    expect(store.deleted).toHaveLength(64);
  });

  test('a call that cannot be deleted is logged and left, the run ends and the others go', async () => {
    const store = everywhere();
    store.beforeDelete = (id) => { if (id === '_call') throw new Error('deadline exceeded'); };
    const logged: unknown[] = [];
    const report = await sweepExpired(store, LIMITS, () => NOW, (severity, message, fields) => logged.push({ severity, message, ...fields }));
    expect(report).toEqual({ scanned: 64, deleted: 63, left: 1, seconds: 0 });
    expect(logged).toEqual([
      { severity: 'error', message: 'One of the expired calls could not be deleted', id: '_call', reason: 'deadline exceeded' },
      { severity: 'error', message: 'Swept expired calls', ...report },
    ]);
  });
});

describe('planning', () => {
  const call = (id: string, expiresAt: number): Expired => ({ id, expiresAt });

  test('pages are merged by age and cut at the budget', () => {
    expect(oldestFirst([[call('A', 1), call('A', 4)], [], [call('B', 2), call('B', 3)]], 3).map(({ expiresAt }) => expiresAt)).toEqual([1, 2, 3]);
  });

  test('a group with a full page is asked again from its last call on, the others are done', () => {
    const groups = [{ shards: ['A'], after: undefined }, { shards: ['B'], after: undefined }];
    expect(nextGroups(groups, [[call('A1', 1)], [call('B1', 1), call('B2', 2)]], 2)).toEqual([{ shards: ['B'], after: call('B2', 2) }]);
  });
});
