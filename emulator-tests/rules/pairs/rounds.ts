import { MAX_ROUND, MAX_SEALED_DESCRIPTION_BYTES, MIN_SEALED_BYTES } from '#protocol/limits.ts';
import { all, alsoWrite, by, given, givenWithout, mask, omit, put } from '../attempts.ts';
import { alice, batch, bob, carol, description, sealed } from '../calls.ts';
import { Float, Increment } from '../firestore-rest.ts';
import { answers, letsSomebodyElseIn, offersAgain, wants } from '../intentions.ts';
import { addPairs, type PairTable } from '../pair-tables.ts';

export const rounds: PairTable[] = [];

addPairs(rounds, 'alice offers the next round', offersAgain, [
  { allowed: 'while nobody has answered', vary: all(given('callee', ''), givenWithout('answer')) },
  { allowed: 'before bob has answered the last one', vary: all(given('offer', description(2)), put('offer.round', 3)) },
  { allowed: 'with a batch of the new round', vary: alsoWrite({ at: 'callerCandidates/0', set: batch(2) }) },

  { denied: 'bob offers', spoil: by(bob) },
  { denied: 'the same round', spoil: put('offer.round', 1) },
  { denied: 'a round left out', spoil: put('offer.round', 3) },
  { denied: 'a round back', beside: all(given('offer', description(4)), put('offer.round', 5)), spoil: put('offer.round', 3) },
  { denied: 'round 2.0', spoil: put('offer.round', new Float(2)) },
  { denied: 'round "2"', spoil: put('offer.round', '2') },
  {
    denied: 'round 2.0, counted up by a transform',
    beside: all(mask('offer.sealed'), put('offer.round', new Increment(1))),
    spoil: put('offer.round', new Increment(new Float(1))),
  },
  {
    denied: 'a round beyond the last',
    beside: all(given('offer', description(MAX_ROUND - 1)), put('offer.round', MAX_ROUND)),
    spoil: all(given('offer', description(MAX_ROUND)), put('offer.round', MAX_ROUND + 1)),
  },
  { denied: 'no round', spoil: omit('offer.round') },
  { denied: 'nothing sealed', spoil: omit('offer.sealed') },
  { denied: 'text', spoil: put('offer.sealed', 'x'.repeat(MIN_SEALED_BYTES)) },
  { denied: 'too little to be sealed', spoil: put('offer.sealed', sealed(MIN_SEALED_BYTES - 1)) },
  {
    denied: 'a byte too much',
    beside: put('offer.sealed', sealed(MAX_SEALED_DESCRIPTION_BYTES)),
    spoil: put('offer.sealed', sealed(MAX_SEALED_DESCRIPTION_BYTES + 1)),
  },
  { denied: 'another field in the offer', spoil: put('offer.restart', true) },
]);

addPairs(rounds, 'alice lets somebody else in', letsSomebodyElseIn, [
  { allowed: 'she had called herself', vary: given('callee', alice) },

  { denied: 'without a new offer', spoil: omit('offer') },
  { denied: 'bob frees his own seat', spoil: by(bob) },
  { denied: 'carol frees the seat', spoil: by(carol) },
  { denied: 'the seat goes to carol', spoil: put('callee', carol) },
  { denied: 'the seat goes to alice', spoil: put('callee', alice) },
  { denied: 'the seat goes to null', spoil: put('callee', null) },
  { denied: 'the seat is removed', spoil: all(omit('callee'), mask('offer', 'callee')) },
  { denied: 'a free seat goes to bob', beside: given('callee', ''), spoil: put('callee', bob) },
]);

addPairs(rounds, 'bob answers the next round', answers, [
  { allowed: 'with a batch of the new round', vary: alsoWrite({ at: 'calleeCandidates/0', set: batch(2) }) },
  { allowed: 'alice, who had called herself', vary: all(by(alice), given('callee', alice)) },
  { allowed: 'a round after one that he never answered', vary: all(given('offer', description(5)), put('answer.round', 5)) },

  { denied: 'alice answers', spoil: by(alice) },
  { denied: 'carol, who had the seat before, answers', spoil: by(carol) },
  { denied: 'a round that is answered already', spoil: given('answer', { round: 2, sealed: sealed(MIN_SEALED_BYTES + 1) }) },
  { denied: 'the old round', spoil: put('answer.round', 1) },
  { denied: 'a round to come', spoil: put('answer.round', 3) },
  { denied: 'round 2.0', spoil: put('answer.round', new Float(2)) },
  { denied: 'round null', spoil: put('answer.round', null) },
  { denied: 'nothing sealed', spoil: omit('answer.sealed') },
  { denied: 'too little to be sealed', spoil: put('answer.sealed', sealed(MIN_SEALED_BYTES - 1)) },
  {
    denied: 'a byte too much',
    beside: put('answer.sealed', sealed(MAX_SEALED_DESCRIPTION_BYTES)),
    spoil: put('answer.sealed', sealed(MAX_SEALED_DESCRIPTION_BYTES + 1)),
  },
  { denied: 'another field in the answer', spoil: put('answer.to', 'alice') },
]);

const hasAsked = given('wanted', { round: 2 });

addPairs(rounds, 'bob asks for the next round', wants, [
  { allowed: 'again, a round later', vary: all(hasAsked, given('offer', description(2)), put('wanted.round', 3)) },

  { denied: 'alice asks', spoil: by(alice) },
  { denied: 'carol asks', spoil: by(carol) },
  { denied: 'the same again', beside: all(given('wanted', { round: 1 }), put('wanted.round', 2)), spoil: hasAsked },
  { denied: 'the round that stands', spoil: put('wanted.round', 1) },
  { denied: 'a round left out', spoil: put('wanted.round', 3) },
  { denied: 'round 2.0', spoil: put('wanted.round', new Float(2)) },
  { denied: 'round "2"', spoil: put('wanted.round', '2') },
  {
    denied: 'a round beyond the last',
    beside: all(given('offer', description(MAX_ROUND - 1)), put('wanted.round', MAX_ROUND)),
    spoil: all(given('offer', description(MAX_ROUND)), put('wanted.round', MAX_ROUND + 1)),
  },
  { denied: 'no round', spoil: put('wanted', {}) },
  { denied: 'what version 1 said beside it', spoil: put('wanted.fresh', true) },
  { denied: 'a reason beside it', spoil: put('wanted.why', 'sleep') },
  { denied: 'a bare round', spoil: put('wanted', 2) },
]);
