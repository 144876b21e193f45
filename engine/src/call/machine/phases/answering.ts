/** The lobby: everything is made ready before the click, and nothing of the callee leaves before it. */
import { offerSeen, withoutAttempt } from '../exchange.ts';
import { reasonFor } from '../reasons.ts';
import { end, endedByOther, endingProblem, isFinal, refusalOf, stay, takenOver, type EventOf, type PhaseTable, type StateOf, type Step } from './step.ts';

type Answering = StateOf<'answering'>;

export const ANSWERING: PhaseTable<'answering'> = {
  moves: {
    'call-read': callRead,
    'offer-ready': (state, { round }) => {
      if (round !== state.exchange.round) return stay(state);
      const step = answerWhenAsked({ ...state, isReady: true });
      return step.effects.length > 0 ? step : stay(step.state, [{ type: 'warm' }]);
    },
    'offer-unusable': (state, { round, why }) => {
      if (round !== state.exchange.round) return stay(state);
      // An offer to another callee's page, whose seat is free again: the next round's offer is addressed to no one instance.
      return why === 'not-for-me' ? stay(state) : end(why);
    },
    join: (state) => answerWhenAsked(withoutProblem({ ...state, isJoining: true })),
    decline: () => ({ state: { phase: 'ended', reason: 'you-declined' }, effects: [{ type: 'decline' }, { type: 'tear-down' }] }),
    'hang-up': () => end('you-hung-up'),
    'answer-landed': (state, { round }) => ({
      state: { phase: 'connecting', role: 'callee', exchange: state.exchange, firstRound: round }, effects: [],
    }),
    // The caller took the answer up before the commit's reply came back: media is the better proof that it landed.
    'peer-connected': (state, { at }) => ({
      state: { phase: 'connected', role: 'callee', exchange: withoutAttempt(state.exchange), since: at, isInterrupted: false }, effects: [],
    }),
    'answer-failed': answerFailed,
    'lease-ended': () => end('expired'),
    'taken-over': takenOver,
    'network-lost': (state) => stay({ ...state, exchange: { ...state.exchange, isOnline: false } }),
    // A new offer is to be heard at once; the addresses of the answer are the next round's matter.
    'network-changed': (state) => stay({ ...state, exchange: { ...state.exchange, isOnline: true } }, [{ type: 'refresh' }]),
    timer: (state, { name }) => (name === 'refused' && state.refusal ? end(state.refusal) : stay(state)),
    broke: (_, { reason }) => end(reason),
  },
  ignored: {
    'begun already': ['start', 'open', 'looked-up'],
    'the caller’s': ['let-in', 'renamed', 'offer-landed', 'offer-failed', 'answer-refused'],
    'nothing is asked for before the claim': ['round-request-failed'],
    'nothing connects before the click, nor fails for want of it': ['peer-interrupted', 'peer-failed', 'attempt-failed', 'peer-silent', 'peer-heard', 'channel-lost', 'said-hang-up', 'said-goodbye', 'round-announced'],
  },
};

/** `publish-answer` once: when the click has been made, the answer is ready, and the caller is there to take it. */
function answerWhenAsked(state: Answering): Step {
  const isTime = state.isJoining && state.isReady && !state.isCallerAway;
  return stay(state, isTime ? [{ type: 'publish-answer', round: state.exchange.round, claims: true }] : []);
}

function withoutProblem({ problem: _, ...state }: Answering): Answering {
  return state;
}

/** The store has served this side since it turned it away. */
function served(state: Answering): Answering {
  if (!state.refusal) return state;
  const { refusal: _, ...rest } = state;
  return rest;
}

function callRead(before: Answering, { documentState }: EventOf<'call-read'>): Step {
  const refusal = documentState.kind === 'lost' ? refusalOf(documentState.failure) : undefined;
  if (refusal) return stay({ ...before, refusal });
  const state = documentState.kind === 'lost' ? before : served(before);
  switch (documentState.kind) {
    // This page has no seat yet: another holder of the link had it, or has declined.
    case 'ended': return documentState.by === 'callee' ? end('over') : endedByOther('callee', documentState);
    case 'expired': return end('expired');
    case 'missing': return end('over');
    case 'unreadable': return end(documentState.failure);
    case 'lost': return isFinal(documentState.failure) ? end(reasonFor(documentState.failure)) : stay(state);
    case 'standing': break;
  }
  // The browser's own link, opened beside the page that waits: the other side is in the call with that page.
  if (documentState.seat === 'elsewhere' || (documentState.seat === 'taken' && state.isOwnLink)) return end('open-elsewhere');
  if (documentState.seat === 'taken') return end('full');
  // 'mine' is this page's own claim, seen before the commit's reply.
  const [exchange, effects] = offerSeen(state.exchange, documentState.offerRound);
  if (effects.length > 0) return stay({ ...state, exchange, isReady: false, isCallerAway: documentState.isOtherAway }, effects);
  if (documentState.isOtherAway === state.isCallerAway) return stay(state);
  return answerWhenAsked({ ...state, isCallerAway: documentState.isOtherAway });
}

function answerFailed(state: Answering, { round, problem }: EventOf<'answer-failed'>): Step {
  const ending = endingProblem(problem);
  if (ending) return ending;
  if (problem.kind === 'superseded') {
    // The claim crossed a new offer: it is redone at that round, and the person is not told "full".
    const [exchange, effects] = offerSeen(state.exchange, problem.round);
    return stay({ ...state, exchange, isReady: state.isReady && effects.length === 0 }, effects);
  }
  if (round !== state.exchange.round) return stay(state);
  return stay({ ...state, isJoining: false, ...(problem.kind === 'lost' && { problem: problem.failure }) });
}
