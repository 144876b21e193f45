/** The session's whole behaviour as one pure function; the runner (session.ts) performs what it says. */
import type { CallEvent } from './events.ts';
import { ANSWERING } from './phases/answering.ts';
import { CONNECTED } from './phases/connected.ts';
import { CONNECTING } from './phases/connecting.ts';
import { ENDED } from './phases/ended.ts';
import { IDLE, PREPARING } from './phases/preparing.ts';
import { RECONNECTING } from './phases/reconnecting.ts';
import { RETURNING } from './phases/returning.ts';
import { RINGING } from './phases/ringing.ts';
import { stay, type Moves, type PhaseTable, type StateOf, type Step } from './phases/step.ts';
import type { CallState, Phase } from './state.ts';

export const PHASES: { readonly [P in Phase]: PhaseTable<P> } = {
  idle: IDLE,
  preparing: PREPARING,
  returning: RETURNING,
  ringing: RINGING,
  answering: ANSWERING,
  connecting: CONNECTING,
  connected: CONNECTED,
  reconnecting: RECONNECTING,
  ended: ENDED,
};

export function transition(state: CallState, event: CallEvent): Step {
  switch (state.phase) {
    case 'idle': return apply(PHASES.idle.moves, state, event);
    case 'preparing': return apply(PHASES.preparing.moves, state, event);
    case 'returning': return apply(PHASES.returning.moves, state, event);
    case 'ringing': return apply(PHASES.ringing.moves, state, event);
    case 'answering': return apply(PHASES.answering.moves, state, event);
    case 'connecting': return apply(PHASES.connecting.moves, state, event);
    case 'connected': return apply(PHASES.connected.moves, state, event);
    case 'reconnecting': return apply(PHASES.reconnecting.moves, state, event);
    case 'ended': return apply(PHASES.ended.moves, state, event);
  }
}

function apply<P extends Phase>(moves: Moves<P>, state: StateOf<P>, event: CallEvent): Step {
  // The table is typed by event; the compiler can't follow the key from the event to its move.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the key is the event's own type, which Moves<P> goes by
  const move = moves[event.type] as ((state: StateOf<P>, event: CallEvent) => Step) | undefined;
  return move ? move(state, event) : stay(state);
}
