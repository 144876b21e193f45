import { isDeepStrictEqual } from 'node:util';
import { Timestamp } from 'firebase-admin/firestore';
import { describe, expect } from 'vitest';
import { createBatchStore } from '../../functions/src/adapters/batch-store.ts';
import { createExpiredCallStore } from '../../functions/src/adapters/firestore-call-store.ts';
import { MINT_LIMITS } from '../../functions/src/cleanup/collections.ts';
import { SHARDS } from '../../functions/src/cleanup/shards.ts';
import { test as functionsTest } from './functions-test.ts';
import { callIdIn, seedCall } from './seed-call.ts';

const HOUR_MS = 3_600_000;
const TOMBSTONE_MS = 10 * 60_000;

const test = functionsTest
  .extend('sweep', ({ suite }) => () => suite.runScheduled('sweepStaleCalls'))
  // Ids of the calls and the number of the batches that are left, orphaned batches included.
  .extend('remaining', ({ suite: { db } }) => async () => {
    const [calls, ...batches] = await Promise.all([
      db.collection('calls').listDocuments(),
      db.collectionGroup('callerCandidates').get(),
      db.collectionGroup('calleeCandidates').get(),
    ]);
    return { calls: calls.map(({ id }) => id).sort(), batches: batches.reduce((sum, { size }) => sum + size, 0) };
  });

const inAnHour = () => Date.now() + HOUR_MS;
const anHourAgo = () => Date.now() - HOUR_MS;

/** What a process had sent before it was killed may still land, and the reads are several: once two in a row say the same. */
async function atRest<Seen>(look: () => Promise<Seen>): Promise<Seen> {
  for (let before = await look(); ;) {
    await new Promise((resolve) => { setTimeout(resolve, 200); });
    const now = await look();
    if (isDeepStrictEqual(now, before)) return now;
    before = now;
  }
}

describe('when a call ends', () => {
  test('alice hangs up: the batches go, the call stays for ten minutes to tell who opens the link', async ({ remaining, suite }) => {
    const call = await seedCall(suite.db, callIdIn('A'), { expiresAt: inAnHour(), batches: 3 });
    const shortened = suite.untilChanged(call, (data) => leaseOf(data) <= Date.now() + TOMBSTONE_MS);
    const endedAt = Date.now();
    await call.update({ ended: { by: 'caller', reason: 'hung-up', at: Timestamp.now() } });
    const data = await shortened;
    expect(leaseOf(data)).toBeGreaterThanOrEqual(endedAt + TOMBSTONE_MS);
    expect(data['ended']).toMatchObject({ by: 'caller', reason: 'hung-up' });
    expect(await remaining()).toEqual({ calls: [call.id], batches: 0 });
  });

  test('bob leaves one call: the lease and the batches of another one stay', async ({ remaining, suite }) => {
    const lease = inAnHour();
    const other = await seedCall(suite.db, callIdIn('B'), { expiresAt: lease, batches: 2 });
    const call = await seedCall(suite.db, callIdIn('B'), { expiresAt: lease, batches: 8 });
    const shortened = suite.untilChanged(call, (data) => leaseOf(data) <= Date.now() + TOMBSTONE_MS);
    await call.update({ ended: { by: 'callee', reason: 'left', at: Timestamp.now() } });
    await shortened;
    expect(leaseOf((await other.get()).data() ?? {})).toBe(lease);
    expect((await remaining()).batches).toBe(4);
  });
});

