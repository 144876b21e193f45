/** Moves of the numbered exchange, as pure functions: who offers, who asks, and when not to do it twice. */
import type { CallEffect } from './effects.ts';
import type { WriteProblem } from './events.ts';
import type { Exchange, OfferPlan } from './state.ts';

export const NO_EXCHANGE: Exchange = {
  round: 0, answered: 0, asked: 0, announced: 0, attempt: 0, hint: 'none', isOnline: true,
};

export const KEEPING_SEAT: OfferPlan = { freesSeat: false };

export type Exchanged = readonly [Exchange, readonly CallEffect[]];

/**
 * Caller: the next round, or, when one is on its way, whether another has to follow it.
 * `isOutdating`: what is on its way has addresses that are gone.
 */
export function demandOffer(exchange: Exchange, plan: OfferPlan, isOutdating = false): Exchanged {
  const { making } = exchange;
  if (making) {
    const isServed = !isOutdating && (making.freesSeat || !plan.freesSeat);
    if (isServed) return [exchange, []];
    const next = { freesSeat: plan.freesSeat || (making.next?.freesSeat ?? false) };
    return [{ ...exchange, making: { ...making, next } }, []];
  }
  const round = exchange.round + 1;
  const { unsent, ...rest } = exchange;
  // What could not be written is still owed, whatever brought this round about.
  const due = { freesSeat: plan.freesSeat || (unsent?.freesSeat ?? false) };
  return [{ ...rest, making: { round, ...due }, attempt: round }, [{ type: 'make-offer', round, ...due, opens: false }]];
}

/** Caller: the offer stands. Only the one on its way counts. */
export function offerLanded(exchange: Exchange, round: number): Exchanged {
  const { making, ...rest } = exchange;
  if (making?.round !== round) return [exchange, []];
  const landed = { ...rest, round };
  // The answer may have been seen before the commit's own reply, and was none to an offer that did not stand yet.
  return making.next ? demandOffer(landed, making.next) : [landed, [{ type: 'look-again' }]];
}

/** Caller: the offer could not be written; the reasons that end a call are dealt with before this. */
export function offerFailed(exchange: Exchange, round: number, problem: WriteProblem): Exchanged {
  const { making, ...rest } = exchange;
  if (making?.round !== round) return [exchange, []];
  const plan = { freesSeat: making.freesSeat || (making.next?.freesSeat ?? false) };
  // Another offer of this page's stands, one whose commit came out unknown.
  if (problem.kind === 'superseded') return demandOffer({ ...rest, round: Math.max(rest.round, problem.round) }, plan);
  return [{ ...rest, attempt: 0, unsent: plan }, []];
}

/** Caller: an offer that could not be written is not needed any more, since media flows. */
export function forgetOffer(exchange: Exchange, round: number): Exchange {
  const { making, ...rest } = exchange;
  return making?.round === round ? { ...rest, attempt: 0 } : exchange;
}

/** Callee: asks for the next round, unless that has been asked for already. */
export function demandRound(exchange: Exchange): Exchanged {
  const round = exchange.round + 1;
  if (exchange.asked === round) return [exchange, []];
  return [{ ...exchange, asked: round }, [{ type: 'want', round }]];
}

/** Callee: an offer of a newer round stands. */
export function offerSeen(exchange: Exchange, round: number): Exchanged {
  if (round <= exchange.round) return [exchange, []];
  return [{ ...exchange, round, attempt: round }, [{ type: 'read-offer', round }]];
}

/** Caller: an answer stands; taken up once, and only to the offer that stands and is not being replaced. */
export function answerSeen(exchange: Exchange, answerRound: number): Exchanged {
  if (exchange.making || answerRound !== exchange.round || answerRound <= exchange.answered) return [exchange, []];
  return [{ ...exchange, answered: answerRound }, [{ type: 'read-answer', round: answerRound }]];
}

/** Either side asks for a new connection, in the way of its role. */
export function demandNext(role: 'caller' | 'callee', exchange: Exchange, isOutdating = false): Exchanged {
  return role === 'caller' ? demandOffer(exchange, KEEPING_SEAT, isOutdating) : demandRound(exchange);
}

/** The new connection has come about, or has not. */
export function withoutAttempt(exchange: Exchange): Exchange {
  return exchange.attempt === 0 ? exchange : { ...exchange, attempt: 0 };
}
