/** What the document says about a commit whose outcome was a denial or unknown. Pure: the acting is in settle.ts. */
import { AppError } from '../base/errors.ts';
import type { CallDocument, SealedDescription } from '#protocol/call-document.ts';
import { LEASE_RENEWAL_MS } from '#protocol/lifetimes.ts';
import type { Problem } from '#protocol/document-fields.ts';
import { equalBytes } from '../base/bytes.ts';
import type { CallSeen, SignalWrite } from './signal-channel.ts';

/** How a write came out in the end, in terms that a call can act on. */
export type Settled =
  | { readonly kind: 'landed' }
  /** The round it was for is over, or what it asked for has come: look at `call` and decide anew. */
  | { readonly kind: 'superseded'; readonly call: CallDocument }
  /** The callee's seat is another person's. */
  | { readonly kind: 'full' }
  /** It is another tab's of this browser. */
  | { readonly kind: 'open-elsewhere' }
  | { readonly kind: 'ended'; readonly call: CallDocument }
  | { readonly kind: 'expired' }
  | { readonly kind: 'gone' }
  | { readonly kind: 'lost'; readonly error: AppError };

/** `again`: it did not land, and nothing stands against it. */
export type Verdict = Settled | { readonly kind: 'again' };

const LANDED: Verdict = { kind: 'landed' };
const AGAIN: Verdict = { kind: 'again' };
const FULL: Verdict = { kind: 'full' };
const OPEN_ELSEWHERE: Verdict = { kind: 'open-elsewhere' };

/**
 * @param uid whose write it was
 * @param nowMs by the store's clock
 */
export function judge(write: SignalWrite, uid: string, seen: CallSeen, nowMs: number): Verdict {
  switch (seen.kind) {
    case 'lost':
      return { kind: 'lost', error: seen.error };
    case 'unreadable':
      return { kind: 'lost', error: problemError(seen.problem) };
    case 'missing':
      if (write.intent === 'delete') return LANDED;
      return write.intent === 'open' ? AGAIN : { kind: 'gone' };
    case 'present':
      return judgePresent(write, uid, seen.call, nowMs);
  }
}

function judgePresent(write: SignalWrite, uid: string, call: CallDocument, nowMs: number): Verdict {
  if (write.intent === 'delete') return judgeDelete(call, uid, nowMs);
  if (write.intent === 'end' || write.intent === 'decline') {
    const by = write.intent === 'end' ? write.by : 'callee';
    const reason = write.intent === 'end' ? write.reason : 'declined';
    if (call.ended?.by === by && call.ended.reason === reason && call[by] === uid) return LANDED;
  }
  // An end is final: a write of this page that landed before it has no effect any more.
  if (call.ended) return { kind: 'ended', call };
  if (hasLanded(write, uid, call, nowMs)) return LANDED;
  if (call.expiresAt <= nowMs) return { kind: 'expired' };
  return judgeStanding(write, uid, call);
}

function hasLanded(write: SignalWrite, uid: string, call: CallDocument, nowMs: number): boolean {
  switch (write.intent) {
    case 'open':
    case 'offer':
      return call.caller === uid && isSame(write.offer, call.offer);
    case 'claim':
    case 'answer':
      return call.callee === uid && isSame(write.answer, call.answer);
    case 'request-round':
      return call.callee === uid && call.wanted?.round === write.round;
    case 'away':
    case 'returning':
      return call[write.role] === uid && call[write.intent][write.role] === write.round;
    case 'extend':
      // By either side: the lease is long again.
      return call.expiresAt - nowMs > LEASE_RENEWAL_MS;
    case 'batch':
    case 'end':
    case 'decline':
    case 'delete':
      return false;
  }
}

/** The call goes on, and the write is not in it. */
function judgeStanding(write: SignalWrite, uid: string, call: CallDocument): Verdict {
  const superseded: Verdict = { kind: 'superseded', call };
  const standing = call.offer.round;
  switch (write.intent) {
    case 'open':
      return superseded;
    case 'offer':
      return call.caller === uid && standing === write.offer.round - 1 ? AGAIN : superseded;
    case 'decline':
      return call.callee === '' ? AGAIN : FULL;
    case 'claim':
      if (call.callee !== '') return call.callee === uid ? OPEN_ELSEWHERE : FULL;
      return standing === write.answer.round ? AGAIN : superseded;
    case 'answer':
      if (call.callee !== uid) return call.callee === '' ? superseded : FULL;
      if (standing !== write.answer.round) return superseded;
      return call.answer?.round === standing ? OPEN_ELSEWHERE : AGAIN;
    case 'request-round':
      if (call.callee !== uid) return call.callee === '' ? superseded : FULL;
      return standing === write.round - 1 ? AGAIN : superseded;
    case 'away':
    case 'returning':
      return call[write.role] === uid && standing === write.round ? AGAIN : superseded;
    case 'batch':
      return call[write.side] === uid && standing === write.batch.round ? AGAIN : superseded;
    case 'end':
      if (call[write.by] === uid) return AGAIN;
      return write.by === 'callee' && call.callee !== '' ? FULL : superseded;
    case 'extend':
      return (call.caller === uid || call.callee === uid) && call.callee !== '' ? AGAIN : superseded;
    case 'delete':
      return superseded;
  }
}

function judgeDelete(call: CallDocument, uid: string, nowMs: number): Verdict {
  const isAllowed = call.expiresAt <= nowMs || (call.ended !== undefined && (call.caller === uid || call.callee === uid));
  return isAllowed ? AGAIN : { kind: 'superseded', call };
}

function isSame(mine: SealedDescription, standing: SealedDescription | undefined): boolean {
  return standing !== undefined && standing.round === mine.round && equalBytes(standing.sealed, mine.sealed);
}

function problemError(problem: Problem): AppError {
  return problem.kind === 'other-version'
    ? new AppError('other-version', { detail: `version ${problem.version}` })
    : new AppError('malformed', { detail: problem.field });
}
