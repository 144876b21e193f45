/** Moves of the numbered exchange, as pure functions: who offers, who asks, and when not to do it twice. */
import type { CallEffect } from './effects.ts';
import type { WriteProblem } from './events.ts';
import type { Exchange, OfferPlan } from './state.ts';

export const NO_EXCHANGE: Exchange = {
  round: 0, answered: 0, asked: { round: 0, fresh: false }, endedHint: false, isOnline: true,
};

export type Exchanged = readonly [Exchange, readonly CallEffect[]];

/** Caller: the next round, or, when one is on its way, whether another has to follow it. */
export function demandOffer(exchange: Exchange, plan: OfferPlan): Exchanged {
  const { making } = exchange;
  if (making) {
    const isServed = (making.fresh || !plan.fresh) && (making.freesSeat || !plan.freesSeat);
    if (isServed) return [exchange, []];
    const next = { fresh: plan.fresh || (making.next?.fresh ?? false), freesSeat: plan.freesSeat || (making.next?.freesSeat ?? false) };
    return [{ ...exchange, making: { ...making, next } }, []];
  }
  const round = exchange.round + 1;
  const { unsent, ...rest } = exchange;
  // What could not be written is still owed, whatever brought this round about.
  const due = { fresh: plan.fresh || (unsent?.fresh ?? false), freesSeat: plan.freesSeat || (unsent?.freesSeat ?? false) };
  return [{ ...rest, making: { round, ...due } }, [{ type: 'make-offer', round, ...due, opens: false }]];
}

/** Caller: the offer stands. Only the one on its way counts. */
export function offerLanded(exchange: Exchange, round: number): Exchanged {
  const { making, ...rest } = exchange;
  if (making?.round !== round) return [exchange, []];
  const landed = { ...rest, round };
  return making.next ? demandOffer(landed, making.next) : [landed, []];
}

/** Caller: the offer could not be written; the reasons that end a call are dealt with before this. */
export function offerFailed(exchange: Exchange, round: number, problem: WriteProblem): Exchanged {
  const { making, ...rest } = exchange;
  if (making?.round !== round) return [exchange, []];
  const plan = { fresh: making.fresh || (making.next?.fresh ?? false), freesSeat: making.freesSeat || (making.next?.freesSeat ?? false) };
  // Another offer of this page's stands, one whose commit came out unknown: what was applied to it over there only a
  // new RTCPeerConnection is sure to agree with.
  if (problem.kind === 'superseded') return demandOffer({ ...rest, round: Math.max(rest.round, problem.round) }, { ...plan, fresh: true });
  return [{ ...rest, unsent: plan }, []];
}

/** Caller: an offer that could not be written is not needed any more, since media flows. */
export function forgetOffer(exchange: Exchange, round: number): Exchange {
  const { making, ...rest } = exchange;
  return making?.round === round ? rest : exchange;
}

/** Callee: asks for the next round, unless that has been asked for already. */
export function demandRound(exchange: Exchange, fresh: boolean): Exchanged {
  const round = exchange.round + 1;
  const isAsked = exchange.asked.round === round && (exchange.asked.fresh || !fresh);
  if (isAsked) return [exchange, []];
  return [{ ...exchange, asked: { round, fresh } }, [{ type: 'want', round, fresh }]];
}

/** Callee: an offer of a newer round stands. */
export function offerSeen(exchange: Exchange, round: number): Exchanged {
  if (round <= exchange.round) return [exchange, []];
  return [{ ...exchange, round }, [{ type: 'read-offer', round }]];
}

/** Caller: an answer stands; taken up once, and only to the offer that stands and is not being replaced. */
export function answerSeen(exchange: Exchange, answerRound: number): Exchanged {
  if (exchange.making || answerRound !== exchange.round || answerRound <= exchange.answered) return [exchange, []];
  return [{ ...exchange, answered: answerRound }, [{ type: 'read-answer', round: answerRound }]];
}

/** Either side asks in the way of its role. */
export function demandNext(role: 'caller' | 'callee', exchange: Exchange, fresh: boolean): Exchanged {
  return role === 'caller' ? demandOffer(exchange, { fresh, freesSeat: false }) : demandRound(exchange, fresh);
}
