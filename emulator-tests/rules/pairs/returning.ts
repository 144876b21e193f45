import { all, by, given, givenWithout, mask, omit, put } from '../attempts.ts';
import { alice, bob, carol, description } from '../calls.ts';
import { Float } from '../firestore-rest.ts';
import { calleeReturns, callerReturns } from '../intentions.ts';
import { addPairs, type PairTable } from '../pair-tables.ts';

export const returning: PairTable[] = [];

const aliceCallsHerself = given('callee', alice);
const wholeMap = mask('returning');

addPairs(returning, 'alice returns', callerReturns, [
  { allowed: 'while nobody has answered', vary: all(given('callee', ''), givenWithout('answer')) },
  { allowed: 'as bob did', vary: given('returning', { callee: 1 }) },
  { allowed: 'again, a round later', vary: all(given('returning', { caller: 1 }), given('offer', description(2)), put('returning.caller', 2)) },
  { allowed: 'again in the same round', vary: given('returning', { caller: 1 }) },

  { denied: 'bob says so', spoil: by(bob) },
  { denied: 'a round that is over', beside: all(given('offer', description(2)), put('returning.caller', 2)), spoil: put('returning.caller', 1) },
  { denied: 'a round to come', spoil: put('returning.caller', 2) },
  { denied: 'round 1.0', spoil: put('returning.caller', new Float(1)) },
  { denied: 'round "1"', spoil: put('returning.caller', '1') },
  { denied: 'null', spoil: put('returning.caller', null) },
  { denied: 'nothing', beside: wholeMap, spoil: put('returning', {}) },
  { denied: 'no map', beside: wholeMap, spoil: put('returning', 1) },
  { denied: 'another field beside it', spoil: all(wholeMap, put('returning.why', 'lunch')) },
  { denied: "bob's return beside hers", spoil: all(wholeMap, put('returning.callee', 1)) },
  {
    denied: "bob's return taken back",
    beside: all(given('returning', { callee: 1 }), wholeMap, put('returning.callee', 1)),
    spoil: omit('returning.callee'),
  },
  { denied: "bob's return moved", beside: all(given('returning', { callee: 1 }), wholeMap, put('returning.callee', 1)), spoil: put('returning.callee', 2) },
  { denied: 'her return taken back', beside: all(given('returning', { caller: 1, callee: 1 })), spoil: omit('returning.caller') },
]);

addPairs(returning, 'bob returns', calleeReturns, [
  { allowed: 'as alice did', vary: given('returning', { caller: 1 }) },

  { denied: 'alice says so', spoil: by(alice) },
  { denied: 'he has not answered', spoil: given('callee', '') },
  { denied: 'carol has the seat', spoil: given('callee', carol) },
  { denied: 'a round to come', spoil: put('returning.callee', 2) },
  { denied: 'round 1.0', spoil: put('returning.callee', new Float(1)) },
  { denied: "alice's return beside his", spoil: all(wholeMap, put('returning.caller', 1)) },
]);

addPairs(returning, 'alice, who called herself, returns as the caller', () => vary(callerReturns(), aliceCallsHerself), [
  { denied: 'as both at once', spoil: all(wholeMap, put('returning.callee', 1)) },
  { denied: "in the other tab's round to come", spoil: put('returning.caller', 2) },
]);

addPairs(returning, 'alice, who called herself, returns as the callee', () => vary(calleeReturns(), all(aliceCallsHerself, by(alice))), [
  { denied: 'as both at once', spoil: all(wholeMap, put('returning.caller', 1)) },
  { denied: 'when bob has the seat', spoil: given('callee', bob) },
]);

addPairs(returning, 'alice returns after she went away', () => vary(callerReturns(), given('away', { caller: 1, callee: 1 })), [
  { denied: 'and takes her absence back', spoil: all(mask('returning.caller', 'away'), put('away', { callee: 1 })) },
]);

function vary<T>(attempt: T, change: (draft: T) => void): T {
  change(attempt);
  return attempt;
}
