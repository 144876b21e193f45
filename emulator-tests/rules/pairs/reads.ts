import { MAX_BATCHES } from '#protocol/limits.ts';
import { all, by, given, givenDocument, missing, type Attempt, type Change } from '../attempts.ts';
import { alice, answeredCall, attempt, batch, bob, carol, ended, inHours, nobody, ringingCall } from '../calls.ts';
import { addPairs, type PairTable } from '../pair-tables.ts';

export const reads: PairTable[] = [];

const asking = (request: Attempt['request']): Change => (draft) => void (draft.request = request);

function opensLink(): Attempt {
  return { ...attempt(carol, ringingCall), request: { get: '' } };
}

addPairs(reads, 'carol opens the link', opensLink, [
  { allowed: 'of a call that is full', vary: given('callee', bob) },
  { allowed: 'of a call that has ended', vary: given('ended', ended) },
  { allowed: 'of a call that has expired', vary: given('expiresAt', inHours(-1)) },
  { allowed: 'of a call that never was', vary: missing('') },

  { denied: 'before she is signed in', spoil: by(nobody) },
  { denied: 'and reads a batch by its id', spoil: asking({ get: 'callerCandidates/0' }) },
  { denied: 'and reads a document beside the calls', spoil: asking({ get: '/users/carol' }) },
  { denied: 'and reads a document below the call', spoil: asking({ get: 'notes/1' }) },
  { denied: 'and lists all calls', spoil: asking({ list: '/calls', limit: 1 }) },
]);

for (const [side, other] of [['callerCandidates', 'calleeCandidates'], ['calleeCandidates', 'callerCandidates']] as const) {
  const listing = (limit?: number) => asking({ list: side, ...(limit !== undefined && { limit }) });
  const seat = given('callee', bob);

  addPairs(reads, `carol lists ${side} while the seat is free`, () => ({ ...attempt(carol, ringingCall), request: { list: side, limit: MAX_BATCHES } }), [
    { allowed: 'one of them', vary: listing(1) },
    { allowed: 'those of the other side', vary: asking({ list: other, limit: MAX_BATCHES }) },

    { denied: 'more than there can be', spoil: listing(MAX_BATCHES + 1) },
    { denied: 'without a limit', spoil: listing() },
    { denied: 'before she is signed in', spoil: by(nobody) },
    { denied: 'when bob has taken it', spoil: seat },
    { denied: 'of a call that never was', spoil: missing('') },
    { denied: 'of every call', spoil: asking({ list: `/${side}`, limit: MAX_BATCHES, isCollectionGroup: true }) },
    { denied: 'in another collection', spoil: asking({ list: 'candidates', limit: MAX_BATCHES }) },
    { denied: 'at the root', spoil: asking({ list: `/${side}`, limit: MAX_BATCHES }) },
  ]);

  addPairs(reads, `bob lists ${side} of his call`, () => ({ ...attempt(bob, answeredCall), request: { list: side, limit: MAX_BATCHES } }), [
    { allowed: 'alice does', vary: by(alice) },
    { allowed: 'after the end', vary: given('ended', ended) },
    { allowed: 'after expiry', vary: given('expiresAt', inHours(-1)) },
    { allowed: 'with batches in them', vary: givenDocument(`${side}/0`, batch(1)) },

    { denied: 'carol does', spoil: by(carol) },
    { denied: 'nobody is signed in', spoil: by(nobody) },
    { denied: "his seat is carol's", spoil: given('callee', carol) },
    { denied: 'more than there can be', spoil: listing(MAX_BATCHES + 1) },
    { denied: 'alice lists those of every call', spoil: all(by(alice), asking({ list: `/${side}`, limit: MAX_BATCHES, isCollectionGroup: true })) },
  ]);
}

addPairs(reads, 'alice writes a call', () => attempt(alice, ringingCall, { at: 'callerCandidates/0', set: batch(1) }), [
  { denied: 'a document beside the calls', spoil: elsewhere('/users/alice') },
  { denied: 'a collection of batches at the root', spoil: elsewhere('/callerCandidates/0') },
  { denied: 'a call inside a call', spoil: elsewhere(`calls/${'a'.repeat(21)}A`) },
]);

function elsewhere(at: string): Change {
  return (draft) => void (draft.request = { writes: [{ at, set: batch(1) }] });
}
