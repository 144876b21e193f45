/** Media flows. What the database says is not authenticated and ends nothing here. */
import { demandNext, forgetOffer } from '../exchange.ts';
import { exchangeMoves, followExchange, isAskedFresh, isOfferedElsewhere, reconnect } from './live.ts';
import { end, exchanging, stay, type EventOf, type PhaseTable, type StateOf, type Step } from './step.ts';

type Connected = StateOf<'connected'>;

export const CONNECTED: PhaseTable<'connected'> = {
  moves: {
    ...exchangeMoves,
    'peer-connected': restored,
    'peer-heard': restored,
    'peer-interrupted': (state) => (state.exchange.endedHint ? end('other-hung-up') : stay({ ...state, isInterrupted: true })),
    'peer-failed': (state) => (state.exchange.endedHint ? end('other-hung-up') : reconnect(state, 'interrupted', 'fresh')),
    'peer-silent': (state) => (state.exchange.endedHint ? end('other-hung-up') : reconnect(state, 'interrupted', 'restart')),
    'said-goodbye': (state) => reconnect(state, 'left', 'nothing'),
    'call-read': callRead,
    // Trying again could only disturb what flows; the next reason to offer offers again.
    'offer-failed': (state, { round }) => stay({ ...state, exchange: forgetOffer(state.exchange, round) }),
    'offer-ready': (state, { round, isRebuilt }) => {
      if (round !== state.exchange.round) return stay(state);
      const answer = [{ type: 'publish-answer', round, claims: false }] as const;
      return isRebuilt
        ? { state: { phase: 'reconnecting', role: state.role, exchange: state.exchange, since: state.since, trouble: 'resuming', tries: 0 }, effects: answer }
        : stay(state, answer);
    },
    'offer-unusable': (state, { round }) =>
      round === state.exchange.round ? exchanging(state, demandNext('callee', state.exchange, true)) : stay(state),
    // Sooner than any detection of the browser's own: the addresses have changed.
    'network-changed': (state) => exchanging(online(state, true), demandNext(state.role, online(state, true).exchange, false)),
    'network-lost': (state) => stay(online(state, false)),
    timer: (state, { name }) => {
      if (name === 'grace' && state.isInterrupted) return reconnect(state, 'interrupted', 'restart');
      return stay(state);
    },
    broke: (_, { reason }) => end(reason, 'failed'),
  },
  ignored: {
    'nobody is sent away in the middle of a word': ['let-in'],
    'begun already': ['start', 'open', 'looked-up', 'join', 'decline'],
    'media is the better proof': ['answer-landed', 'answer-failed', 'answer-refused'],
    'a call that flows outlives its lease': ['lease-ended'],
  },
};

/** Heard at every message: nothing changes where nothing was wrong. */
function restored(state: Connected): Step {
  return stay(state.isInterrupted ? { ...state, isInterrupted: false } : state);
}

function online(state: Connected, isOnline: boolean): Connected {
  return { ...state, exchange: { ...state.exchange, isOnline } };
}

function callRead(state: Connected, { reading }: EventOf<'call-read'>): Step {
  if (reading.kind === 'ended') return stay({ ...state, exchange: { ...state.exchange, endedHint: true } });
  if (reading.kind !== 'standing') return stay(state);
  // Another page of the caller's, or a database that means ill: either way the two here go on talking.
  if (state.role === 'caller' && isOfferedElsewhere(state.exchange, reading)) return stay(state);
  const isFresh = state.role === 'caller' && isAskedFresh(state.exchange, reading);
  const [exchange, effects] = followExchange(state.role, state.exchange, reading);
  // The other page is a new one: what still seems connected is a ghost.
  if (isFresh) return { state: { phase: 'reconnecting', role: state.role, exchange, since: state.since, trouble: 'resuming', tries: 0 }, effects };
  return stay({ ...state, exchange }, effects);
}
