import { all, alsoWrite, mask, omit, put, type Attempt, type Change } from '../attempts.ts';
import { bob, carol, description } from '../calls.ts';
import { Float, Increment, SERVER_TIME, Union, type Value } from '../firestore-rest.ts';
import * as intentions from '../intentions.ts';
import { addPairs, type Pair, type PairTable } from '../pair-tables.ts';

/** Values that the server computes: they are in no field of the request, and land in the document all the same. */
export const transforms: PairTable[] = [];

const COMPUTED: Readonly<Record<string, Value>> = {
  'the time of the server': SERVER_TIME,
  'one more': new Increment(1),
  'one and a half more': new Increment(new Float(1.5)),
  'nothing more': new Increment(0),
  'a list with one in it': new Union('x'),
};

/** Each of them on one field; `except` are those that leave what was there as it was. */
function computed(field: string, except: readonly string[] = []): readonly Pair[] {
  return Object.entries(COMPUTED).filter(([name]) => !except.includes(name)).map(([name, value]) => ({
    denied: `${name} as ${field}`, spoil: put(field, value),
  }));
}

addPairs(transforms, 'bob answers, and the server computes', intentions.answers, [
  ...computed('callee'), ...computed('v', ['nothing more']), ...computed('expiresAt'), ...computed('answer.sealed'), ...computed('answer.more'),
  { allowed: "the answer's round, counted from nothing to what it must be", vary: put('answer.round', new Increment(2)) },
  { denied: "the answer's round, counted beyond it", spoil: put('answer.round', new Increment(3)) },
]);

addPairs(transforms, 'bob asks for a round, and the server computes', intentions.wants, [
  ...computed('createdAt'), ...computed('caller'),
]);

addPairs(transforms, 'alice ends the call, and the server computes', intentions.callerEnds, [
  ...computed('ended.by'), ...computed('ended.reason'), ...computed('ended.at', ['the time of the server']), ...computed('ended.more'), ...computed('shard'),
]);

addPairs(transforms, 'alice goes away, and the server computes', intentions.callerGoesAway, [
  { denied: 'the time of the server as her round', spoil: put('away.caller', SERVER_TIME) },
  { denied: "bob's absence", spoil: put('away.callee', new Increment(1)) },
  { denied: 'her round as a float', beside: all(mask('away.caller'), put('away.caller', new Increment(1))), spoil: put('away.caller', new Increment(new Float(1))) },
]);

addPairs(transforms, 'alice returns, and the server computes', intentions.callerReturns, [
  { denied: 'the time of the server as her round', spoil: put('returning.caller', SERVER_TIME) },
  { denied: "bob's return", spoil: put('returning.callee', new Increment(1)) },
  { denied: 'her round as a float', beside: all(mask('returning.caller'), put('returning.caller', new Increment(1))), spoil: put('returning.caller', new Increment(new Float(1))) },
]);

/** Fields are also written one by one, and a field that is masked and not sent is removed. */
addPairs(transforms, 'bob claims the seat with a mask', () => patched(intentions.claims(), mask('callee', 'answer')), [
  { denied: 'that takes the offer away', spoil: mask('callee', 'answer', 'offer') },
  { denied: 'that takes the caller away', spoil: mask('callee', 'answer', 'caller') },
  { denied: 'that takes the lease away', spoil: mask('callee', 'answer', 'expiresAt') },
  { denied: 'that takes the version away', spoil: mask('callee', 'answer', 'v') },
  { denied: 'that takes the creation time away', spoil: mask('callee', 'answer', 'createdAt') },
  { denied: 'that takes the shard away', spoil: mask('callee', 'answer', 'shard') },
  { denied: 'that brings the round of the answer alone', spoil: mask('callee', 'answer.round') },
  { denied: 'that brings the bytes of the answer alone', spoil: mask('callee', 'answer.sealed') },
  { denied: 'and gives it to carol in the same commit', spoil: alsoWrite({ at: '', patch: { callee: carol } }) },
]);

addPairs(transforms, 'bob answers the next round with a mask', () => patched(intentions.answers(), mask('answer.round', 'answer.sealed')), [
  { denied: 'that takes the seat from himself', spoil: mask('answer.round', 'answer.sealed', 'callee') },
  { denied: 'that leaves the round as it was', spoil: mask('answer.sealed') },
  { denied: 'that takes the bytes of the answer away', spoil: omit('answer.sealed') },
  { denied: 'and an answer of the round after in the same commit', spoil: alsoWrite({ at: '', patch: { answer: description(3) } }) },
]);

addPairs(transforms, 'alice offers the next round, field by field', () => patched(intentions.offersAgain(), mask('offer.round', 'offer.sealed')), [
  { denied: 'and takes the caller away', spoil: mask('offer.round', 'offer.sealed', 'caller') },
  { denied: 'and takes the answer away', spoil: mask('offer.round', 'offer.sealed', 'answer') },
  { denied: 'and leaves the round as it was', spoil: mask('offer.sealed') },
  { denied: 'and hands the call to bob', spoil: put('caller', bob) },
  { denied: 'and offers twice in one commit', spoil: alsoWrite({ at: '', patch: { offer: description(4) } }) },
]);

function patched(attempt: Attempt, change: Change): Attempt {
  change(attempt);
  return attempt;
}
