/** Keeps a call's state, and takes its events one after the other through the transition function. */
import type { Containment } from '../containment.ts';
import type { CallEffect } from './effects.ts';
import type { CallEvent } from './events.ts';
import { end, stay, type Step } from './phases/step.ts';
import type { CallState } from './state.ts';
import { transition } from './transition.ts';

/** A transition that has been made: the state is the new one, the effects are still to be performed. */
export interface Transition {
  readonly event: CallEvent;
  readonly before: CallState;
  readonly state: CallState;
  readonly effects: readonly CallEffect[];
}

export class CallMachine {
  readonly #containment: Containment;
  readonly #onTransition: (transition: Transition) => void;
  readonly #events: CallEvent[] = [];
  #state: CallState = { phase: 'idle' };
  #isDispatching = false;
  #isStopped = false;

  /** @param onTransition must not throw */
  constructor(containment: Containment, onTransition: (transition: Transition) => void) {
    this.#containment = containment;
    this.#onTransition = onTransition;
  }

  get state(): CallState {
    return this.#state;
  }

  /** One that an effect dispatches waits until all effects of the event before have begun. */
  dispatch(event: CallEvent): void {
    if (this.#isStopped) return;
    this.#events.push(event);
    if (this.#isDispatching) return;
    this.#isDispatching = true;
    try {
      for (let next = this.#events.shift(); next; next = this.#events.shift()) this.#take(next);
    } finally {
      this.#isDispatching = false;
    }
  }

  /** Events are ignored from now on. */
  stop(): void {
    this.#isStopped = true;
  }

  #take(event: CallEvent): void {
    const before = this.#state;
    const { state, effects } = this.#decide(before, event);
    this.#state = state;
    this.#onTransition({ event, before, state, effects });
  }

  /** A function that can't say what follows has broken; where it can't even say how to end, the call ends. */
  #decide(before: CallState, event: CallEvent): Step {
    try {
      return transition(before, event);
    } catch (error) {
      this.#containment.broke(error);
      return event.type === 'broke' ? end('failed') : stay(before);
    }
  }
}
