/** Batches of candidates in Firestore: listened to, and read by a request of our own while the listeners have no connection. */
import { collection, limit, onSnapshot, query, type Firestore } from 'firebase/firestore';
import type { Clock } from '../../base/clock.ts';
import { containing } from '../../base/contained.ts';
import type { Logger } from '../../base/logger.ts';
import type { Scope } from '../../base/scope.ts';
import type { CallDocument } from '#protocol/call-document.ts';
import { parseCandidateBatch, type CandidateBatch } from '#protocol/candidate-batch.ts';
import type { CallId, Role } from '#protocol/identifiers.ts';
import { MAX_BATCHES } from '#protocol/limits.ts';
import { batchPath, CANDIDATE_COLLECTIONS, callPath } from '#protocol/paths.ts';
import type { DocumentListed } from './requests/firestore-answers.ts';
import { firestoreFailure } from './requests/firestore-errors.ts';
import { keepListening, type Pauses } from './listening/firestore-listening.ts';
import { untilNotCalledOff, type FirestoreRequests } from './requests/firestore-requests.ts';
import type { Stop } from '../signal-channel.ts';

/**
 * Pauses between tries of a denied listener: short at first, then long. Batches are denied before the call exists, and for
 * good to a third person, who learns from the call's document that the call is full.
 */
const PAUSES: Pauses = { firstMs: 500, longestMs: 60_000 };

export interface FirestoreBatchesOptions {
  readonly firestore: Firestore;
  readonly callId: CallId;
  readonly clock: Clock;
  readonly logger: Logger;
}

export class FirestoreBatches {
  readonly #scope: Scope;
  readonly #requests: Pick<FirestoreRequests, 'list'>;
  readonly #options: FirestoreBatchesOptions;
  readonly #onKnown: (path: string) => void;
  /** One for each who observes. */
  readonly #reads = new Set<(call: CallDocument) => Promise<void>>();

  /** @param onKnown told the path of each batch that has been seen */
  constructor(scope: Scope, requests: Pick<FirestoreRequests, 'list'>, options: FirestoreBatchesOptions, onKnown: (path: string) => void) {
    this.#scope = scope;
    this.#requests = requests;
    this.#options = options;
    this.#onKnown = onKnown;
  }

  observe(side: Role, onBatches: (batches: readonly CandidateBatch[]) => void): Stop {
    const { firestore, callId, clock, logger } = this.#options;
    const [parent, collectionId] = [callPath(callId), CANDIDATE_COLLECTIONS[side]];
    // The rules allow no list without this limit.
    const batches = query(collection(firestore, parent, collectionId), limit(MAX_BATCHES));
    const scope = this.#scope.child();
    let snapshots = 0;
    const take = containing((documents: readonly DocumentListed[]) => {
      const parsed = documents.map(({ id, data }) => parseCandidateBatch(id, data));
      const sound = parsed.flatMap((batch) => (batch.ok ? [batch.value] : []));
      if (sound.length < parsed.length) logger.log('warn', 'malformed batches were left out', { count: parsed.length - sound.length });
      for (const { index } of sound) this.#onKnown(batchPath(callId, side, index));
      onBatches(sound);
    }, (error) => logger.log('error', 'reading batches broke', error));
    const read = async (call: CallDocument): Promise<void> => {
      // The rules let the callee's stand beside the answer that they belong to, and no earlier.
      if (side === 'callee' && call.answer?.round !== call.offer.round) return;
      const before = snapshots;
      const answer = await untilNotCalledOff(() => this.#requests.list(parent, collectionId, MAX_BATCHES));
      // What the listener has brought meanwhile is newer.
      if (answer.kind === 'answered' && snapshots === before && !scope.isEnded) take(answer.value);
    };
    scope.own(keepListening(
      scope,
      clock,
      PAUSES,
      (onAlive, onError) =>
        onSnapshot(batches, { includeMetadataChanges: true }, ({ docs, metadata }) => {
          if (metadata.fromCache) return;
          snapshots++;
          onAlive();
          take(docs.map((snapshot) => ({ id: snapshot.id, data: snapshot.data() })));
        }, onError),
      (error) => logger.log('debug', 'the listener on batches was lost', { side, failure: firestoreFailure(error).failure }),
    ));
    this.#reads.add(read);
    scope.own(() => this.#reads.delete(read));
    return () => scope.end();
  }

  /** What stands beside `call`, as it has just been seen, is read for each who observes, and reported. Never rejects. */
  async read(call: CallDocument): Promise<void> {
    await Promise.all([...this.#reads].map((read) => read(call)));
  }
}
