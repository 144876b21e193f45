import { MAX_SEALED_DESCRIPTION_BYTES, MIN_SEALED_BYTES, PROTOCOL_VERSION } from '#protocol/limits.ts';
import { alsoWrite, by, given, omit, put, type Change } from '../attempts.ts';
import { batch, bob, ended, hoursFromNow, inHours, newCallId, nobody, ringingCall, sealed } from '../calls.ts';
import { Float, Increment, SERVER_TIME } from '../firestore-rest.ts';
import { opens } from '../intentions.ts';
import { addPairs, type PairTable } from '../pair-tables.ts';

export const opening: PairTable[] = [];

/** Opens the call under another id, with that id's shard. */
const named = (makeId: () => string): Change => (draft) => {
  draft.callId = makeId();
  put('shard', draft.callId.slice(0, 1))(draft);
};

/** Somebody has used the id before. */
const taken = (change: Change = () => undefined): Change => (draft) => {
  draft.given[''] = ringingCall(draft.callId);
  change(draft);
};

addPairs(opening, 'alice opens a call', opens, [
  { denied: 'she is not signed in', spoil: by(nobody) },
  { denied: 'bob opens it in her name', spoil: by(bob) },
  { allowed: 'with the first batch in the same commit', vary: alsoWrite({ at: 'callerCandidates/0', set: batch(1) }) },

  { denied: 'over her own call', spoil: taken() },
  { denied: "over bob's call", spoil: taken(given('caller', bob)) },
  { denied: 'over her own call that has ended', spoil: taken(given('ended', ended)) },
  { denied: 'over her own call that has expired', spoil: taken(given('expiresAt', inHours(-1))) },

  { denied: 'an id of 21 characters', spoil: named(() => newCallId().slice(1)) },
  { denied: 'an id of 23 characters', spoil: named(() => `A${newCallId()}`) },
  { denied: 'an id with a character outside base64url', spoil: named(() => `${newCallId().slice(0, 10)}.${newCallId().slice(11)}`) },
  // All corners of the alphabet; the rest of an id is random so that no run meets another's.
  { allowed: 'an id with the first and the last of all kinds of characters', vary: named(() => `AZaz09_-${newCallId().slice(8)}`) },
  { denied: 'an id that a person can guess', spoil: named(() => `team-meeting-${newCallId().slice(0, 4)}`) },

  { denied: 'a later version', spoil: put('v', PROTOCOL_VERSION + 1) },
  { denied: 'version 1, before it', spoil: put('v', 1) },
  { denied: 'version 0', spoil: put('v', 0) },
  { denied: 'the version as text', spoil: put('v', String(PROTOCOL_VERSION)) },
  { denied: 'version null', spoil: put('v', null) },
  { denied: 'the version as a float', spoil: put('v', new Float(PROTOCOL_VERSION)) },
  { denied: 'no version', spoil: omit('v') },

  { denied: 'no caller', spoil: omit('caller') },
  { denied: 'somebody else as the caller', spoil: put('caller', bob) },
  { denied: 'a list as the caller', spoil: put('caller', ['alice']) },
  { denied: 'a map as the caller', spoil: put('caller', { uid: 'alice' }) },
  { denied: 'an empty caller', spoil: put('caller', '') },

  { denied: 'a seat that is taken already', spoil: put('callee', bob) },
  { denied: 'her own uid on the seat', spoil: put('callee', 'alice') },
  { denied: 'no seat', spoil: omit('callee') },
  { denied: 'a list on the seat', spoil: put('callee', []) },
  { denied: 'null on the seat', spoil: put('callee', null) },

  { denied: 'her own clock as the creation time', spoil: put('createdAt', new Date()) },
  { denied: 'a clock that is ahead as the creation time', spoil: put('createdAt', inHours(1)) },
  { denied: 'no creation time', spoil: omit('createdAt') },
  { denied: 'a number as the creation time', spoil: put('createdAt', Date.now()) },

  { denied: 'a lease of more than 24 hours', beside: put('expiresAt', inHours(23.9)), spoil: put('expiresAt', inHours(24.1)) },
  {
    denied: 'a lease that is over already',
    beside: put('expiresAt', inHours(0.1)),
    spoil: put('expiresAt', inHours(-0.1)),
  },
  { denied: "the server's time as the end of the lease", spoil: put('expiresAt', SERVER_TIME) },
  { denied: 'text as the end of the lease', spoil: put('expiresAt', hoursFromNow(22).toISOString()) },
  { denied: 'null as the end of the lease', spoil: put('expiresAt', null) },
  { denied: 'no end of the lease', spoil: omit('expiresAt') },
  { denied: 'milliseconds as the end of the lease', spoil: put('expiresAt', Date.now() + 3_600_000) },

  { denied: 'a shard of her own choice', spoil: put('shard', '*') },
  { denied: 'a longer shard', spoil: (draft) => put('shard', draft.callId.slice(0, 2))(draft) },
  { denied: 'an empty shard', spoil: put('shard', '') },
  { denied: 'a number as the shard', spoil: put('shard', 1) },
  { denied: 'the time of the server as the shard', spoil: put('shard', SERVER_TIME) },
  { denied: 'no shard', spoil: omit('shard') },

  { denied: 'no offer', spoil: omit('offer') },
  { denied: 'an offer in the clear', spoil: put('offer', 'v=0') },
  { denied: 'an offer as null', spoil: put('offer', null) },
  { denied: 'an offer in a list', spoil: put('offer', [{ round: 1, sealed: sealed() }]) },
  { denied: 'an offer of round -1', spoil: put('offer.round', -1) },
  { denied: 'an offer of round null', spoil: put('offer.round', null) },
  { denied: "the server's time as the offer's round", spoil: put('offer.round', SERVER_TIME) },
  { denied: 'an offer of round 0', spoil: put('offer.round', 0) },
  { denied: 'an offer of round 2', spoil: put('offer.round', 2) },
  { denied: 'an offer of round 1.0', spoil: put('offer.round', new Float(1)) },
  { denied: 'an offer of round "1"', spoil: put('offer.round', '1') },
  { denied: 'an offer of no round', spoil: omit('offer.round') },
  { denied: 'an offer with nothing in it', spoil: omit('offer.sealed') },
  { denied: 'an offer as text', spoil: put('offer.sealed', 'x'.repeat(MIN_SEALED_BYTES)) },
  { denied: 'an offer as a list', spoil: put('offer.sealed', Array.from({ length: MIN_SEALED_BYTES }, () => 0)) },
  { denied: 'an offer too short to be sealed', spoil: put('offer.sealed', sealed(MIN_SEALED_BYTES - 1)) },
  {
    denied: 'an offer one byte too long',
    beside: put('offer.sealed', sealed(MAX_SEALED_DESCRIPTION_BYTES)),
    spoil: put('offer.sealed', sealed(MAX_SEALED_DESCRIPTION_BYTES + 1)),
  },
  { denied: 'another field inside the offer', spoil: put('offer.type', 'offer') },

  { denied: 'another field inside the offer, nested', spoil: put('offer.more', { sdp: 'v=0' }) },

  { denied: 'another field', spoil: put('title', 'lunch') },
  { denied: 'another field, nested', spoil: put('more', { title: 'lunch' }) },
  { denied: 'another field, filled by the server', spoil: put('updatedAt', SERVER_TIME) },
  { denied: 'another field, counted up', spoil: put('visits', new Increment(1)) },
  { denied: 'an answer from the start', spoil: put('answer', { round: 1, sealed: sealed() }) },
  { denied: 'a request from the start', spoil: put('wanted', { round: 2 }) },
  { denied: 'an absence from the start', spoil: put('away', { caller: 1 }) },
  { denied: 'a return from the start', spoil: put('returning', { caller: 1 }) },
  { denied: 'an end from the start', spoil: put('ended', { by: 'caller', reason: 'left', at: SERVER_TIME }) },
]);
