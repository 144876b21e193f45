/** What connecting, connected and reconnecting have in common: two sides that are in the call. */
import {
  answerSeen, nextRound, requestOffer, requestRound, KEEPING_SEAT, offerFailed, offerLanded, offerSeen, withoutAttempt, type Exchanged,
} from '../exchange.ts';
import { reasonFor } from '../reasons.ts';
import type { Exchange, Trouble } from '../state.ts';
import type { DocumentState, Standing, WriteProblem } from '../events.ts';
import { end, endedByOther, endingProblem, exchanging, isFinal, stay, takenOver, type StateOf, type Step } from './step.ts';

export type Live = StateOf<'connecting'> | StateOf<'connected'> | StateOf<'reconnecting'>;

/** The exchange's own events, which mean the same in every live phase. */
export const exchangeMoves = {
  'offer-landed': (state: Live, { round }: { readonly round: number }): Step => exchanging(state, offerLanded(state.exchange, round)),
  'round-request-failed': (state: Live, { round }: { readonly round: number }): Step =>
    // Forgotten, so that the next reason to ask asks again.
    stay(state.exchange.requestedRound === round ? { ...state, exchange: { ...state.exchange, requestedRound: 0 } } : state),
  'offer-unusable': (state: Live, { round }: { readonly round: number }): Step =>
    round === state.exchange.round ? exchanging(state, nextRound('callee', withoutAttempt(state.exchange))) : stay(state),
  'hang-up': (): Step => end('you-hung-up', 'hung-up'),
  'taken-over': takenOver,
  // `left`: the other side has waited for this one, and given up; heard late, by a page that was stopped.
  // `failed`: the other side's page broke, and the person there did not mean to go.
  'said-hang-up': (_: Live, { reason }: { readonly reason: string }): Step =>
    end(reason === 'left' ? 'over' : reason === 'failed' ? 'failed' : 'other-hung-up'),
} as const;

/** A failed write of an offer or answer while the two are not connected: some failures end the call, others are tried again. */
export function writeFailed(state: Live, round: number, problem: WriteProblem): Step {
  const ending = endingProblem(problem);
  if (ending) return ending;
  if (state.role === 'caller') return exchanging(state, offerFailed(state.exchange, round, problem));
  if (problem.kind === 'superseded') return exchanging(state, offerSeen(state.exchange, problem.round));
  return exchanging(state, requestRound(state.exchange));
}

/**
 * The document while media do not flow: every field of it counts.
 * Undefined where the call still stands for this side; then `followExchange` takes what is new in it.
 */
export function endedByDocument(state: Live, documentState: DocumentState): Step | undefined {
  switch (documentState.kind) {
    case 'ended': return endedByOther(state.role, documentState);
    case 'expired': return end('expired');
    case 'missing': return end('over');
    case 'unreadable': return end(documentState.failure);
    case 'lost': return isFinal(documentState.failure) ? end(reasonFor(documentState.failure)) : stay(state);
    case 'standing': break;
  }
  // The caller has freed the seat for another person.
  if (state.role === 'callee' && documentState.seat !== 'mine') return end('over');
  if (state.role === 'caller' && isOfferedElsewhere(state.exchange, documentState)) return end('open-elsewhere');
  return undefined;
}

/** A round that this page did not make: another page of the caller's has taken the role (only where locks don't exist). */
export function isOfferedElsewhere(exchange: Exchange, documentState: Standing): boolean {
  return !documentState.isOwnOffer && documentState.offerRound > (exchange.offerInFlight?.round ?? exchange.round);
}

/** Takes up what is new: an answer or a request for the caller, an offer for the callee. */
export function followExchange(role: Live['role'], exchange: Exchange, documentState: Standing): Exchanged {
  if (role === 'callee') return offerSeen(exchange, documentState.offerRound);
  const { wanted } = documentState;
  // A commit of this page's that was given up has landed after all: its round stands, and may be answered.
  if (documentState.isOwnOffer && !exchange.offerInFlight && documentState.offerRound > exchange.round) {
    return followExchange(role, { ...exchange, round: documentState.offerRound }, documentState);
  }
  if (wanted === exchange.round + 1) return requestOffer(exchange, KEEPING_SEAT);
  return answerSeen(exchange, documentState.answerRound);
}

/** A new connection, unless one is being built already; and the store is listened to anew, since the path to it may be gone, too. */
export function rebuild(role: Live['role'], exchange: Exchange): Exchanged {
  if (exchange.isAttempting) return [exchange, []];
  const [requested, effects] = nextRound(role, exchange);
  return [requested, [{ type: 'refresh' }, ...effects]];
}

/** Into reconnecting, building a new connection where that can help. A side that has left is waited for. */
export function reconnect(state: StateOf<'connecting'> | StateOf<'connected'>, trouble: Trouble, help: 'rebuild' | 'wait'): Step {
  const [exchange, effects] = help === 'wait' ? [state.exchange, []] : rebuild(state.role, state.exchange);
  const since = state.phase === 'connected' ? { since: state.since } : {};
  // What the document was not believed while media flowed counts from now on.
  return { state: { phase: 'reconnecting', role: state.role, exchange, trouble, tries: 0, ...since }, effects: [...effects, { type: 'look-again' }] };
}
