import { MAX_SEALED_DESCRIPTION_BYTES, MIN_SEALED_BYTES } from '#protocol/limits.ts';
import { all, alsoWrite, by, given, omit, put } from '../attempts.ts';
import { alice, batch, bob, carol, description, sealed } from '../calls.ts';
import { Float, SERVER_TIME } from '../firestore-rest.ts';
import { claims, declines } from '../intentions.ts';
import { addPairs, type PairTable } from '../pair-tables.ts';

export const claiming: PairTable[] = [];

/** alice has offered twice; somebody had answered the first offer, and she let somebody else in. */
const seatIsFreeAgain = all(given('offer', description(2)), given('answer', description(1)), put('answer.round', 2));

addPairs(claiming, 'bob answers alice and takes the seat', claims, [
  { allowed: 'with the first batch in the same commit', vary: alsoWrite({ at: 'calleeCandidates/0', set: batch(1) }) },
  { allowed: 'alice answers herself in another tab', vary: all(by(alice), put('callee', alice)) },
  { allowed: 'a seat that alice has freed', vary: seatIsFreeAgain },

  { denied: 'carol has the seat already', spoil: given('callee', carol) },
  { denied: 'bob himself has the seat already', spoil: all(given('callee', bob), given('answer', description(1))) },
  { denied: 'carol takes it for bob', spoil: by(carol) },
  { denied: 'bob takes it for carol', spoil: put('callee', carol) },
  { denied: 'bob takes it for nobody', spoil: put('callee', '') },
  { denied: 'a number takes it', spoil: put('callee', 7) },
  { denied: 'a seat without an answer', spoil: omit('answer') },
  { denied: 'an answer without the seat', spoil: omit('callee') },

  { denied: 'an answer that crossed a new offer', spoil: given('offer', description(2)) },
  { denied: 'an answer to the offer before the seat was freed', beside: seatIsFreeAgain, spoil: put('answer.round', 1) },
  { denied: 'an answer to no offer yet', spoil: put('answer.round', 2) },
  { denied: 'an answer of round 0', spoil: put('answer.round', 0) },
  { denied: 'an answer of round 1.0', spoil: put('answer.round', new Float(1)) },
  { denied: 'an answer of round "1"', spoil: put('answer.round', '1') },
  { denied: 'an answer of round null', spoil: put('answer.round', null) },
  { denied: 'an answer of no round', spoil: omit('answer.round') },
  { denied: 'an answer with nothing in it', spoil: omit('answer.sealed') },
  { denied: 'an answer as text', spoil: put('answer.sealed', 'x'.repeat(MIN_SEALED_BYTES)) },
  { denied: 'an answer as a map', spoil: put('answer.sealed', Object.fromEntries(Array.from({ length: MIN_SEALED_BYTES }, (_, i) => [`f${i}`, i]))) },
  { denied: 'an answer too short to be sealed', spoil: put('answer.sealed', sealed(MIN_SEALED_BYTES - 1)) },
  {
    denied: 'an answer one byte too long',
    beside: put('answer.sealed', sealed(MAX_SEALED_DESCRIPTION_BYTES)),
    spoil: put('answer.sealed', sealed(MAX_SEALED_DESCRIPTION_BYTES + 1)),
  },
  { denied: 'another field inside the answer', spoil: put('answer.type', 'answer') },
  { denied: 'an answer that is no map', spoil: put('answer', sealed()) },
]);

addPairs(claiming, 'bob declines', declines, [
  { allowed: 'alice declines in another tab', vary: all(by(alice), put('callee', alice)) },

  { denied: 'carol has answered meanwhile', spoil: given('callee', carol) },
  { denied: 'bob has answered meanwhile', spoil: given('callee', bob) },
  { denied: 'carol declines for bob', spoil: by(carol) },
  { denied: 'bob declines for carol', spoil: put('callee', carol) },
  { denied: 'he stays without the seat', spoil: omit('callee') },
  { denied: 'he takes the seat alone', spoil: omit('ended') },

  { denied: 'in the role of the caller', spoil: put('ended.by', 'caller') },
  { denied: 'for another reason', spoil: put('ended.reason', 'left') },
  { denied: 'by his own clock', spoil: put('ended.at', new Date()) },
  { denied: 'without saying who', spoil: omit('ended.by') },
  { denied: 'without a reason', spoil: omit('ended.reason') },
  { denied: 'without a time', spoil: omit('ended.at') },
  { denied: 'with a word to go with it', spoil: put('ended.note', 'later') },
  { denied: 'with a time in place of the end', spoil: put('ended', SERVER_TIME) },
]);
