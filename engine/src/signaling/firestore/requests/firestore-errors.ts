import type { FirestoreErrorCode } from 'firebase/firestore';
import { AppError, type Failure } from '../../../base/errors.ts';

/** Firestore's codes (https://firebase.google.com/docs/reference/js/firestore_.md#firestoreerrorcode) by our own names. */
export function firestoreFailure(error: unknown): AppError {
  if (error instanceof AppError) return error;
  return new AppError(failureOf(error), { cause: error });
}

/** As Firestore's REST API names a status (`PERMISSION_DENIED`), what the SDK calls `permission-denied`. */
export function statusFailure(status: string, detail: string): AppError {
  return new AppError(FAILURES_BY_CODE.get(status.toLowerCase().replaceAll('_', '-')) ?? 'unavailable', { detail });
}

function failureOf(error: unknown): Failure {
  // By shape: the SDK's FirebaseError resets the prototype, so nothing is an instance of FirestoreError.
  const code = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'unknown';
  return FAILURES_BY_CODE.get(code) ?? 'unavailable';
}

const FAILURE_OF_CODE = {
  'permission-denied': 'refused',
  // An update, or the rule that reads the call, found nothing there.
  'not-found': 'refused',
  'failed-precondition': 'refused',
  'already-exists': 'refused',
  // Too large, or no value that the database knows: never written, with any tokens.
  'invalid-argument': 'refused',
  'out-of-range': 'refused',
  unimplemented: 'refused',
  unauthenticated: 'signed-out',
  'resource-exhausted': 'quota-exhausted',
  cancelled: 'unavailable',
  unknown: 'unavailable',
  'deadline-exceeded': 'unavailable',
  aborted: 'unavailable',
  internal: 'unavailable',
  unavailable: 'unavailable',
  'data-loss': 'unavailable',
} as const satisfies Record<FirestoreErrorCode, Failure>;

const FAILURES_BY_CODE: ReadonlyMap<string, Failure> = new Map(Object.entries(FAILURE_OF_CODE));
