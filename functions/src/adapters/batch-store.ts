import { FieldPath, type Firestore, type QueryDocumentSnapshot } from 'firebase-admin/firestore';
import { CALLS, CANDIDATE_COLLECTIONS } from '#protocol/paths.ts';
import type { Batch, BatchStore } from '../cleanup/orphans.ts';
import { createStoredCursor } from './stored-cursor.ts';
import { whenChanged } from './unless-changed.ts';

/** Names alone: each is a read, and so is its call. */
const PAGE_SIZE = 100;

const FIRST = CANDIDATE_COLLECTIONS.caller;
const SECOND = CANDIDATE_COLLECTIONS.callee;

interface FoundBatch extends Batch {
  readonly snapshot: QueryDocumentSnapshot;
}

/**
 * The batches of all calls, the callers' first, in the order of their names, for which no index is needed. A cursor is
 * the path of the last one seen, or the name of a collection that is to be begun.
 */
export function createBatchStore(db: Firestore, pageSize = PAGE_SIZE): BatchStore<FoundBatch> {
  return {
    ...createStoredCursor(db, 'orphans'),
    async readPage(from = FIRST) {
      const path = from.split('/');
      const collection = (path.length > 1 ? path.at(-2) : from) ?? FIRST;
      const named = db.collectionGroup(collection).orderBy(FieldPath.documentId()).select().limit(pageSize);
      const { docs } = await (path.length > 1 ? named.startAfter(db.doc(from)) : named).get();
      const last = docs.length < pageSize ? undefined : docs.at(-1)?.ref.path;
      return { items: docs.flatMap(batchOf), next: last ?? (collection === FIRST ? SECOND : undefined) };
    },
    async findMissing(callIds) {
      const calls = callIds.map((id) => db.collection(CALLS).doc(id));
      // No field of them, only whether they are there.
      const found = await db.getAll(...calls, { fieldMask: [] });
      return new Set(found.filter(({ exists }) => !exists).map(({ id }) => id));
    },
    deleteUnchanged: ({ snapshot }) => snapshot.ref.delete({ lastUpdateTime: snapshot.updateTime }).then(() => 'deleted' as const, whenChanged),
  };
}

/** Another application's collection of that name, elsewhere in the database, is none of ours. */
function batchOf(snapshot: QueryDocumentSnapshot): FoundBatch[] {
  const call = snapshot.ref.parent.parent;
  return call?.parent.path === CALLS ? [{ path: snapshot.ref.path, callId: call.id, snapshot }] : [];
}