describe('the sweep', () => {
  test('takes what has expired in every shard, batches and all, and leaves every call whose lease runs', async ({ remaining, suite, sweep }) => {
    const expired = SHARDS.map((shard) => seedCall(suite.db, callIdIn(shard), { expiresAt: anHourAgo(), batches: 1 }));
    const running = SHARDS.slice(0, 4).map((shard) => seedCall(suite.db, callIdIn(shard), { expiresAt: inAnHour(), batches: 2 }));
    await Promise.all(expired);
    const kept = (await Promise.all(running)).map(({ id }) => id).sort();
    await sweep();
    expect(await remaining()).toEqual({ calls: kept, batches: 4 * 2 * 2 });
  });

  test('twice at once does no harm, and once more finds nothing', async ({ remaining, suite, sweep }) => {
    const shards = SHARDS.slice(0, 30);
    await Promise.all(shards.map((shard) => seedCall(suite.db, callIdIn(shard), { expiresAt: anHourAgo(), batches: 8 })));
    const kept = await seedCall(suite.db, callIdIn('_'), { expiresAt: inAnHour(), batches: 8 });
    await Promise.all([sweep(), sweep()]);
    expect(await remaining()).toEqual({ calls: [kept.id], batches: 16 });
    await sweep();
    expect(await remaining()).toEqual({ calls: [kept.id], batches: 16 });
  });

  test('takes candidates whose call is gone, and no other', async ({ remaining, suite, sweep }) => {
    const gone = await seedCall(suite.db, callIdIn('F'), { expiresAt: inAnHour(), batches: 3 });
    await gone.delete();
    const running = await seedCall(suite.db, callIdIn('G'), { expiresAt: inAnHour(), batches: 2 });
    const elsewhere = suite.db.doc('others/one/callerCandidates/0');
    await elsewhere.set({ round: 1 });
    const stale = await suite.db.collectionGroup('callerCandidates').get();
    expect(stale.size).toBe(3 + 2 + 1);
    await sweep();
    expect(await remaining()).toEqual({ calls: [running.id], batches: 2 * 2 + 1 });
    expect((await elsewhere.get()).exists).toBe(true);
    await suite.db.recursiveDelete(elsewhere);
  });

  test('a call that is extended after the sweep has seen it expired stays, batches and all', async ({ remaining, suite, sweep }) => {
    const call = await seedCall(suite.db, callIdIn('J'), { expiresAt: anHourAgo(), batches: 2 });
    const store = createExpiredCallStore(suite.db);
    const [seen] = await store.readOldest(SHARDS.slice(0, 30), Date.now(), 10, undefined);
    expect(seen?.id).toBe(call.id);
    await call.update({ expiresAt: Timestamp.fromMillis(inAnHour()) });
    expect(seen && await store.deleteUnchanged(seen)).toBe('changed');
    expect(await remaining()).toEqual({ calls: [call.id], batches: 4 });
    await call.delete();
    await sweep();
  });

  test('killed half-way it has left each call whole or taken all of it, and the next run takes the rest', async ({ remaining, suite, sweep }) => {
    await Promise.all(Array.from({ length: 600 }, (_, index) => seedCall(suite.db, callIdIn(SHARDS[index % SHARDS.length] ?? 'A'), { expiresAt: anHourAgo(), batches: 1 })));
    const count = async (): Promise<number> => (await suite.db.collection('calls').count().get()).data().count;
    const instance = await suite.startInstance();
    const cut = fetch(`${instance.url}/sweepStaleCalls`, { method: 'POST' }).catch(() => undefined);
    while (await count() === 600);
    await instance.stop();
    await cut;
    const { calls, batches } = await atRest(remaining);
    expect(calls.length).toBeGreaterThan(0);
    expect(calls.length).toBeLessThan(600);
    expect(batches).toBe(2 * calls.length);
    await sweep();
    expect(await remaining()).toEqual({ calls: [], batches: 0 });
  });

  test('a batch that changed since it was seen is left to the next run', async ({ remaining, suite, sweep }) => {
    const gone = await seedCall(suite.db, callIdIn('H'), { expiresAt: inAnHour(), batches: 1 });
    await gone.delete();
    const store = createBatchStore(suite.db);
    const { items } = await store.readPage(undefined);
    await gone.collection('callerCandidates').doc('0').update({ round: 2 });
    expect(await Promise.all(items.map((batch) => store.deleteUnchanged(batch)))).toEqual(['changed']);
    await store.keepCursor(undefined);
    await sweep();
    expect(await remaining()).toEqual({ calls: [], batches: 0 });
  });

  test('takes what was counted for relay credentials once it counts no more, and leaves what does', async ({ suite }) => {
    const limits = suite.db.collection(MINT_LIMITS);
    const limit = (id: string, at: number) => limits.doc(id).set({ taken: [at], shard: id.charAt(0), expiresAt: Timestamp.fromMillis(at) });
    await Promise.all([...SHARDS.map((shard) => limit(`${shard}-old`, anHourAgo())), limit('A-new', inAnHour())]);
    await suite.runScheduled('sweepMintLimits');
    expect((await limits.get()).docs.map(({ id }) => id)).toEqual(['A-new']);
  });

  test('takes the tombstone of an ended call once its ten minutes are over, not before', async ({ remaining, suite, sweep }) => {
    const over = await seedCall(suite.db, callIdIn('D'), { expiresAt: Date.now() - 1, batches: 0 });
    const standing = await seedCall(suite.db, callIdIn('E'), { expiresAt: Date.now() + TOMBSTONE_MS, batches: 0 });
    await sweep();
    expect(await remaining()).toEqual({ calls: [standing.id], batches: 0 });
    expect((await over.get()).exists).toBe(false);
  });
});

function leaseOf(data: Readonly<Record<string, unknown>>): number {
  return (data['expiresAt'] as Timestamp).toMillis();
}
