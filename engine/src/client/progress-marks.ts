import type { CallState } from '../call/machine/state.ts';

/** Steps of a call's set-up. Names and times alone: a mark holds no id and no key. */
export type ProgressStep = 'signed-in' | 'waiting' | 'offer-read' | 'answer-read' | 'connected';

/** The step that a state shows to have been reached; undefined where it shows none of its own. */
export function stepReached(state: CallState): ProgressStep | undefined {
  switch (state.phase) {
    case 'ringing': return 'waiting';
    case 'answering': return state.isReady ? 'offer-read' : undefined;
    // That a callee's answer was written shows in no state: the connection is often there before the commit's reply.
    case 'connecting': return state.role === 'caller' ? 'answer-read' : undefined;
    case 'connected': return 'connected';
    default: return undefined;
  }
}

/**
 * User Timing marks `firelink:<step>` (https://www.w3.org/TR/user-timing/), one each for a call's set-up: what the
 * browser's performance panel, the demo and benchmarks read.
 */
export class ProgressMarks {
  readonly #reached = new Set<ProgressStep>();

  reach(step: ProgressStep | undefined): void {
    if (step === undefined || this.#reached.has(step)) return;
    this.#reached.add(step);
    performance.mark(`firelink:${step}`);
  }
}
