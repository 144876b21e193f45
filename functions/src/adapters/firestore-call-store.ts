import {
  type DocumentReference, type DocumentSnapshot, FieldPath, type Firestore, type QueryDocumentSnapshot, Timestamp, type WriteBatch,
} from 'firebase-admin/firestore';
import { MAX_BATCHES } from '#protocol/limits.ts';
import { CALLS, CANDIDATE_COLLECTIONS } from '#protocol/paths.ts';
import { MINT_LIMITS } from '../cleanup/collections.ts';
import { groupShards } from '../cleanup/shards.ts';
import type { Expired, ExpiredStore } from '../cleanup/sweep.ts';
import { whenChanged } from './unless-changed.ts';
import { type CallLife, parseCallLife, planTombstone, type TombstonePlan } from '../cleanup/tombstone.ts';

const BATCH_COLLECTIONS = Object.values(CANDIDATE_COLLECTIONS);

interface StoredDocument extends Expired {
  readonly snapshot: QueryDocumentSnapshot;
}

/** Calls, each with the batches that hang on it. */
export function createExpiredCallStore(db: Firestore): ExpiredStore<StoredDocument> {
  return createExpiredStore(db, CALLS, listBatches);
}

/** Counts of users' and addresses' shares, once their window is over. */
export function createExpiredLimitStore(db: Firestore): ExpiredStore<StoredDocument> {
  return createExpiredStore(db, MINT_LIMITS, () => Promise.resolve([]));
}

/** Needs the composite index (shard, expiresAt) on the collection; the emulator does without. */
function createExpiredStore(
  db: Firestore, collection: string, listBelow: (document: DocumentReference) => Promise<readonly DocumentReference[]>,
): ExpiredStore<StoredDocument> {
  const expired = (now: number) => db.collection(collection).where('expiresAt', '<=', Timestamp.fromMillis(now));
  return {
    async readOldest(shards, now, limit, after) {
      // Only the time is fetched: a page of calls with their descriptions would be megabytes.
      const oldest = expired(now).where('shard', 'in', [...shards])
        .orderBy('expiresAt').orderBy(FieldPath.documentId()).select('expiresAt').limit(limit);
      const page = await (after === undefined ? oldest : oldest.startAfter(after.snapshot)).get();
      return page.docs.flatMap((snapshot) => {
        const expiresAt: unknown = snapshot.get('expiresAt');
        return expiresAt instanceof Timestamp ? [{ id: snapshot.id, expiresAt: expiresAt.toMillis(), snapshot }] : [];
      });
    },
    async deleteUnchanged({ snapshot }) {
      const commit = db.batch();
      deleteAll(commit, await listBelow(snapshot.ref));
      commit.delete(snapshot.ref, { lastUpdateTime: snapshot.updateTime });
      return await commit.commit().then(() => 'deleted' as const, whenChanged);
    },
    async countExpired(now) {
      // Summed by shard: a count over all of them would need an index of its own, and that is a lone ascending one.
      const counts = await Promise.all(groupShards().map((shards) => expired(now).where('shard', 'in', shards).count().get()));
      return counts.reduce((sum, count) => sum + count.data().count, 0);
    },
  };
}

/**
 * Deletes the batches of a call that has ended and shortens its lease, in one transaction, so that the plan holds for
 * the document that is written.
 */
export async function tombstoneEndedCall(db: Firestore, callId: string, event: CallLife, now: number): Promise<TombstonePlan> {
  const call = db.collection(CALLS).doc(callId);
  return await db.runTransaction(async (transaction) => {
    const snapshot = await transaction.get(call);
    const plan = planTombstone(event, readLife(snapshot), now);
    if (plan.kind === 'leave') return plan;
    const pages = await Promise.all(BATCH_COLLECTIONS.map((name) => transaction.get(call.collection(name).select().limit(MAX_BATCHES))));
    for (const batch of pages.flatMap((page) => page.docs)) transaction.delete(batch.ref);
    transaction.update(call, { expiresAt: Timestamp.fromMillis(plan.expiresAt) });
    return plan;
  });
}

/** A document that no version of the rules could have let in is treated as gone: the lease takes it. */
function readLife(snapshot: DocumentSnapshot): CallLife | undefined {
  const life = parseCallLife(snapshot.data());
  return life.ok ? life.value : undefined;
}

/** At most eight a side: the rules allow no other document below a call. */
async function listBatches(call: DocumentReference): Promise<DocumentReference[]> {
  const pages = await Promise.all(BATCH_COLLECTIONS.map((name) => call.collection(name).select().limit(MAX_BATCHES).get()));
  return pages.flatMap((page) => page.docs.map((batch) => batch.ref));
}

function deleteAll(commit: WriteBatch, documents: readonly DocumentReference[]): void {
  for (const document of documents) commit.delete(document);
}
