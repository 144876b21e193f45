/**
 * Back, and not in the call yet: by the browser's buttons, in a new tab, after a crash. The lobby says so and has a
 * button; until it is pressed the devices are off, nothing is built, and the other side waits longer (`returning`).
 */
import type { Role } from '#protocol/identifiers.ts';
import { requestOffer, requestRound, KEEPING_SEAT, offerSeen } from '../exchange.ts';
import type { Standing } from '../events.ts';
import type { Exchange } from '../state.ts';
import { end, endedByOther, stay, takenOver, type EventOf, type PhaseTable, type StateOf, type Step } from './step.ts';

type Returning = StateOf<'returning'>;

export const RETURNING: PhaseTable<'returning'> = {
  moves: {
    'call-read': callRead,
    join: ({ exchange, documentState, role }) => resume(exchange, documentState, role),
    'hang-up': () => end('you-hung-up', 'hung-up'),
    'lease-ended': () => end('expired'),
    'taken-over': takenOver,
    'network-lost': (state) => stay({ ...state, exchange: { ...state.exchange, isOnline: false } }),
    'network-changed': (state) => stay({ ...state, exchange: { ...state.exchange, isOnline: true } }, [{ type: 'refresh' }]),
    broke: (_, { reason }) => end(reason, 'failed'),
  },
  ignored: {
    'begun already': ['start', 'open', 'looked-up'],
    'the seat is known': ['decline', 'let-in'],
    'nothing is built before the press': [
      'renamed', 'offer-landed', 'offer-failed', 'answer-refused', 'offer-ready', 'offer-unusable', 'answer-landed', 'answer-failed', 'round-request-failed',
      'peer-connected', 'peer-interrupted', 'peer-failed', 'attempt-failed', 'peer-silent', 'peer-heard', 'channel-lost', 'said-hang-up', 'said-goodbye', 'round-announced',
    ],
    'no timer runs: the other side has one': ['timer'],
  },
};

/** Without a press a page takes up its role again only where it was just reloaded. */
export function comeBack(exchange: Exchange, documentState: Standing, mine: Role): Step {
  return marked({ phase: 'returning', role: mine, exchange, documentState, marked: 0 });
}

/** A page takes up its role again: the caller offers anew, the callee answers an offer without an answer, or requests a round. */
export function resume(before: Exchange, documentState: Standing, mine: Role): Step {
  const standing = { ...before, round: documentState.offerRound };
  if (mine === 'caller') {
    const [exchange, effects] = requestOffer(standing, KEEPING_SEAT);
    if (documentState.seat === 'free') return { state: { phase: 'ringing', role: 'caller', exchange }, effects };
    return { state: { phase: 'reconnecting', role: 'caller', exchange, trouble: 'resuming', tries: 0 }, effects };
  }
  const isAnswered = documentState.answerRound === documentState.offerRound;
  const [exchange, effects] = isAnswered ? requestRound(standing) : offerSeen(before, documentState.offerRound);
  return { state: { phase: 'reconnecting', role: 'callee', exchange, trouble: 'resuming', tries: 0 }, effects };
}

/** Once a round: an offer of the other side's makes the mark of the round before void. While the seat is free, there is no other side that waits. */
function marked(state: Returning): Step {
  const round = state.documentState.offerRound;
  if (state.marked === round || state.documentState.seat === 'free') return stay(state);
  return stay({ ...state, marked: round }, [{ type: 'mark-returning', round }]);
}

function callRead(state: Returning, { documentState }: EventOf<'call-read'>): Step {
  switch (documentState.kind) {
    case 'ended': return endedByOther(state.role, documentState);
    case 'expired': return end('expired');
    case 'missing': return end('over');
    case 'unreadable': return end(documentState.failure);
    // Nothing is asked of the store before the press, which tells what it says then.
    case 'lost': return stay(state);
    case 'standing': break;
  }
  // The caller has freed the seat for another person.
  if (state.role === 'callee' && documentState.seat !== 'mine') return end('over');
  // A snapshot from before the one that is known.
  if (documentState.offerRound < state.documentState.offerRound) return stay(state);
  // Another page of the caller's has made it: this one offers nothing before the press.
  if (state.role === 'caller' && documentState.offerRound > state.documentState.offerRound) return end('open-elsewhere');
  return marked({ ...state, documentState });
}
