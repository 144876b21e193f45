import { all, by, given, givenWithout, mask, omit, put } from '../attempts.ts';
import { alice, bob, carol, description, ended, inHours } from '../calls.ts';
import { Float } from '../firestore-rest.ts';
import { calleeEnds, calleeGoesAway, callerEnds, callerGoesAway } from '../intentions.ts';
import { addPairs, type PairTable } from '../pair-tables.ts';

export const leaving: PairTable[] = [];

const aliceCallsHerself = given('callee', alice);
const wholeMap = mask('away');

addPairs(leaving, 'alice goes away', callerGoesAway, [
  { allowed: 'while nobody has answered', vary: all(given('callee', ''), givenWithout('answer')) },
  { allowed: 'after bob did', vary: given('away', { callee: 1 }) },
  { allowed: 'again, a round later', vary: all(given('away', { caller: 1 }), given('offer', description(2)), put('away.caller', 2)) },
  { allowed: 'again in the same round', vary: given('away', { caller: 1 }) },

  { denied: 'bob says so', spoil: by(bob) },
  { denied: 'a round that is over', beside: all(given('offer', description(2)), put('away.caller', 2)), spoil: put('away.caller', 1) },
  { denied: 'a round to come', spoil: put('away.caller', 2) },
  { denied: 'round 1.0', spoil: put('away.caller', new Float(1)) },
  { denied: 'round "1"', spoil: put('away.caller', '1') },
  { denied: 'null', spoil: put('away.caller', null) },
  { denied: 'nothing', beside: wholeMap, spoil: put('away', {}) },
  { denied: 'no map', beside: wholeMap, spoil: put('away', 1) },
  { denied: 'another field beside it', spoil: all(wholeMap, put('away.why', 'lunch')) },
  { denied: "bob's absence beside hers", spoil: all(wholeMap, put('away.callee', 1)) },
  {
    denied: "bob's absence taken back",
    beside: all(given('away', { callee: 1 }), wholeMap, put('away.callee', 1)),
    spoil: omit('away.callee'),
  },
  { denied: "bob's absence moved", beside: all(given('away', { callee: 1 }), wholeMap, put('away.callee', 1)), spoil: put('away.callee', 2) },
  { denied: 'her absence taken back', beside: all(given('away', { caller: 1, callee: 1 })), spoil: omit('away.caller') },
]);

addPairs(leaving, 'bob goes away', calleeGoesAway, [
  { allowed: 'after alice did', vary: given('away', { caller: 1 }) },

  { denied: 'alice says so', spoil: by(alice) },
  { denied: 'he has not answered', spoil: given('callee', '') },
  { denied: 'carol has the seat', spoil: given('callee', carol) },
  { denied: 'a round to come', spoil: put('away.callee', 2) },
  { denied: 'round 1.0', spoil: put('away.callee', new Float(1)) },
  { denied: "alice's absence beside his", spoil: all(wholeMap, put('away.caller', 1)) },
]);

addPairs(leaving, 'alice, who called herself, goes away as the caller', () => vary(callerGoesAway(), aliceCallsHerself), [
  { denied: 'as both at once', spoil: all(wholeMap, put('away.callee', 1)) },
  { denied: "in the other tab's round to come", spoil: put('away.caller', 2) },
]);

addPairs(leaving, 'alice, who called herself, goes away as the callee', () => vary(calleeGoesAway(), all(aliceCallsHerself, by(alice))), [
  { denied: 'as both at once', spoil: all(wholeMap, put('away.caller', 1)) },
  { denied: 'when bob has the seat', spoil: given('callee', bob) },
]);

addPairs(leaving, 'alice ends the call', callerEnds, [
  { allowed: 'left', vary: put('ended.reason', 'left') },
  { allowed: 'failed', vary: put('ended.reason', 'failed') },
  { allowed: 'while nobody has answered', vary: all(given('callee', ''), givenWithout('answer')) },
  { allowed: 'as the callee too, when she called herself', vary: all(aliceCallsHerself, put('ended.by', 'callee')) },

  { denied: 'bob ends it in her role', spoil: by(bob) },
  { denied: 'she ends it in the role of bob', spoil: put('ended.by', 'callee') },
  { denied: 'in no role', spoil: put('ended.by', 'nobody') },
  { denied: 'under her uid', spoil: put('ended.by', alice) },
  { denied: 'as declined', spoil: put('ended.reason', 'declined') },
  { denied: 'for a reason of her own', spoil: put('ended.reason', 'bored') },
  { denied: 'for reason 1', spoil: put('ended.reason', 1) },
  { denied: 'by her own clock', spoil: put('ended.at', new Date()) },
  { denied: 'by a clock that is ahead', spoil: put('ended.at', inHours(1)) },
  { denied: 'without saying who', spoil: omit('ended.by') },
  { denied: 'without a reason', spoil: omit('ended.reason') },
  { denied: 'without a time', spoil: omit('ended.at') },
  { denied: 'with a field more', spoil: put('ended.note', 'bye') },
  { denied: 'with a word in place of the end', spoil: put('ended', 'hung-up') },
  { denied: 'when bob has ended it', spoil: given('ended', { ...ended, by: 'callee' }) },
]);

addPairs(leaving, 'bob ends the call', calleeEnds, [
  { allowed: 'before he has answered the round', vary: given('offer', description(2)) },
  { allowed: 'failed', vary: put('ended.reason', 'failed') },

  { denied: 'he has not answered at all', spoil: given('callee', '') },
  { denied: 'alice ends it in his role', spoil: by(alice) },
  { denied: 'he ends it in the role of alice', spoil: put('ended.by', 'caller') },
  { denied: 'as declined, after he has answered', spoil: put('ended.reason', 'declined') },
  { denied: 'by his own clock', spoil: put('ended.at', new Date()) },
]);

function vary<T>(attempt: T, change: (draft: T) => void): T {
  change(attempt);
  return attempt;
}
