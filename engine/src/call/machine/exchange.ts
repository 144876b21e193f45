/** Moves of the numbered exchange, as pure functions: the caller offers, the callee requests, and neither does it twice. */
import type { CallEffect } from './effects.ts';
import type { WriteProblem } from './events.ts';
import type { Exchange, OfferPlan } from './state.ts';

export const NO_EXCHANGE: Exchange = {
  round: 0, answeredRound: 0, requestedRound: 0, announcedRound: 0, isAttempting: false, hint: 'none', isOnline: true,
};

export const KEEPING_SEAT: OfferPlan = { freesSeat: false };

export type Exchanged = readonly [Exchange, readonly CallEffect[]];

/**
 * Caller: the next round, or, when one is on its way, whether another has to follow it.
 * `isOutdating`: what is on its way has addresses that are gone.
 */
export function requestOffer(exchange: Exchange, plan: OfferPlan, isOutdating = false): Exchanged {
  const { offerInFlight } = exchange;
  if (offerInFlight) {
    const isServed = !isOutdating && (offerInFlight.freesSeat || !plan.freesSeat);
    if (isServed) return [exchange, []];
    const next = { freesSeat: plan.freesSeat || (offerInFlight.next?.freesSeat ?? false) };
    return [{ ...exchange, offerInFlight: { ...offerInFlight, next } }, []];
  }
  const round = exchange.round + 1;
  const { unsent, ...rest } = exchange;
  // What could not be written is still owed, for whichever reason this round is made.
  const due = { freesSeat: plan.freesSeat || (unsent?.freesSeat ?? false) };
  return [{ ...rest, offerInFlight: { round, ...due }, isAttempting: true }, [{ type: 'make-offer', round, ...due, opens: false }]];
}

/** Caller: the offer stands. Only the one on its way counts. */
export function offerLanded(exchange: Exchange, round: number): Exchanged {
  const { offerInFlight, ...rest } = exchange;
  if (offerInFlight?.round !== round) return [exchange, []];
  const landed = { ...rest, round };
  // The answer may have been seen before the commit's own reply, and was none to an offer that did not stand yet.
  return offerInFlight.next ? requestOffer(landed, offerInFlight.next) : [landed, [{ type: 'look-again' }]];
}

/** Caller: the offer could not be written; the reasons that end a call are dealt with before this. */
export function offerFailed(exchange: Exchange, round: number, problem: WriteProblem): Exchanged {
  const { offerInFlight, ...rest } = exchange;
  if (offerInFlight?.round !== round) return [exchange, []];
  const plan = { freesSeat: offerInFlight.freesSeat || (offerInFlight.next?.freesSeat ?? false) };
  // Another offer of this page's stands, one whose commit came out unknown.
  if (problem.kind === 'superseded') return requestOffer({ ...rest, round: Math.max(rest.round, problem.round) }, plan);
  return [{ ...rest, isAttempting: false, unsent: plan }, []];
}

/** Caller: an offer that could not be written is not needed any more, since media flows. */
export function forgetOffer(exchange: Exchange, round: number): Exchange {
  const { offerInFlight, ...rest } = exchange;
  return offerInFlight?.round === round ? { ...rest, isAttempting: false } : exchange;
}

/** Callee: asks for the next round, unless that has been asked for already. */
export function requestRound(exchange: Exchange): Exchanged {
  const round = exchange.round + 1;
  if (exchange.requestedRound === round) return [exchange, []];
  return [{ ...exchange, requestedRound: round }, [{ type: 'request-round', round }]];
}

/** Callee: an offer of a newer round stands. */
export function offerSeen(exchange: Exchange, round: number): Exchanged {
  if (round <= exchange.round) return [exchange, []];
  return [{ ...exchange, round, isAttempting: true }, [{ type: 'read-offer', round }]];
}

/** Caller: an answer stands; taken up once, and only to the offer that stands and is not being replaced. */
export function answerSeen(exchange: Exchange, answerRound: number): Exchanged {
  if (exchange.offerInFlight || answerRound !== exchange.round || answerRound <= exchange.answeredRound) return [exchange, []];
  return [{ ...exchange, answeredRound: answerRound }, [{ type: 'read-answer', round: answerRound }]];
}

/** Either side asks for a new connection, in the way of its role. */
export function nextRound(role: 'caller' | 'callee', exchange: Exchange, isOutdating = false): Exchanged {
  return role === 'caller' ? requestOffer(exchange, KEEPING_SEAT, isOutdating) : requestRound(exchange);
}

/** The new connection has connected, or has failed. */
export function withoutAttempt(exchange: Exchange): Exchange {
  return exchange.isAttempting ? { ...exchange, isAttempting: false } : exchange;
}
