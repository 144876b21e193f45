/** Which timers run in a state: declared, not set and cleared, so that none is forgotten. */
import type { TimerName } from './events.ts';
import type { CallState, Exchange, Refusal } from './state.ts';
import {
  CONNECT_MS, GIVE_UP_MS, INTERRUPTION_GRACE_MS, LATER_ANSWER_MS, LEAVE_MS, LOOK_UP_MS, LOOKS_FOR_A_RETURN, REFUSED_MS, RESEND_MS, RETRY_MS, RETURN_MS, STALE_ANSWER_MS,
} from './timings.ts';

/** A timer whose `key` stays goes on running; one with a new key starts anew; one that is gone is cancelled. */
export interface RunningTimer {
  readonly name: TimerName;
  readonly key: string;
  readonly delayMs: number;
}

const timer = (name: TimerName, delayMs: number, of: string | number = ''): RunningTimer => ({ name, key: `${name} ${of}`, delayMs });

export function timersOf(state: CallState): readonly RunningTimer[] {
  switch (state.phase) {
    case 'preparing':
      // A new call's first commit has a deadline of its own.
      return state.role === 'callee' ? [timer('look-up', LOOK_UP_MS)] : [];
    case 'ringing':
      return [...resending(state.exchange), ...refused(state)];
    case 'answering':
      return refused(state);
    case 'connecting':
      return [
        timer('connect', CONNECT_MS),
        ...(state.role === 'caller' ? callerConnecting(state) : calleeConnecting(state)),
        ...resending(state.exchange),
      ];
    case 'connected':
      return state.isInterrupted ? [timer('grace', INTERRUPTION_GRACE_MS)] : [];
    case 'reconnecting':
      return [...reconnecting(state), ...resending(state.exchange)];
    case 'idle':
    case 'returning':
    case 'ended':
      return [];
  }
}

type Connecting = Extract<CallState, { phase: 'connecting' }>;

/** An answer that doesn't connect is followed by another round; where none comes, the listener may have no connection. */
function callerConnecting({ exchange: { offerInFlight, round, answeredRound }, firstRound }: Connecting): readonly RunningTimer[] {
  if (offerInFlight) return [];
  if (round === firstRound) return [timer('stale-answer', STALE_ANSWER_MS, answeredRound)];
  return [answeredRound === round ? timer('stale-answer', LATER_ANSWER_MS, answeredRound) : timer('retry', RETRY_MS, round)];
}

/** A round that was asked for may stand, and not be heard of. */
function calleeConnecting({ exchange: { requestedRound, round } }: Connecting): readonly RunningTimer[] {
  return requestedRound > round ? [timer('retry', RETRY_MS, requestedRound)] : [];
}

function resending({ unsent, isOnline, round }: Exchange): readonly RunningTimer[] {
  return unsent && isOnline ? [timer('resend', RESEND_MS, round)] : [];
}

function refused({ refusal }: { readonly refusal?: Refusal }): readonly RunningTimer[] {
  return refusal ? [timer('refused', REFUSED_MS)] : [];
}

function reconnecting(state: Extract<CallState, { phase: 'reconnecting' }>): readonly RunningTimer[] {
  switch (state.trouble) {
    // A listener that is dead without knowing would never tell that the other side is back.
    case 'left': return [timer('leave', LEAVE_MS), ...(state.tries < LOOKS_FOR_A_RETURN ? [timer('retry', RETRY_MS, state.tries)] : [])];
    case 'returning': return [timer('leave', RETURN_MS, 'returning')];
    // The request stands in the document; the caller finds it when it wakes.
    case 'silent': return [];
    case 'interrupted':
    case 'resuming':
      // Without a network no try can succeed, and the other side's silence means nothing.
      if (!state.exchange.isOnline) return [];
      return [timer('give-up', GIVE_UP_MS, state.trouble), timer('retry', RETRY_MS, `${state.tries} ${state.exchange.round}`)];
  }
}
