/**
 * Every failure that a person can meet has a name here; the screens choose the words and the next step.
 * The message is for developers and must hold nothing secret: no SDP, token, password or link key.
 */
export const FAILURES = [
  // the link and the call it names
  'link-incomplete', 'wrong-key', 'not-found', 'expired', 'full', 'over', 'other-version', 'malformed',
  // the store
  'refused', 'signed-out', 'quota-exhausted', 'offline', 'unavailable', 'storage-blocked',
  // media and browser
  'permission-denied', 'no-device', 'device-busy', 'unsupported-browser',
  // the connection
  'unreachable', 'failed',
  // signaling messages
  'forged', 'not-for-me',
] as const;
/** The name of a failure: one of FAILURES. */
export type Failure = (typeof FAILURES)[number];

/** The one error of this package. `failure` names it, `cause` is what was caught; the message is for developers, and holds no secret. */
export class AppError extends Error {
  readonly failure: Failure;

  constructor(failure: Failure, options: { readonly cause?: unknown; readonly detail?: string } = {}) {
    super(options.detail ? `${failure}: ${options.detail}` : failure, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'AppError';
    this.failure = failure;
  }
}

/** A thrown value, with a name: an AppError as it is, anything else as `fallback` with its cause kept. */
export function toAppError(thrown: unknown, fallback: Failure = 'failed'): AppError {
  return thrown instanceof AppError ? thrown : new AppError(fallback, { cause: thrown });
}
