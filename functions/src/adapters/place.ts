import type { Firestore } from 'firebase-admin/firestore';
import { MAINTENANCE } from '../cleanup/collections.ts';
import type { Book } from '../cleanup/walk.ts';

/** Keeps a sweep's place in a document beside the calls, out of every client's reach. */
export function createPlace(db: Firestore, name: string): Pick<Book<never>, 'readPlace' | 'keepPlace'> {
  const document = db.collection(MAINTENANCE).doc(name);
  return {
    async readPlace() {
      const place: unknown = (await document.get()).get('place');
      return typeof place === 'string' && place !== '' ? place : undefined;
    },
    async keepPlace(place) {
      if (place === undefined) await document.delete();
      else await document.set({ place });
    },
  };
}
