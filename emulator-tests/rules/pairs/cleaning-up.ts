import { all, by, given, givenDocument, givenWithout, missing, type Attempt } from '../attempts.ts';
import { alice, attempt, batch, bob, carol, endedCall, expiredCall, hoursFromNow, inHours, nobody } from '../calls.ts';
import { addPairs, type PairTable } from '../pair-tables.ts';

export const cleaningUp: PairTable[] = [];

/** A batch of an ended call goes with either party; a batch whose own lease is over, with anyone. */
for (const side of ['callerCandidates', 'calleeCandidates']) {
  const at = `${side}/0`;

  const afterTheEnd = (): Attempt => {
    const draft = attempt(bob, endedCall, { at: at, remove: true });
    draft.given[at] = batch(1);
    return draft;
  };

  const afterExpiry = (): Attempt => {
    const draft = attempt(carol, expiredCall, { at: at, remove: true });
    draft.given[at] = batch(1, hoursFromNow(-1));
    return draft;
  };

  addPairs(cleaningUp, `bob clears ${side} of an ended call`, afterTheEnd, [
    { allowed: 'alice does', vary: by(alice) },
    { allowed: 'a batch that was never written', vary: missing(at) },

    { denied: 'the call has not ended', spoil: givenWithout('ended') },
    { denied: 'carol does', spoil: by(carol) },
    { denied: 'nobody is signed in', spoil: by(nobody) },
    { denied: 'the call is gone, and the batch has not expired', spoil: missing('') },
    { denied: 'he left the call before it ended', spoil: given('callee', '') },
  ]);

  addPairs(cleaningUp, `carol clears ${side} that have expired`, afterExpiry, [
    { allowed: 'the call is gone', vary: missing('') },
    { allowed: 'the call lives on', vary: given('expiresAt', inHours(1)) },
    { allowed: 'there is none', vary: missing(at) },

    { denied: 'the batch has not expired', spoil: (draft) => givenDocument(at, batch(1, hoursFromNow(0.1)))(draft) },
    { denied: 'nobody is signed in', spoil: by(nobody) },
  ]);
}

/** Without functions, one commit leaves nothing of a call. */
function everythingAtOnce(): Attempt {
  const batches = ['callerCandidates', 'calleeCandidates'].flatMap((side) => ['0', '1', '2', '3', '4', '5', '6', '7'].map((id) => `${side}/${id}`));
  const draft = attempt(alice, endedCall, ...['', ...batches].map((at) => ({ at, remove: true }) as const));
  draft.given['callerCandidates/0'] = batch(1);
  draft.given['calleeCandidates/3'] = batch(1);
  return draft;
}

addPairs(cleaningUp, 'alice deletes an ended call and all of its batches in one commit', everythingAtOnce, [
  { allowed: 'carol, who finds it expired', vary: all(by(carol), expired) },

  { denied: 'carol does', spoil: by(carol) },
  { denied: 'the call has not ended', spoil: givenWithout('ended') },
]);

function expired(draft: Attempt): void {
  for (const document of Object.values(draft.given)) document['expiresAt'] = hoursFromNow(-1);
}
