import type { Firestore } from 'firebase-admin/firestore';
import { CANDIDATE_COLLECTIONS } from '#protocol/paths.ts';
import { inParallel } from '../../functions/src/cleanup/in-parallel.ts';
import { SHARDS } from '../../functions/src/cleanup/shards.ts';
import { Seeded as Random } from '../../engine/src/call/testing/simulator/seeded.ts';
import { callIdIn, seedCall } from './seed-call.ts';

const HOUR_MS = 3_600_000;

/** Requests under way at once: an emulator on two cores gains nothing by more. */
const LANES = 16;

export interface Seeded {
  /** Calls whose lease runs, which nothing may touch, with the number of their batches. */
  readonly running: ReadonlyMap<string, number>;
  readonly documents: number;
}

/** As many calls as are left behind by people who hang up, close the lid, lose their network, or were cleaned up half. */
export async function seedManyCalls(db: Firestore, count: number, seed: number): Promise<Seeded> {
  const random = new Random(seed);
  const running = new Map<string, number>();
  let documents = 0;
  const plans = Array.from({ length: count }, () => ({ shard: SHARDS[random.integer(0, SHARDS.length - 1)] ?? 'A', kind: random.integer(0, 9), batches: random.integer(0, 8), ageMs: random.integer(1, 48 * HOUR_MS) }));
  await inParallel(plans, LANES, async ({ shard, kind, batches, ageMs }) => {
    const id = callIdIn(shard);
    const expiresAt = Date.now() + (kind === 0 ? HOUR_MS : -ageMs);
    // Of ten: one runs, one was swept but for its candidates, one ended in order, seven crashed.
    const call = await seedCall(db, id, { expiresAt, batches: kind === 2 ? 0 : batches, isEnded: kind === 2 });
    if (kind === 0) running.set(id, 2 * batches);
    if (kind === 1) await call.delete();
    documents += (kind === 1 ? 0 : 1) + (kind === 2 ? 0 : 2 * batches);
  });
  return { running, documents };
}

/** What lies under `calls`, batches without a call included. */
export async function countLeft(db: Firestore): Promise<{ calls: readonly string[]; batches: number }> {
  const [calls, ...batches] = await Promise.all([
    db.collection('calls').select().get(),
    ...Object.values(CANDIDATE_COLLECTIONS).map((name) => db.collectionGroup(name).count().get()),
  ]);
  return { calls: calls.docs.map(({ id }) => id).sort(), batches: batches.reduce((sum, answer) => sum + answer.data().count, 0) };
}
