import type { Attempt } from './attempts.ts';
import {
  alice, answeredCall, attempt, batch, bob, carol, description, endedCall, expiredCall, hoursFromNow, newCall, newCallId, reofferedCall, ringingCall,
} from './calls.ts';
import { SERVER_TIME } from './firestore-rest.ts';

/** Every intention of firestore.rules as the web client carries it out: the allowed case that the spoilt ones stand beside. */

export function opens(): Attempt {
  const callId = newCallId();
  return { by: alice, callId, given: {}, request: { writes: [{ at: '', set: newCall(callId) }] } };
}

export function claims(): Attempt {
  return attempt(bob, ringingCall, { at: '', patch: { callee: bob, answer: description(1) } });
}

export function declines(): Attempt {
  return attempt(bob, ringingCall, { at: '', patch: { callee: bob, ended: { by: 'callee', reason: 'declined', at: SERVER_TIME } } });
}

export function offersAgain(): Attempt {
  return attempt(alice, answeredCall, { at: '', patch: { offer: description(2) } });
}

export function letsSomebodyElseIn(): Attempt {
  return attempt(alice, answeredCall, { at: '', patch: { offer: description(2), callee: '' } });
}

export function answers(): Attempt {
  return attempt(bob, reofferedCall, { at: '', patch: { answer: description(2) } });
}

export function wants(): Attempt {
  return attempt(bob, answeredCall, { at: '', patch: { wanted: { round: 2 } } });
}

export function callerGoesAway(): Attempt {
  return attempt(alice, answeredCall, { at: '', patch: { away: { caller: 1 } }, mask: ['away.caller'] });
}

export function calleeGoesAway(): Attempt {
  return attempt(bob, answeredCall, { at: '', patch: { away: { callee: 1 } }, mask: ['away.callee'] });
}

export function callerReturns(): Attempt {
  return attempt(alice, answeredCall, { at: '', patch: { returning: { caller: 1 } }, mask: ['returning.caller'] });
}

export function calleeReturns(): Attempt {
  return attempt(bob, answeredCall, { at: '', patch: { returning: { callee: 1 } }, mask: ['returning.callee'] });
}

export function callerEnds(): Attempt {
  return attempt(alice, answeredCall, { at: '', patch: { ended: { by: 'caller', reason: 'hung-up', at: SERVER_TIME } } });
}

export function calleeEnds(): Attempt {
  return attempt(bob, answeredCall, { at: '', patch: { ended: { by: 'callee', reason: 'hung-up', at: SERVER_TIME } } });
}

export function extendsLease(): Attempt {
  return attempt(bob, answeredCall, { at: '', patch: { expiresAt: hoursFromNow(22) } });
}

/** The caller's second batch; alice's first came with the call. */
export function callerAddsBatch(): Attempt {
  return attempt(alice, ringingCall, { at: 'callerCandidates/1', set: batch(1) });
}

export function calleeAddsBatch(): Attempt {
  return attempt(bob, answeredCall, { at: 'calleeCandidates/1', set: batch(1) });
}

export function deletesEnded(): Attempt {
  return attempt(bob, endedCall, { at: '', remove: true });
}

export function deletesExpired(): Attempt {
  return attempt(carol, expiredCall, { at: '', remove: true });
}
