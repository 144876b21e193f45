import { MAX_BATCHES, MAX_SEALED_BATCH_BYTES, MIN_SEALED_BYTES, PROTOCOL_VERSION } from '#protocol/limits.ts';
import { all, alsoWrite, by, given, givenDocument, givenWithout, missing, omit, put, writeAt, type Attempt, type Change } from '../attempts.ts';
import { alice, attempt, batch, bob, carol, description, ended, inHours, newCall, newCallId, nobody, reofferedCall, ringingCall, sealed } from '../calls.ts';
import { Float, SERVER_TIME, type Fields } from '../firestore-rest.ts';
import { calleeAddsBatch, callerAddsBatch } from '../intentions.ts';
import { addPairs, type Pair, type PairTable } from '../pair-tables.ts';

export const batches: PairTable[] = [];

/** What the shape of a batch and the state of its call ask for, on either side. */
function shape(side: 'callerCandidates' | 'calleeCandidates'): readonly Pair[] {
  return [
    { denied: 'nobody is signed in', spoil: by(nobody) },
    { denied: 'carol writes it', spoil: by(carol) },
    { denied: 'the call is not there', spoil: missing('') },
    { denied: 'the call has ended', spoil: given('ended', ended) },
    { denied: 'the call has expired', beside: put('expiresAt', inHours(0.1)), spoil: given('expiresAt', inHours(-0.1)) },
    { denied: "the other side's collection", spoil: writeAt(`${side === 'callerCandidates' ? 'calleeCandidates' : 'callerCandidates'}/1`) },
    { denied: 'another collection', spoil: writeAt('candidates/1') },
    { denied: 'deeper than the batch', spoil: writeAt(`${side}/1/more/1`) },

    { denied: 'a batch too many', beside: writeAt(`${side}/${MAX_BATCHES - 1}`), spoil: writeAt(`${side}/${MAX_BATCHES}`) },
    { denied: 'batch 00', beside: writeAt(`${side}/0`), spoil: writeAt(`${side}/00`) },
    { denied: 'batch -1', spoil: writeAt(`${side}/-1`) },
    { denied: 'batch a', spoil: writeAt(`${side}/a`) },

    { denied: 'a round to come', spoil: put('round', 2) },
    { denied: 'round 0', spoil: put('round', 0) },
    { denied: 'round 1.0', spoil: put('round', new Float(1)) },
    { denied: 'round "1"', spoil: put('round', '1') },
    { denied: 'no round', spoil: omit('round') },

    { denied: 'nothing sealed', spoil: omit('sealed') },
    { denied: 'text', spoil: put('sealed', 'x'.repeat(MIN_SEALED_BYTES)) },
    { denied: 'a byte too few', spoil: put('sealed', sealed(MIN_SEALED_BYTES - 1)) },
    {
      denied: 'a byte too much',
      beside: put('sealed', sealed(MAX_SEALED_BATCH_BYTES)),
      spoil: put('sealed', sealed(MAX_SEALED_BATCH_BYTES + 1)),
    },

    { denied: 'longer than the call', beside: untilTheCallExpires(0), spoil: untilTheCallExpires(1) },
    { denied: 'over already', beside: put('expiresAt', inHours(0.1)), spoil: put('expiresAt', inHours(-0.1)) },
    { denied: 'over now', spoil: put('expiresAt', SERVER_TIME) },
    { denied: 'an expiry in milliseconds', spoil: put('expiresAt', Date.now() + 3_600_000) },
    { denied: 'no expiry', spoil: omit('expiresAt') },
    { denied: 'another field', spoil: put('candidate', 'candidate:1 1 udp 1 192.0.2.1 9 typ host') },

    // The batch stands: the round alone decides.
    { denied: 'over one of the same round', spoil: givenDocument(`${side}/1`, batch(1)) },
  ];
}

/** To the millisecond, or `ms` later than that. */
function untilTheCallExpires(ms: number): Change {
  return (draft) => {
    const expiresAt = draft.given['']?.['expiresAt'];
    if (!(expiresAt instanceof Date)) throw new Error('the call has no lease');
    put('expiresAt', new Date(expiresAt.getTime() + ms))(draft);
  };
}

