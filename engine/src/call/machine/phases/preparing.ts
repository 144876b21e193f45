/** idle and preparing: a call is started, or the one that a link names is looked up. */
import { NO_EXCHANGE, offerLanded, offerSeen } from '../exchange.ts';
import type { Standing } from '../events.ts';
import { reasonFor } from '../reasons.ts';
import type { Exchange } from '../state.ts';
import { comeBack, resume } from './returning.ts';
import { end, endingProblem, isFinal, stay, takenOver, type EventOf, type PhaseTable, type StateOf, type Step } from './step.ts';

export const IDLE: PhaseTable<'idle'> = {
  moves: {
    start: () => begin(NO_EXCHANGE),
    open: (_, { resumes = false }) => ({ state: { phase: 'preparing', role: 'callee', resumes, isJoining: false, exchange: NO_EXCHANGE }, effects: [{ type: 'observe' }] }),
    broke: (_, { reason }) => end(reason),
  },
  ignored: {
    'nothing has begun': [
      'taken-over', 'join', 'decline', 'hang-up', 'let-in', 'renamed', 'looked-up', 'call-read', 'lease-ended', 'offer-landed', 'offer-failed', 'answer-refused',
      'offer-ready', 'offer-unusable', 'answer-landed', 'answer-failed', 'round-request-failed', 'peer-connected', 'peer-interrupted',
      'peer-failed', 'attempt-failed', 'peer-silent', 'peer-heard', 'channel-lost', 'said-hang-up', 'said-goodbye', 'round-announced', 'timer', 'network-lost', 'network-changed',
    ],
  },
};

type Preparing = StateOf<'preparing'>;

function begin(exchange: Exchange): Step {
  return {
    state: { phase: 'preparing', role: 'caller', resumes: false, isJoining: false, exchange: { ...exchange, offerInFlight: { round: 1, freesSeat: false } } },
    effects: [{ type: 'make-offer', round: 1, freesSeat: false, opens: true }],
  };
}

export const PREPARING: PhaseTable<'preparing'> = {
  moves: {
    'looked-up': lookedUp,
    // Join may be pressed before the call has been looked up.
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
    'taken-over': takenOver,
    // The offer may be on its way: a person who opens the link is told.
    broke: (state, { reason }) => end(reason, state.role === 'caller' ? 'failed' : undefined),
  },
  ignored: {
    'begun already': ['start', 'open'],
    'the first look decides (looked-up)': ['call-read'],
    'not in the lobby yet': ['decline', 'let-in'],
    'no offer stands yet: the first one is looked at when it does': ['renamed'],
    'no exchange with another side yet': [
      'answer-refused', 'offer-ready', 'offer-unusable', 'answer-landed', 'answer-failed', 'round-request-failed', 'peer-connected',
      'peer-interrupted', 'peer-failed', 'attempt-failed', 'peer-silent', 'peer-heard', 'channel-lost', 'said-hang-up', 'said-goodbye', 'round-announced',
    ],
  },
};

function online(state: Preparing, isOnline: boolean): Step {
  return stay({ ...state, exchange: { ...state.exchange, isOnline } });
}

/** The first look at the document of a link: which role is mine, and where does the call stand? */
function lookedUp(state: Preparing, { documentState, mine, hasStood = false, isHeldElsewhere = false }: EventOf<'looked-up'>): Step {
  // A call that is being made is not looked up.
  if (state.role === 'caller') return stay(state);
  switch (documentState.kind) {
    // A page that had a role in it knows that it was there.
    case 'missing':
      // Reloaded before its first commit: the same call, at the same link, begins again.
      if (mine === 'caller' && !hasStood) return begin(state.exchange);
      return end(mine ? 'over' : 'not-found');
    case 'ended': return end('over');
    case 'expired': return end('expired');
    case 'unreadable': return end(documentState.failure);
    case 'lost': return isFinal(documentState.failure) || documentState.failure === 'quota-exhausted' ? end(reasonFor(documentState.failure)) : stay(state);
    case 'standing':
      if (!mine) return visit(state, documentState, isHeldElsewhere);
      // A Join that was pressed before the call was known counts as Rejoin.
      return state.resumes || state.isJoining ? resume(state.exchange, documentState, mine) : comeBack(state.exchange, documentState, mine);
  }
}

function visit({ exchange: before, isJoining }: Preparing, documentState: Standing, isHeldElsewhere: boolean): Step {
  if (documentState.seat !== 'free') return end(isHeldElsewhere ? 'open-elsewhere' : 'full');
  const [exchange, effects] = offerSeen(before, documentState.offerRound);
  return {
    state: { phase: 'answering', role: 'callee', exchange, isReady: false, isJoining, isCallerAway: documentState.isOtherAway, ...(isHeldElsewhere && { isOwnLink: true }) },
    effects,
  };
}
