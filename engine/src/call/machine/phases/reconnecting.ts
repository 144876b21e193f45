/** Media does not flow, or no more; both sides work on it, and know what they wait for (`trouble`). */
import { nextRound, requestOffer, withoutAttempt } from '../exchange.ts';
import { reasonFor, type EndedReason } from '../reasons.ts';
import { endedByDocument, exchangeMoves, followExchange, rebuild, writeFailed } from './live.ts';
import { end, exchanging, stay, type EventOf, type PhaseTable, type StateOf, type Step } from './step.ts';

type Reconnecting = StateOf<'reconnecting'>;

export const RECONNECTING: PhaseTable<'reconnecting'> = {
  moves: {
    ...exchangeMoves,
    'peer-connected': (state, { at }) => back(state, at),
    // The old path carries again, or a goodbye that was none (a page that came back from the cache).
    'peer-heard': (state, { at }) => (state.trouble === 'interrupted' || isWaitedFor(state) ? back(state, at) : stay(state)),
    // Packets come, so that the other side has not left: the current connection goes on until it is replaced.
    // That of one besides the control channel says nothing of a side that has left.
    'channel-lost': (state, { at, isControl }) => {
      if (!isControl) return stay(state);
      if (state.trouble !== 'interrupted' && !isWaitedFor(state)) return stay(state);
      const [exchange, effects] = rebuild(state.role, state.exchange);
      return stay({ ...connectedAgain(state, at), exchange, isChannelLost: true }, [...effects, { type: 'look-again' }]);
    },
    'peer-failed': (state) =>
      // A side that has left is waited for: it can't take a round up.
      isWaitedFor(state) ? stay(state) : exchanging(state, rebuild(state.role, state.exchange)),
    'attempt-failed': (state) => {
      const failed = { ...state, exchange: withoutAttempt(state.exchange) };
      return isWaitedFor(state) ? stay(failed) : exchanging(failed, rebuild(state.role, failed.exchange));
    },
    'said-goodbye': (state) => stay(isWaitedFor(state) ? state : { ...state, trouble: 'left', tries: 0 }),
    'let-in': (state) => {
      if (state.role !== 'caller') return stay(state);
      const [exchange, effects] = requestOffer(state.exchange, { freesSeat: true });
      return { state: { phase: 'ringing', role: 'caller', exchange }, effects };
    },
    'call-read': callRead,
    'offer-failed': (state, { round, problem }) => writeFailed(state, round, problem),
    'answer-failed': (state, { round, problem }) => writeFailed(state, round, problem),
    'offer-ready': (state, { round }) =>
      round === state.exchange.round
        ? stay({ ...state, trouble: comingBack(state) }, [{ type: 'publish-answer', round, claims: false }])
        : stay(state),
    'network-changed': (state) => {
      const online = { ...state, exchange: { ...state.exchange, isOnline: true } };
      if (isWaitedFor(state)) return stay(online, [{ type: 'refresh' }]);
      const [exchange, effects] = nextRound(state.role, online.exchange, true);
      return stay({ ...online, exchange }, [{ type: 'refresh' }, ...effects]);
    },
    'network-lost': (state) => stay({ ...state, exchange: { ...state.exchange, isOnline: false } }),
    'lease-ended': () => end('expired'),
    timer: timedOut,
    broke: (_, { reason }) => end(reason, 'failed'),
  },
  ignored: {
    'begun already': ['start', 'open', 'looked-up', 'join', 'decline'],
    'the next round has it, and the channel': ['renamed'],
    'waited for by the connection': ['answer-landed'],
    // The seat is a known party's; a spoilt answer of theirs is followed by a better round.
    'the retry repairs it': ['answer-refused'],
    'known already': ['peer-interrupted', 'peer-silent'],
    'the document is followed in any case': ['round-announced'],
  },
};

function back(state: Reconnecting, at: number): Step {
  return stay(connectedAgain(state, at));
}

function connectedAgain({ role, exchange: { unsent: _, ...exchange }, since }: Reconnecting, at: number): StateOf<'connected'> {
  return { phase: 'connected', role, exchange: withoutAttempt(exchange), since: since ?? at, isInterrupted: false };
}

/** The other side has left, and may come back: it can't take a round up. */
function isWaitedFor({ trouble }: Reconnecting): boolean {
  return trouble === 'left' || trouble === 'returning';
}

/** A new round from the other side shows that it is there again. */
function comingBack(state: Reconnecting): Reconnecting['trouble'] {
  return state.trouble === 'interrupted' ? 'interrupted' : 'resuming';
}

function callRead(state: Reconnecting, { documentState }: EventOf<'call-read'>): Step {
  const ended = endedByDocument(state, documentState);
  if (documentState.kind === 'lost' && ended?.state === state) return stay({ ...state, storeFailure: documentState.failure });
  if (ended || documentState.kind !== 'standing') return ended ?? stay(state);
  const [exchange, effects] = followExchange(state.role, state.exchange, documentState);
  const hasChanged = effects.length > 0 || exchange !== state.exchange;
  const isAway = documentState.isOtherAway && documentState.offerRound === state.exchange.round && !state.exchange.offerInFlight;
  const gone = documentState.isOtherReturning ? 'returning' : 'left';
  const trouble = hasChanged ? comingBack(state) : isAway ? gone : state.trouble;
  const { storeFailure: _, ...known } = state;
  const tries = trouble === 'left' && !isWaitedFor(state) ? 0 : state.tries;
  return stay({ ...known, exchange, trouble, tries, ...(effects.length > 0 && { hasReacted: true }) }, effects);
}

function timedOut(state: Reconnecting, { name }: EventOf<'timer'>): Step {
  switch (name) {
    case 'retry': {
      if (isWaitedFor(state)) return stay({ ...state, tries: state.tries + 1 }, [{ type: 'refresh' }, { type: 'read' }]);
      // Asked anew even for a round that was asked for before: the request, or what answered it, may have been lost.
      const exchange = { ...state.exchange, isAttempting: false, requestedRound: 0 };
      return exchanging({ ...state, tries: state.tries + 1 }, rebuild(state.role, exchange));
    }
    case 'resend': return state.exchange.unsent ? exchanging(state, requestOffer(state.exchange, state.exchange.unsent)) : stay(state);
    case 'leave': return end('other-left', 'left');
    case 'give-up':
      // A callee that comes back to a silent caller waits for it; two that had a call, or a caller, give up.
      if (state.trouble === 'resuming' && state.role === 'callee') return stay({ ...state, trouble: 'silent' });
      return end(whyGivenUp(state), 'left');
    default: return stay(state);
  }
}

/** What is known: nothing, since the store is out of reach, too; that the other side is there; or that it is not. */
function whyGivenUp({ storeFailure, hasReacted = false }: Reconnecting): EndedReason {
  if (storeFailure) return reasonFor(storeFailure);
  return hasReacted ? 'unreachable' : 'other-left';
}
