/**
 * Media flows. What the database says is not authenticated and ends nothing here, and a new connection that is being
 * built disturbs nothing: it takes over once it is connected.
 */
import { forgetOffer, withoutAttempt } from '../exchange.ts';
import { exchangeMoves, followExchange, isOfferedElsewhere, reconnect } from './live.ts';
import { end, exchanging, stay, type EventOf, type PhaseTable, type StateOf, type Step } from './step.ts';

type Connected = StateOf<'connected'>;

export const CONNECTED: PhaseTable<'connected'> = {
  moves: {
    ...exchangeMoves,
    'peer-connected': (state) => restored({ ...state, exchange: withoutAttempt(state.exchange) }),
    'peer-heard': restored,
    'attempt-failed': (state) => stay({ ...state, exchange: withoutAttempt(state.exchange) }),
    'peer-interrupted': (state) => (state.exchange.endedHint ? unheard(state) : stay({ ...state, isInterrupted: true })),
    'peer-failed': unheard,
    'peer-silent': unheard,
    'said-goodbye': (state) => reconnect(state, 'left', 'wait'),
    'said-renewing': saidRenewing,
    'call-read': callRead,
    // Trying again could only disturb what flows; the next reason to offer offers again.
    'offer-failed': (state, { round }) => stay({ ...state, exchange: forgetOffer(state.exchange, round) }),
    'offer-ready': (state, { round }) =>
      stay(state, round === state.exchange.round ? [{ type: 'publish-answer', round, claims: false }] : []),
    // Sooner than any detection of the browser's own: the addresses may have changed.
    'network-changed': (state) => stay(online(state, true), [{ type: 'refresh' }, { type: 'recheck' }]),
    'network-lost': (state) => stay(online(state, false)),
    timer: (state, { name }) => {
      if (name === 'grace' && state.isInterrupted) return reconnect(state, 'interrupted', 'rebuild');
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

/** Where the document has said that the call is over, it is believed now: it is looked at again, and says why. */
function unheard(state: Connected): Step {
  return reconnect(state, 'interrupted', state.exchange.endedHint ? 'wait' : 'rebuild');
}

/** Heard at every message: nothing changes where nothing was wrong. */
function restored(state: Connected): Step {
  return stay(state.isInterrupted ? { ...state, isInterrupted: false } : state);
}

/**
 * The other side builds another connection, which it does when it hears nothing: our way out may be another one now,
 * though the old one still brings us what is said. What we have open to the store is dead then, and doesn't know.
 */
function saidRenewing(state: Connected, { round }: EventOf<'said-renewing'>): Step {
  const { exchange } = state;
  // It is said twice, and by ourselves for what we ask or build: renewed once a round.
  const isNews = round === exchange.round + 1 && ![exchange.announced, exchange.asked, exchange.making?.round].includes(round);
  return stay({ ...state, exchange: { ...exchange, announced: round } }, [...(isNews ? [{ type: 'refresh' } as const] : []), { type: 'look-again' }]);
}

function online(state: Connected, isOnline: boolean): Connected {
  return { ...state, exchange: { ...state.exchange, isOnline } };
}

function callRead(state: Connected, { reading }: EventOf<'call-read'>): Step {
  if (reading.kind === 'ended') return stay({ ...state, exchange: { ...state.exchange, endedHint: true } });
  if (reading.kind !== 'standing') return stay(state);
  // Another page of the caller's, or a database that means ill: either way the two here go on talking.
  if (state.role === 'caller' && isOfferedElsewhere(state.exchange, reading)) return stay(state);
  // Whoever can write to the database could make two who are talking move to another connection: it takes the word of
  // the one that stands, or one's own request.
  const { announced, asked } = state.exchange;
  if (state.role === 'callee' && reading.offerRound !== announced && reading.offerRound !== asked) return stay(state);
  const believed = reading.wanted === announced ? reading : { ...reading, wanted: 0 };
  return exchanging(state, followExchange(state.role, state.exchange, believed));
}
