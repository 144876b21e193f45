const MOMENT = "the bound is one microsecond of the server's clock, which no client can aim at";
const ONLY_A_QUERY_HAS_A_LIMIT = 'listsBatches() asks for the limit of the query; a get has none, which is an error, and so it stays denied';
const ROUNDS_BEGIN_AT_1 = 'every offer has a round of at least 1, and what is compared has been found to follow from it one clause before';

/**
 * Mutants of firestore.rules that no request can tell from the original, each with the reason. A run fails on an entry
 * whose mutant is told from the original after all, or no longer exists.
 */
export const EQUIVALENT_MUTANTS: Readonly<Record<string, string>> = {
  'isLease: expiresAt <= request.time + maxLease() → expiresAt < request.time + maxLease()': MOMENT,
  'hasExpired: document.expiresAt <= request.time → document.expiresAt < request.time': MOMENT,
  "isUnclaimed: call.callee == '' → call.callee <= ''":
    'no text comes before the empty one, and to compare anything but text with it is an error, which denies as well',
  'bringsAnswer: 0 → -1': ROUNDS_BEGIN_AT_1,
  'wants: 0 → 1': `${ROUNDS_BEGIN_AT_1}: a wanted round is at least 2`,
  'wants: 0 → -1': ROUNDS_BEGIN_AT_1,
  'isCalleesBatch: after().round == call.answer.round → after().round <= call.answer.round':
    "the batch is of the offer's round by then, and no answer that bringsAnswer() has let in is of a later one",
  'callerCandidates list: list → read': ONLY_A_QUERY_HAS_A_LIMIT,
  'calleeCandidates list: list → read': ONLY_A_QUERY_HAS_A_LIMIT,
};
