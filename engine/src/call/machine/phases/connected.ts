/**
 * Media flows. What the database says is not authenticated and ends nothing here, and a new connection that is being
 * built disturbs nothing: it takes over once it is connected.
 */
import type { Standing } from '../events.ts';
import { forgetOffer, withoutAttempt } from '../exchange.ts';
import { exchangeMoves, followExchange, isOfferedElsewhere, rebuild, reconnect } from './live.ts';
import { end, stay, type EventOf, type PhaseTable, type StateOf, type Step } from './step.ts';

type Connected = StateOf<'connected'>;

export const CONNECTED: PhaseTable<'connected'> = {
  moves: {
    ...exchangeMoves,
    'peer-connected': ({ isChannelLost: _, ...state }) => restored({ ...state, exchange: withoutAttempt(state.exchange) }),
    'peer-heard': restored,
    'attempt-failed': (state) => stay({ ...state, exchange: withoutAttempt(state.exchange) }),
    'peer-interrupted': (state) => (state.exchange.hint === 'none' ? stay({ ...state, isInterrupted: true }) : unheard(state)),
    'peer-failed': unheard,
    'peer-silent': unheard,
    'channel-lost': channelLost,
    'said-goodbye': (state) => reconnect(state, 'left', 'wait'),
    'round-announced': roundAnnounced,
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
    'the other person is not sent away in the middle of a word': ['let-in'],
    'begun already': ['start', 'open', 'looked-up', 'join', 'decline'],
    'the channel tells it': ['renamed'],
    'media is the better proof': ['answer-landed', 'answer-failed', 'answer-refused'],
    'a call that flows outlives its lease': ['lease-ended'],
  },
};

/** What the document has said of the other side is believed now: that it has gone, or why the call is over, once it is looked at again. */
function unheard(state: Connected): Step {
  const { hint } = state.exchange;
  const believing = { ...state, exchange: { ...state.exchange, hint: 'none' } } as const;
  return reconnect(believing, hint === 'away' ? 'left' : 'interrupted', hint === 'none' ? 'rebuild' : 'wait');
}

/**
 * Media go on, and a channel, or all of them, carries nothing any more: another connection is built beside this one, which
 * the other side may have begun already. While the control channel lives, its round is announced as any other.
 */
function channelLost({ exchange, ...state }: Connected, { isControl, isAgain }: EventOf<'channel-lost'>): Step {
  const [requested, effects] = rebuild(state.role, isAgain ? { ...exchange, isAttempting: false, requestedRound: 0 } : exchange);
  const lost = isControl ? ({ isInterrupted: false, isChannelLost: true } as const) : {};
  return stay({ ...state, exchange: requested, ...lost }, [...effects, { type: 'look-again' }]);
}

/** Heard at every message: nothing changes where nothing was wrong. */
function restored(state: Connected): Step {
  return stay(state.isInterrupted ? { ...state, isInterrupted: false } : state);
}

/**
 * The other side builds another connection, which it does when it hears nothing: our way out may be another one now,
 * though the old one still brings its messages. This page's connections to the store are dead then, without an event.
 */
function roundAnnounced(state: Connected, { round }: EventOf<'round-announced'>): Step {
  const { exchange } = state;
  // It is announced twice, and by this side for its own rounds: refreshed once a round.
  const isNewRound = round === exchange.round + 1 && ![exchange.announcedRound, exchange.requestedRound, exchange.offerInFlight?.round].includes(round);
  return stay({ ...state, exchange: { ...exchange, announcedRound: round } }, [...(isNewRound ? [{ type: 'refresh' } as const] : []), { type: 'look-again' }]);
}

function online(state: Connected, isOnline: boolean): Connected {
  return { ...state, exchange: { ...state.exchange, isOnline } };
}

function callRead(state: Connected, { documentState }: EventOf<'call-read'>): Step {
  if (documentState.kind === 'ended') return stay({ ...state, exchange: { ...state.exchange, hint: 'ended' } });
  if (documentState.kind !== 'standing') return stay(state);
  // Another page of the caller's, or a database that means ill: either way the two here go on talking.
  if (state.role === 'caller' && isOfferedElsewhere(state.exchange, documentState)) return stay(state);
  const told = onlyTold(state, documentState);
  const hint = documentState.isOtherAway ? 'away' : 'none';
  const [exchange, effects] = followExchange(state.role, { ...state.exchange, hint }, told);
  const round = state.role === 'caller' ? documentState.wanted : documentState.offerRound;
  const isUntold = told !== documentState && round > state.exchange.round;
  // The other side may have come back on another page, while the one that it had has left no sign.
  return stay({ ...state, exchange }, documentState.isOtherAway || isUntold ? [...effects, { type: 'probe' }] : effects);
}

/**
 * An attacker who can write to the database could make two people who talk move to another connection. So a round counts
 * if it was announced on the current connection, if this side has requested it, or if it can't be announced.
 */
function onlyTold({ role, exchange: { announcedRound, requestedRound }, isChannelLost }: Connected, documentState: Standing): Standing {
  if (isChannelLost) return documentState;
  if (role === 'caller') return documentState.wanted === announcedRound ? documentState : { ...documentState, wanted: 0 };
  return [announcedRound, requestedRound].includes(documentState.offerRound) ? documentState : { ...documentState, offerRound: 0 };
}
