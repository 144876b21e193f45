import { all, by, given, givenWithout, missing, put } from '../attempts.ts';
import { alice, bob, carol, hoursFromNow, inHours, nobody } from '../calls.ts';
import { Float, SERVER_TIME } from '../firestore-rest.ts';
import { deletesEnded, deletesExpired, extendsLease } from '../intentions.ts';
import { addPairs, type PairTable } from '../pair-tables.ts';

export const lifetime: PairTable[] = [];

addPairs(lifetime, 'bob extends the lease', extendsLease, [
  { allowed: 'alice does', vary: by(alice) },
  { allowed: 'before he has answered the round', vary: given('offer.round', 2) },

  { denied: 'carol does', spoil: by(carol) },
  { denied: 'alice does, while nobody has answered', beside: by(alice), spoil: given('callee', '') },
  { denied: 'to the same moment', beside: by(alice), spoil: toTheSameMoment },
  { denied: 'to an earlier moment', spoil: put('expiresAt', inHours(20)) },
  { denied: 'to more than 24 hours', beside: put('expiresAt', inHours(23.9)), spoil: put('expiresAt', inHours(24.1)) },
  { denied: 'to the present', spoil: put('expiresAt', SERVER_TIME) },
  { denied: 'to a number', spoil: put('expiresAt', Date.now() + 22 * 3_600_000) },
  { denied: 'to a float', spoil: put('expiresAt', new Float(Date.now())) },
  { denied: 'to null', spoil: put('expiresAt', null) },
  { denied: 'after it has ended', spoil: given('ended', { by: 'caller', reason: 'left', at: hoursFromNow(-0.1) }) },
  { denied: 'after it has expired', spoil: given('expiresAt', inHours(-0.1)) },
]);

function toTheSameMoment(draft: ReturnType<typeof extendsLease>): void {
  const moment = hoursFromNow(21);
  all(given('expiresAt', moment), put('expiresAt', moment))(draft);
}

addPairs(lifetime, 'bob deletes a call that has ended', deletesEnded, [
  { allowed: 'alice does', vary: by(alice) },
  { allowed: 'alice does, when nobody had answered', vary: all(by(alice), given('callee', ''), givenWithout('answer')) },

  { denied: 'it has not ended', spoil: givenWithout('ended') },
  { denied: 'carol does', spoil: by(carol) },
  { denied: 'nobody is signed in', spoil: by(nobody) },
]);

addPairs(lifetime, 'carol deletes a call that has expired', deletesExpired, [
  { allowed: 'it had ended before', vary: given('ended', { by: 'caller', reason: 'left', at: hoursFromNow(-2) }) },
  { allowed: 'alice does', vary: by(alice) },
  { allowed: 'bob does', vary: by(bob) },

  { denied: 'it has not expired', spoil: given('expiresAt', inHours(0.1)) },
  { denied: 'nobody is signed in', spoil: by(nobody) },
  { denied: 'there is none', spoil: missing('') },
]);
