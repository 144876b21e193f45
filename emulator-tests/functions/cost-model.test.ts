/** What docs/scaling.md reckons with for each function is what each asks Firestore for. */
import { Query, type Timestamp, Transaction, WriteBatch } from 'firebase-admin/firestore';
import { expect, onTestFinished } from 'vitest';
import { tombstoneEndedCall, createExpiredCallStore, createExpiredLimitStore } from '../../functions/src/adapters/firestore-call-store.ts';
import { createRateLimiter } from '../../functions/src/adapters/firestore-rate-limiter.ts';
import { readLimits } from '../../functions/src/turn/limits/limit-settings.ts';
import { SHARDS } from '../../functions/src/cleanup/shards.ts';
import { type ExpiredStore, type Expired, sweepExpired } from '../../functions/src/cleanup/sweep.ts';
import { OF_A_CALL } from '../../scripts/cost/model.ts';
import { test } from './functions-test.ts';
import { countOperations } from './operations.ts';
import { callIdIn, seedCall } from './seed-call.ts';

const HOUR_MS = 3_600_000;

const start = () => {
  const { counted, stop } = countOperations({ Query, Transaction, WriteBatch });
  onTestFinished(stop);
  return counted;
};
const sweep = <Call extends Expired>(store: ExpiredStore<Call>) =>
  sweepExpired(store, { what: 'all', maxCalls: 1000, maxMs: 60_000, pageSize: 200, parallel: 10 }, Date.now, () => undefined);

test('a call that has ended becomes a tombstone with the reads, writes and deletes of the model', async ({ suite }) => {
  const call = await seedCall(suite.db, callIdIn('A'), { expiresAt: Date.now() + HOUR_MS, batches: 1, isEnded: true });
  const data = (await call.get()).data() ?? {};
  const { createdAt, expiresAt } = data as { createdAt: Timestamp; expiresAt: Timestamp };
  const counted = start();
  await tombstoneEndedCall(suite.db, call.id, { createdAt: createdAt.toMillis(), expiresAt: expiresAt.toMillis(), isEnded: true }, Date.now());
  expect(counted).toEqual({ reads: OF_A_CALL.burialReads, writes: OF_A_CALL.burialWrites, deletes: OF_A_CALL.burialDeletes });
});

test('a tombstone is swept with the reads and deletes of the model', async ({ suite }) => {
  await Promise.all(SHARDS.map((shard) => seedCall(suite.db, callIdIn(shard), { expiresAt: Date.now() - HOUR_MS, batches: 0, isEnded: true })));
  const counted = start();
  expect(await sweep(createExpiredCallStore(suite.db))).toMatchObject({ deleted: SHARDS.length });
  expect(counted).toEqual({ reads: SHARDS.length * OF_A_CALL.sweepReads, writes: 0, deletes: SHARDS.length * OF_A_CALL.sweepDeletes });
});

test('the relay credentials of two people are counted, and the count is swept, with the operations of the model', async ({ suite }) => {
  const long = Date.now() - 3 * HOUR_MS;
  const counted = start();
  const limiter = createRateLimiter(suite.db, { key: 'north', limits: readLimits({ trustedHops: '', userLimitPerHour: '', addressLimitPerHour: '' }) });
  for (const [user, address] of [['alice', '192.0.2.7'], ['bob', '192.0.2.8']] as const) expect(await limiter.take({ user, address }, long)).toEqual({ kind: 'granted' });
  expect(counted).toEqual({ reads: OF_A_CALL.mintReads, writes: OF_A_CALL.mintWrites, deletes: 0 });
  expect(await sweep(createExpiredLimitStore(suite.db))).toMatchObject({ deleted: 4 });
  expect(counted.deletes).toBe(OF_A_CALL.mintSweepDeletes);
  // At most one more for each group of shards in which a run finds nothing.
  expect(counted.reads - OF_A_CALL.mintReads).toBeGreaterThanOrEqual(OF_A_CALL.mintSweepReads);
  expect(counted.reads - OF_A_CALL.mintReads).toBeLessThanOrEqual(OF_A_CALL.mintSweepReads + 3);
});
