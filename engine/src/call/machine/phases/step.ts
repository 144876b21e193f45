/** What the phases share: a step, the tables they are written in, and the ways a call ends. */
import type { EndReason } from '#protocol/call-document.ts';
import type { Role } from '#protocol/identifiers.ts';
import type { Failure } from '../../../base/errors.ts';
import type { CallEffect } from '../effects.ts';
import type { CallEvent, EventType, DocumentState, WriteProblem } from '../events.ts';
import type { Exchanged } from '../exchange.ts';
import { reasonFor, type EndedReason } from '../reasons.ts';
import type { CallState, Phase, Refusal } from '../state.ts';

export interface Step {
  readonly state: CallState;
  readonly effects: readonly CallEffect[];
}

export type StateOf<P extends Phase> = Extract<CallState, { phase: P }>;
export type EventOf<T extends EventType> = Extract<CallEvent, { type: T }>;

export type Moves<P extends Phase> = { readonly [T in EventType]?: (state: StateOf<P>, event: EventOf<T>) => Step };

/** A phase: its moves, and the events that it ignores on purpose, each group with the reason. */
export interface PhaseTable<P extends Phase> {
  readonly moves: Moves<P>;
  readonly ignored: { readonly [reason: string]: readonly EventType[] };
}

export const stay = (state: CallState, effects: readonly CallEffect[] = []): Step => ({ state, effects });

/** The same phase with the exchange moved on. */
export function exchanging<S extends Exclude<CallState, { phase: 'idle' | 'ended' }>>(state: S, [exchange, effects]: Exchanged): Step {
  return { state: { ...state, exchange }, effects };
}

/** The end. `written`: what the other side is to be told; left out when there is no other side, or nothing to tell it. */
export function end(reason: EndedReason, written?: EndReason): Step {
  const told: readonly CallEffect[] = written ? [{ type: 'end', reason: written }] : [];
  return { state: { phase: 'ended', reason }, effects: [...told, { type: 'tear-down' }] };
}

/** Another page of this browser goes on with the call: the other side is told nothing, least of all that the call is over. */
export function takenOver(): Step {
  return { state: { phase: 'ended', reason: 'open-elsewhere' }, effects: [{ type: 'tear-down' }] };
}

/** How a side that was in the call is told of an end that it reads in the document. */
export function endedByOther(role: Role, documentState: Extract<DocumentState, { kind: 'ended' }>): Step {
  if (documentState.by === role) return end('you-hung-up');
  switch (documentState.reason) {
    case 'declined': return end('declined');
    // The other side has waited for this one, and given up.
    case 'left': return end('over');
    case 'failed': return end('unreachable');
    case 'hung-up': return end('other-hung-up');
  }
}

/** The reasons of a write's failure that end the call; undefined where trying again may serve. */
export function endingProblem(problem: WriteProblem): Step | undefined {
  switch (problem.kind) {
    case 'full': return end('full');
    case 'open-elsewhere': return end('open-elsewhere');
    case 'expired': return end('expired');
    case 'ended':
    case 'gone': return end('over');
    case 'superseded': return undefined;
    case 'lost': return isFinal(problem.failure) ? end(reasonFor(problem.failure)) : undefined;
  }
}

/** A person who waits is turned away: told when it lasts (timer `refused`). */
export function refusalOf(failure: Failure): Refusal | undefined {
  return failure === 'refused' || failure === 'signed-out' ? failure : undefined;
}

/** Refusals don't pass by waiting; an unreachable store may. */
export function isFinal(failure: string): boolean {
  return failure === 'refused' || failure === 'signed-out' || failure === 'storage-blocked';
}