addPairs(batches, 'alice adds a batch', callerAddsBatch, [
  ...shape('callerCandidates'),
  { allowed: 'once bob has answered', vary: all(given('callee', bob), given('answer', description(1))) },
  { denied: 'bob writes it', beside: all(given('callee', bob), given('answer', description(1))), spoil: by(bob) },
]);

addPairs(batches, 'bob adds a batch', calleeAddsBatch, [
  ...shape('calleeCandidates'),
  { denied: 'alice writes it', spoil: by(alice) },
  { denied: 'his seat was freed', spoil: given('callee', '') },
  { denied: "his seat is carol's", spoil: given('callee', carol) },
  { denied: 'alice has offered again since', spoil: given('offer', description(2)) },
  { denied: 'he has not answered', spoil: givenWithout('answer') },
  { denied: 'he has not answered this round', beside: all(given('offer', description(2)), given('answer', description(2)), put('round', 2)), spoil: given('answer', description(1)) },
]);

/** alice has offered round 2; batch 0 is still of round 1. */
function callerOverwrites(): Attempt {
  const draft = attempt(alice, reofferedCall, { at: 'callerCandidates/0', set: batch(2) });
  draft.given['callerCandidates/0'] = batch(1);
  return draft;
}

function calleeOverwrites(): Attempt {
  const draft = attempt(bob, (id: string): Fields => ({ ...reofferedCall(id), answer: description(2) }), { at: 'calleeCandidates/0', set: batch(2) });
  draft.given['calleeCandidates/0'] = batch(1);
  return draft;
}

for (const [title, base, at, other] of [
  ["alice's next round writes over a batch", callerOverwrites, 'callerCandidates/0', bob],
  ["bob's next round writes over a batch", calleeOverwrites, 'calleeCandidates/0', alice],
] as const) {
  addPairs(batches, title, base, [
    { denied: 'the batch is of that round already', spoil: givenDocument(at, { ...batch(2), sealed: sealed(MIN_SEALED_BYTES + 1) }) },
    { denied: 'the batch is of a later round', spoil: givenDocument(at, batch(3)) },
    { denied: 'the old round', spoil: put('round', 1) },
    { denied: 'the other party', spoil: by(other) },
    { denied: 'carol', spoil: by(carol) },
    { denied: 'the call has ended', spoil: given('ended', ended) },
    { denied: 'a byte too much', spoil: put('sealed', sealed(MAX_SEALED_BATCH_BYTES + 1)) },
    { denied: 'another field', spoil: put('kind', 'host') },
  ]);
}

/** The first batch travels with the description that it belongs to. */
function callAndBatch(): Attempt {
  const callId = newCallId();
  return { by: alice, callId, given: {}, request: { writes: [{ at: '', set: newCall(callId) }, { at: 'callerCandidates/0', set: batch(1) }] } };
}

function claimAndBatch(): Attempt {
  return attempt(
    bob,
    ringingCall,
    { at: '', patch: { callee: bob, answer: description(1) } },
    { at: 'calleeCandidates/0', set: batch(1) },
  );
}

addPairs(batches, 'the call and its first batch in one commit', callAndBatch, [
  { denied: 'the batch is of another round', spoil: put('round', 2, 1) },
  { denied: 'the batch outlives the call', spoil: put('expiresAt', inHours(23), 1) },
  { denied: 'the batch is of another call', spoil: (draft) => writeAt(`/calls/${newCallId()}/callerCandidates/0`, 1)(draft) },
  { denied: 'the batch is for the other side', spoil: writeAt('calleeCandidates/0', 1) },
  { denied: 'the call is malformed', spoil: put('v', PROTOCOL_VERSION + 1) },
  { denied: 'a second batch is malformed', spoil: alsoWrite({ at: 'callerCandidates/1', set: batch(2) }) },
]);

addPairs(batches, 'the claim and the first batch in one commit', claimAndBatch, [
  { denied: 'carol has the seat already', spoil: given('callee', carol) },
  { denied: 'the batch is of another round', spoil: put('round', 2, 1) },
  { denied: 'the batch claims without a claim', spoil: writeAt('calleeCandidates/1') },
  { denied: 'the batch is for the other side', spoil: writeAt('callerCandidates/0', 1) },
  { denied: 'the claim ends the call too', spoil: put('ended', { by: 'callee', reason: 'left', at: SERVER_TIME }) },
]);
