/** idle and preparing: a call is started, or the one that a link names is looked up. */
import { demandOffer, demandRound, KEEPING_SEAT, NO_EXCHANGE, offerLanded, offerSeen } from '../exchange.ts';
import { reasonFor } from '../reasons.ts';
import type { Exchange } from '../state.ts';
import type { Reading } from '../events.ts';
import { end, endingProblem, isFinal, stay, type EventOf, type PhaseTable, type StateOf, type Step } from './step.ts';

export const IDLE: PhaseTable<'idle'> = {
  moves: {
    start: () => begin(NO_EXCHANGE),
    open: (_, { resumes = false }) => ({ state: { phase: 'preparing', role: 'callee', resumes, isJoining: false, exchange: NO_EXCHANGE }, effects: [{ type: 'observe' }] }),
    broke: (_, { reason }) => end(reason),
  },
  ignored: {
    'nothing has begun': [
      'join', 'decline', 'hang-up', 'let-in', 'looked-up', 'call-read', 'lease-ended', 'offer-landed', 'offer-failed', 'answer-refused',
      'offer-ready', 'offer-unusable', 'answer-landed', 'answer-failed', 'want-failed', 'peer-connected', 'peer-interrupted',
      'peer-failed', 'attempt-failed', 'peer-silent', 'peer-heard', 'said-hang-up', 'said-goodbye', 'said-renewing', 'timer', 'network-lost', 'network-changed',
    ],
  },
};

type Preparing = StateOf<'preparing'>;

function begin(exchange: Exchange): Step {
  return {
    state: { phase: 'preparing', role: 'caller', resumes: false, isJoining: false, exchange: { ...exchange, making: { round: 1, freesSeat: false } } },
    effects: [{ type: 'make-offer', round: 1, freesSeat: false, opens: true }],
  };
}

export const PREPARING: PhaseTable<'preparing'> = {
  moves: {
    'looked-up': lookedUp,
    // Whoever knows that they want to join need not wait for what there is to join.
    join: (state) => stay(state.role === 'callee' && !state.resumes ? { ...state, isJoining: true } : state),
    'offer-landed': (state, { round }) => {
      const [exchange, effects] = offerLanded(state.exchange, round);
      if (exchange.round !== round) return stay(state);
      return { state: { phase: 'ringing', role: 'caller', exchange }, effects: [{ type: 'observe' }, ...effects] };
    },
    // The first commit of a call: nothing stands yet that could be tried again, and the person has not shared anything.
    'offer-failed': (_, { problem }) => endingProblem(problem) ?? end(problem.kind === 'lost' ? reasonFor(problem.failure) : 'failed'),
    'hang-up': (state) => end('you-hung-up', state.role === 'caller' ? 'hung-up' : undefined),
    timer: (state, { name }) => (name === 'look-up' ? end(state.exchange.isOnline ? 'unavailable' : 'offline') : stay(state)),
    'network-lost': (state) => online(state, false),
    'network-changed': (state) => stay(online(state, true).state, [{ type: 'refresh' }]),
    'lease-ended': () => end('expired'),
    // The offer may be on its way: whoever opens the link is told.
    broke: (state, { reason }) => end(reason, state.role === 'caller' ? 'failed' : undefined),
  },
  ignored: {
    'begun already': ['start', 'open'],
    'the first look decides (looked-up)': ['call-read'],
    'not in the lobby yet': ['decline', 'let-in'],
    'no exchange with another side yet': [
      'answer-refused', 'offer-ready', 'offer-unusable', 'answer-landed', 'answer-failed', 'want-failed', 'peer-connected',
      'peer-interrupted', 'peer-failed', 'attempt-failed', 'peer-silent', 'peer-heard', 'said-hang-up', 'said-goodbye', 'said-renewing',
    ],
  },
};

function online(state: Preparing, isOnline: boolean): Step {
  return stay({ ...state, exchange: { ...state.exchange, isOnline } });
}

/** The first look at the document of a link: which role is mine, and where does the call stand? */
function lookedUp(state: Preparing, { reading, mine, hasStood = false }: EventOf<'looked-up'>): Step {
  // A call that is being made is not looked up.
  if (state.role === 'caller') return stay(state);
  switch (reading.kind) {
    // Whoever had a role in it knows that it was there.
    case 'missing':
      // Reloaded before its first commit: the same call, at the same link, begins again.
      if (mine === 'caller' && !hasStood) return begin(state.exchange);
      return end(mine ? 'over' : 'not-found');
    case 'ended': return end('over');
    case 'expired': return end('expired');
    case 'unreadable': return end(reading.failure);
    case 'lost': return isFinal(reading.failure) || reading.failure === 'quota-exhausted' ? end(reasonFor(reading.failure)) : stay(state);
    case 'standing': return mine ? resume(state.exchange, reading, mine) : visit(state, reading);
  }
}

function visit({ exchange: before, isJoining }: Preparing, reading: Extract<Reading, { kind: 'standing' }>): Step {
  if (reading.seat !== 'free') return end('full');
  const [exchange, effects] = offerSeen(before, reading.offerRound);
  return {
    state: { phase: 'answering', role: 'callee', exchange, isReady: false, isJoining, isCallerAway: reading.isOtherAway },
    effects,
  };
}

/** A page takes up its role again: the caller offers anew, the callee answers what nobody has answered, or asks anew. */
function resume(before: Exchange, reading: Extract<Reading, { kind: 'standing' }>, mine: 'caller' | 'callee'): Step {
  const standing = { ...before, round: reading.offerRound };
  if (mine === 'caller') {
    const [exchange, effects] = demandOffer(standing, KEEPING_SEAT);
    if (reading.seat === 'free') return { state: { phase: 'ringing', role: 'caller', exchange }, effects };
    return { state: { phase: 'reconnecting', role: 'caller', exchange, trouble: 'resuming', tries: 0 }, effects };
  }
  const isAnswered = reading.answerRound === reading.offerRound;
  const [exchange, effects] = isAnswered ? demandRound(standing) : offerSeen(before, reading.offerRound);
  return { state: { phase: 'reconnecting', role: 'callee', exchange, trouble: 'resuming', tries: 0 }, effects };
}
