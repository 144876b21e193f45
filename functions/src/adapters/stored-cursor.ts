import type { Firestore } from 'firebase-admin/firestore';
import { MAINTENANCE } from '../cleanup/collections.ts';
import type { PagedList } from '../cleanup/paged-list.ts';

/** Keeps a sweep's cursor in a document beside the calls, out of every client's reach. */
export function createStoredCursor(db: Firestore, name: string): Pick<PagedList<never>, 'readCursor' | 'keepCursor'> {
  const document = db.collection(MAINTENANCE).doc(name);
  return {
    async readCursor() {
      const cursor: unknown = (await document.get()).get('cursor');
      return typeof cursor === 'string' && cursor !== '' ? cursor : undefined;
    },
    async keepCursor(cursor) {
      if (cursor === undefined) await document.delete();
      else await document.set({ cursor });
    },
  };
}
