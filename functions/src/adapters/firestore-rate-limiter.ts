import { createHmac } from 'node:crypto';
import { type DocumentReference, type DocumentSnapshot, type Firestore, Timestamp, type Transaction } from 'firebase-admin/firestore';
import { MINT_LIMITS } from '../cleanup/collections.ts';
import { checkLimit, type Limit, type RateLimiter, type Taken, type LimitCheck } from '../turn/limits/rate-limit.ts';
import { KeyedMutex } from './keyed-mutex.ts';

type Whose = 'user' | 'address';

export interface RateLimiterOptions {
  /** Names are hashed with it: addresses are few enough to be found by trying, without a key. */
  readonly key: string;
  readonly limits: Readonly<Record<Whose, Limit>>;
}

interface Entry {
  readonly whose: Whose;
  readonly limit: Limit;
  readonly document: DocumentReference;
}

/** Refused ones are remembered so many at most: a flood is answered without a question to the database. */
const MAX_REMEMBERED = 10_000;

/**
 * Counts in documents that every instance shares: a transaction reads both of a claimant's and writes both, or neither.
 * Within an instance a claimant's requests wait for each other, since transactions that meet on one document cost each
 * other their retries.
 */
export function createRateLimiter(db: Firestore, { key, limits }: RateLimiterOptions): RateLimiter {
  const mutex = new KeyedMutex();
  const exhausted = new Map<string, number>();

  const entryOf = (whose: Whose, name: string): Entry => {
    const id = createHmac('sha256', key).update(`${whose} ${name}`).digest('base64url');
    return { whose, limit: limits[whose], document: db.collection(MINT_LIMITS).doc(id) };
  };
  const remembered = (entries: readonly Entry[], now: number): Taken | undefined => {
    for (const { whose, document } of entries) {
      const freeAt = exhausted.get(document.id);
      if (freeAt !== undefined && freeAt > now) return { kind: 'exhausted', whose, freeAt };
    }
    return undefined;
  };
  const remember = (id: string, freeAt: number): void => {
    if (exhausted.size >= MAX_REMEMBERED) exhausted.clear();
    exhausted.set(id, freeAt);
  };

  return {
    async take({ user, address }, now) {
      const entries = [entryOf('user', user), ...(address === undefined ? [] : [entryOf('address', address)])];
      return await mutex.run(entries.map(({ document }) => document.id), async () => {
        const known = remembered(entries, now);
        if (known) return known;
        const taken = await db.runTransaction((transaction) => takeBoth(transaction, entries, now));
        const refusing = taken.kind === 'exhausted' ? entries.find(({ whose }) => whose === taken.whose) : undefined;
        if (refusing && taken.kind === 'exhausted') remember(refusing.document.id, taken.freeAt);
        return taken;
      });
    },
  };
}

async function takeBoth(transaction: Transaction, entries: readonly Entry[], now: number): Promise<Taken> {
  const snapshots = await transaction.getAll(...entries.map(({ document }) => document));
  const checks = entries.map((entry, index) => ({ entry, check: checkLimit(timesIn(snapshots[index]), now, entry.limit) }));
  for (const { entry, check } of checks) {
    if (check.kind === 'exhausted') return { kind: 'exhausted', whose: entry.whose, freeAt: check.freeAt };
  }
  for (const { entry, check } of checks) keep(transaction, entry, check);
  return { kind: 'granted' };
}

function keep(transaction: Transaction, { document, limit }: Entry, check: LimitCheck): void {
  if (check.kind !== 'granted') return;
  const newest = check.taken.at(-1) ?? 0;
  transaction.set(document, {
    taken: check.taken,
    // As for calls: the index of what has expired is spread, since a lone ascending one caps what can be written.
    shard: document.id.charAt(0),
    expiresAt: Timestamp.fromMillis(newest + limit.windowMs),
  });
}

function timesIn(snapshot: DocumentSnapshot | undefined): readonly number[] {
  const taken: unknown = snapshot?.get('taken');
  return Array.isArray(taken) ? taken.filter((at): at is number => typeof at === 'number') : [];
}
