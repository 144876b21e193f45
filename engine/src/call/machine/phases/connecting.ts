/** The answer stands; the two browsers look for a path. */
import { nextRound, requestOffer, KEEPING_SEAT, withoutAttempt } from '../exchange.ts';
import {
  endedByDocument, exchangeMoves, followExchange, reconnect, writeFailed,
} from './live.ts';
import { end, exchanging, stay, type EventOf, type PhaseTable, type StateOf, type Step } from './step.ts';

type Connecting = StateOf<'connecting'>;

export const CONNECTING: PhaseTable<'connecting'> = {
  moves: {
    ...exchangeMoves,
    'peer-connected': ({ role, exchange: { unsent: _, ...exchange } }, { at }) =>
      stay({ phase: 'connected', role, exchange: withoutAttempt(exchange), since: at, isInterrupted: false }),
    'attempt-failed': (state) => exchanging(state, nextRound(state.role, withoutAttempt(state.exchange))),
    'call-read': callRead,
    'offer-failed': (state, { round, problem }) => writeFailed(state, round, problem),
    'answer-failed': (state, { round, problem }) => writeFailed(state, round, problem),
    // The answer was not made with this link's secret: not by the person that the link was given to. The seat is freed
    // with the next offer, at the pace of a resend: an attacker that only knows the id could make rounds without end otherwise.
    'answer-refused': (state, { round }) => {
      if (round !== state.exchange.round) return stay(state);
      return stay({ phase: 'ringing', role: 'caller', exchange: { ...state.exchange, unsent: { freesSeat: true } } });
    },
    'offer-ready': (state, { round }) =>
      stay(state, round === state.exchange.round ? [{ type: 'publish-answer', round, claims: false }] : []),
    'said-goodbye': (state) => reconnect(state, 'left', 'wait'),
    'network-changed': (state) => {
      const [exchange, effects] = nextRound(state.role, { ...state.exchange, isOnline: true }, true);
      return stay({ ...state, exchange }, [{ type: 'refresh' }, ...effects]);
    },
    'network-lost': (state) => stay({ ...state, exchange: { ...state.exchange, isOnline: false } }),
    'lease-ended': () => end('expired'),
    timer: timedOut,
    broke: (_, { reason }) => end(reason, 'failed'),
  },
  ignored: {
    'the other side is on its way': ['let-in'],
    'begun already': ['start', 'open', 'looked-up', 'join', 'decline'],
    'the channel tells it, once it is open': ['renamed'],
    'waited for by the connection': ['answer-landed'],
    'the document is followed in any case': ['round-announced'],
    'no path to lose yet': ['peer-interrupted', 'peer-failed', 'peer-silent', 'peer-heard', 'channel-lost'],
  },
};

function callRead(state: Connecting, { documentState }: EventOf<'call-read'>): Step {
  const ended = endedByDocument(state, documentState);
  if (ended || documentState.kind !== 'standing') return ended ?? stay(state);
  const [exchange, effects] = followExchange(state.role, state.exchange, documentState);
  // A side that went and has come back since requests the next round: that one is under way then.
  const isAway = documentState.isOtherAway && documentState.offerRound === state.exchange.round && !exchange.offerInFlight;
  return isAway ? reconnect(state, 'left', 'wait') : stay({ ...state, exchange }, effects);
}

function timedOut(state: Connecting, { name }: EventOf<'timer'>): Step {
  switch (name) {
    case 'stale-answer': return exchanging(state, nextRound(state.role, state.exchange));
    // The round that was asked for may stand, and the connection that would tell so be dead without knowing.
    case 'retry': return stay(state, [{ type: 'refresh' }]);
    case 'resend': return exchanging(state, requestOffer(state.exchange, state.exchange.unsent ?? KEEPING_SEAT));
    // A caller that has made no round since the answer has not seen it: asleep or away, and told apart from "no path".
    case 'connect': return state.role === 'callee' && state.exchange.round === state.firstRound
      ? reconnect({ ...state, exchange: withoutAttempt(state.exchange) }, 'silent', 'rebuild')
      : end('unreachable', 'failed');
    default: return stay(state);
  }
}
