/**
 * One commit, one request. A transaction that reads nothing and is tried once goes out as a single `:commit`: unlike
 * setDoc and its kin it opens no write stream, waits in no queue to be replayed when the network is back, and shows
 * no listener of this page a value that the rules may yet refuse.
 */
import { doc, runTransaction, type DocumentSnapshot, type Firestore, type Transaction } from 'firebase/firestore';
import { AppError } from '../base/errors.ts';
import { within, type Clock } from '../base/clock.ts';
import { failedCommit } from './firestore-errors.ts';
import type { DocumentWrite } from './firestore-write-plan.ts';
import type { CommitOutcome } from './signal-channel.ts';

/**
 * How long a commit or a read may take. A mobile network that is there at all answers within 3 s, after a lost packet
 * or two; at 10 s a person has long begun to wonder, and the SDK itself takes 10 s for "offline".
 */
export const DEADLINE_MS = 10_000;

const ONCE = { maxAttempts: 1 } as const;

export async function commitOnce(firestore: Firestore, clock: Clock, writes: readonly DocumentWrite[]): Promise<CommitOutcome> {
  const timedOut = (): CommitOutcome => ({ kind: 'unknown', error: new AppError('unavailable', { detail: 'no answer to a commit in time' }) });
  try {
    const committed = runTransaction(firestore, async (transaction) => apply(transaction, firestore, writes), ONCE);
    return await within(clock, DEADLINE_MS, committed.then((): CommitOutcome => ({ kind: 'committed' })), timedOut);
  } catch (error) {
    return failedCommit(error);
  }
}

/** A commit without writes: it opens the connection, has the browser remember the preflight, and is billed nothing. */
export function commitNothing(firestore: Firestore): Promise<void> {
  return runTransaction(firestore, async () => {}, ONCE);
}

/**
 * The document as the server has it now. `getDocFromServer` would not do: beside a listener on the same document it
 * answers from what that listener has received so far. A transaction's read is a request of its own, and one that is
 * then called off sends no commit.
 *
 * @throws FirestoreError, AppError `unavailable` after DEADLINE_MS
 */
export async function readFresh(firestore: Firestore, clock: Clock, path: string): Promise<DocumentSnapshot> {
  let snapshot: DocumentSnapshot | undefined;
  const reading = runTransaction(
    firestore,
    async (transaction) => {
      snapshot = await transaction.get(doc(firestore, path));
      throw new CalledOff();
    },
    ONCE,
  ).catch((error: unknown) => {
    if (!(error instanceof CalledOff)) throw error;
  });
  await within(clock, DEADLINE_MS, reading, () => {
    throw new AppError('unavailable', { detail: 'no answer to a read in time' });
  });
  if (!snapshot) throw new AppError('unavailable', { detail: 'a read brought nothing' });
  return snapshot;
}

class CalledOff extends Error {
  constructor() {
    super('everything was read that was wanted');
  }
}

function apply(transaction: Transaction, firestore: Firestore, writes: readonly DocumentWrite[]): void {
  for (const write of writes) {
    const reference = doc(firestore, write.path);
    if (write.op === 'set') transaction.set(reference, write.fields);
    else if (write.op === 'update') transaction.update(reference, write.fields);
    else transaction.delete(reference);
  }
}
