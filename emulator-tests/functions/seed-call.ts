import { randomBytes } from 'node:crypto';
import { type DocumentReference, type Firestore, Timestamp } from 'firebase-admin/firestore';
import { MIN_SEALED_BYTES, PROTOCOL_VERSION } from '#protocol/limits.ts';
import { CALLS, CANDIDATE_COLLECTIONS } from '#protocol/paths.ts';

/** A call id of this shard, otherwise random. */
export function callIdIn(shard: string): string {
  return `${shard}${randomBytes(15).toString('base64url')}A`;
}

/** Writes a call as two parties would have left it, past the rules, with so many batches on each side. */
export async function seedCall(
  db: Firestore, id: string, { expiresAt, batches, isEnded = false }: { expiresAt: number; batches: number; isEnded?: boolean },
): Promise<DocumentReference> {
  const sealed = randomBytes(MIN_SEALED_BYTES);
  const lease = Timestamp.fromMillis(expiresAt);
  const call = db.collection(CALLS).doc(id);
  const commit = db.batch();
  commit.set(call, {
    v: PROTOCOL_VERSION, caller: 'alice', callee: 'bob', createdAt: Timestamp.fromMillis(expiresAt - 3_600_000), expiresAt: lease,
    shard: id.charAt(0), offer: { round: 1, sealed }, answer: { round: 1, sealed }, away: {},
    ...(isEnded && { ended: { by: 'caller', reason: 'hung-up', at: lease } }),
  });
  for (const side of Object.values(CANDIDATE_COLLECTIONS)) {
    for (let index = 0; index < batches; index += 1) {
      commit.set(call.collection(side).doc(String(index)), { round: 1, sealed, expiresAt: lease });
    }
  }
  await commit.commit();
  return call;
}
