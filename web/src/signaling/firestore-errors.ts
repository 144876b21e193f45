import { FirestoreError } from 'firebase/firestore';
import { AppError, type Failure } from '../base/errors.ts';
import type { CommitOutcome } from './signal-channel.ts';

/** Firestore's codes (https://firebase.google.com/docs/reference/js/firestore_.md#firestoreerrorcode) by our own names. */
export function firestoreFailure(error: unknown): AppError {
  if (error instanceof AppError) return error;
  return new AppError(failureOf(error), { cause: error });
}

/**
 * What a failed commit comes to. Denied: the server has judged it and nothing was written. Everything else, even out of
 * quota, leaves it open, since the answer may come from something between here and the database.
 */
export function failedCommit(error: unknown): CommitOutcome {
  const failure = firestoreFailure(error);
  const isDenied = failure.failure === 'refused' || failure.failure === 'signed-out';
  return { kind: isDenied ? 'denied' : 'unknown', error: failure };
}

function failureOf(error: unknown): Failure {
  if (!(error instanceof FirestoreError)) return 'unavailable';
  switch (error.code) {
    case 'permission-denied':
    // An update, or the rule that reads the call, found nothing there.
    case 'not-found':
    case 'failed-precondition':
    case 'already-exists':
    // Too large, or no value that the database knows: never written, whoever asks.
    case 'invalid-argument':
    case 'out-of-range':
    case 'unimplemented':
      return 'refused';
    case 'unauthenticated':
      return 'signed-out';
    case 'resource-exhausted':
      return 'quota-exhausted';
    case 'cancelled':
    case 'unknown':
    case 'deadline-exceeded':
    case 'aborted':
    case 'internal':
    case 'unavailable':
    case 'data-loss':
      return 'unavailable';
  }
}
