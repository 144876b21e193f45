/** The caller waits: for minutes, or for hours, through sleep and changed networks. */
import { answerSeen, requestOffer, KEEPING_SEAT, offerFailed, offerLanded } from '../exchange.ts';
import { reasonFor } from '../reasons.ts';
import { isOfferedElsewhere } from './live.ts';
import { end, endedByOther, endingProblem, exchanging, isFinal, refusalOf, stay, takenOver, type EventOf, type PhaseTable, type StateOf, type Step } from './step.ts';

type Ringing = StateOf<'ringing'>;

export const RINGING: PhaseTable<'ringing'> = {
  moves: {
    'call-read': callRead,
    'offer-landed': (state, { round }) => exchanging(served(state), offerLanded(state.exchange, round)),
    'offer-failed': offerFailedWaiting,
    'hang-up': () => end('you-hung-up', 'hung-up'),
    'lease-ended': () => end('expired'),
    'taken-over': takenOver,
    // The addresses in the standing offer are of the old network.
    'network-changed': (state) => {
      const [exchange, effects] = requestOffer({ ...state.exchange, isOnline: true }, KEEPING_SEAT, true);
      return stay({ ...state, exchange }, [{ type: 'refresh' }, ...effects]);
    },
    // A visitor reads in the lobby who is calling. One on its way out is looked at when it stands.
    renamed: (state) => {
      const { offerInFlight, unsent } = state.exchange;
      return offerInFlight || unsent ? stay(state) : exchanging(state, requestOffer(state.exchange, KEEPING_SEAT));
    },
    'network-lost': (state) => stay({ ...state, exchange: { ...state.exchange, isOnline: false } }),
    'attempt-failed': (state) => exchanging(state, requestOffer(state.exchange, KEEPING_SEAT)),
    timer: (state, { name }) => {
      if (name === 'refused' && state.refusal) return end(state.refusal);
      return name === 'resend' && state.exchange.unsent ? exchanging(state, requestOffer(state.exchange, state.exchange.unsent)) : stay(state);
    },
    broke: (_, { reason }) => end(reason, 'failed'),
  },
  ignored: {
    'begun already': ['start', 'open', 'looked-up'],
    'the callee’s': ['join', 'decline', 'offer-ready', 'offer-unusable', 'answer-landed', 'answer-failed', 'round-request-failed'],
    'the seat is free': ['let-in'],
    'of the peer connection that was replaced when the seat was freed': [
      'answer-refused', 'peer-connected', 'peer-interrupted', 'peer-failed', 'peer-silent', 'peer-heard', 'channel-lost', 'said-hang-up', 'said-goodbye', 'round-announced',
    ],
  },
};

/** Refused for now: it is tried again, as where the store is out of reach, and told if that goes on. */
function offerFailedWaiting(state: Ringing, { round, problem }: EventOf<'offer-failed'>): Step {
  const refusal = problem.kind === 'lost' ? refusalOf(problem.failure) : undefined;
  const ending = refusal ? undefined : endingProblem(problem);
  return ending ?? exchanging(refusal ? { ...state, refusal } : state, offerFailed(state.exchange, round, problem));
}

/** The store has served this side since it turned it away. */
function served(state: Ringing): Ringing {
  if (!state.refusal) return state;
  const { refusal: _, ...rest } = state;
  return rest;
}

function callRead(before: Ringing, { documentState }: EventOf<'call-read'>): Step {
  const refusal = documentState.kind === 'lost' ? refusalOf(documentState.failure) : undefined;
  if (refusal) return stay({ ...before, refusal });
  const state = documentState.kind === 'lost' ? before : served(before);
  switch (documentState.kind) {
    case 'ended': return endedByOther('caller', documentState);
    case 'expired': return end('expired');
    case 'missing': return end('over');
    case 'unreadable': return end(documentState.failure);
    case 'lost': return isFinal(documentState.failure) ? end(reasonFor(documentState.failure)) : stay(state);
    case 'standing': break;
  }
  if (isOfferedElsewhere(state.exchange, documentState)) return end('open-elsewhere');
  const hasLandedLate = documentState.isOwnOffer && !state.exchange.offerInFlight && documentState.offerRound > state.exchange.round;
  const exchange = hasLandedLate ? { ...state.exchange, round: documentState.offerRound } : state.exchange;
  // Until the offer that frees the seat stands, the document still names the callee that was let go.
  if (documentState.seat === 'free' || exchange.offerInFlight?.freesSeat || exchange.unsent?.freesSeat) return stay({ ...state, exchange });
  const claimed = { phase: 'connecting', role: 'caller', exchange, firstRound: exchange.round } as const;
  return exchanging(claimed, answerSeen(exchange, documentState.answerRound));
}
