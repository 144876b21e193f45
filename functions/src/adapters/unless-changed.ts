/** google.rpc.Code: what a commit says when its precondition on a document that changed, or is gone, doesn't hold. */
const NOT_FOUND = 5;
const FAILED_PRECONDITION = 9;

/** For the rejection of such a commit; any other is thrown on. */
export function whenChanged(error: unknown): 'changed' {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
  if (code === NOT_FOUND || code === FAILED_PRECONDITION) return 'changed';
  throw error;
}
