/** What the call's document means to one side. Pure. */
import type { CallDocument, SealedDescription } from '#protocol/call-document.ts';
import { otherRole, type Role } from '#protocol/identifiers.ts';
import { equalBytes } from '../../base/bytes.ts';
import type { CallSeen } from '../../signaling/signal-channel.ts';
import type { DocumentState, Standing } from '../machine/events.ts';

export interface Reader {
  readonly uid: string;
  readonly role: Role;
  /** This page's claim stands (it was told so, or took the role up again). */
  readonly holdsSeat: boolean;
  /** The answer that this page has sent: its own claim may be seen before the commit's reply. */
  readonly sentAnswer?: Uint8Array | undefined;
  /** Whether this page has made that offer. */
  readonly hasSentOffer: (offer: SealedDescription) => boolean;
  /** ms since 1970, by the store's clock */
  readonly now: number;
}

export function readCall(seen: CallSeen, reader: Reader): DocumentState {
  switch (seen.kind) {
    case 'missing': return { kind: 'missing' };
    case 'lost': return { kind: 'lost', failure: seen.error.failure };
    case 'unreadable': return { kind: 'unreadable', failure: seen.problem.kind };
    case 'present': return readPresent(seen.call, reader);
  }
}

function readPresent(call: CallDocument, reader: Reader): DocumentState {
  if (call.ended) return { kind: 'ended', by: call.ended.by, reason: call.ended.reason };
  if (call.expiresAt <= reader.now) return { kind: 'expired' };
  const other = otherRole(reader.role);
  const isOtherReturning = call.returning[other] === call.offer.round;
  return {
    kind: 'standing',
    seat: seatOf(call, reader),
    offerRound: call.offer.round,
    isOwnOffer: reader.role === 'caller' && reader.hasSentOffer(call.offer),
    answerRound: call.answer?.round ?? 0,
    wanted: call.wanted?.round ?? 0,
    // A side that is back at the lobby is not in the call.
    isOtherAway: isOtherReturning || call.away[other] === call.offer.round,
    isOtherReturning,
  };
}

/** Two tabs of one browser share a user id, so the id alone does not tell whose seat it is. */
function seatOf(call: CallDocument, { uid, role, holdsSeat, sentAnswer }: Reader): Standing['seat'] {
  if (call.callee === '') return 'free';
  if (role === 'caller' || call.callee !== uid) return 'taken';
  const isOwnClaim = sentAnswer !== undefined && call.answer !== undefined && equalBytes(sentAnswer, call.answer.sealed);
  return holdsSeat || isOwnClaim ? 'mine' : 'elsewhere';
}
