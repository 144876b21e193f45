import type { CallState } from 'firelink/call';
import type { ManualStep } from '../../elements/manual/firelink-manual-view.ts';

/**
 * Whether closing or reloading a page at /manual loses something for good: a text that another person may hold, whose
 * other half is in this page alone, or a call. An invitation that was pasted can be pasted again.
 */
export function losesByLeaving(step: ManualStep, { phase }: CallState): boolean {
  if (phase === 'ended') return false;
  if (phase === 'connected' || phase === 'reconnecting') return true;
  return step.kind === 'replying' || (step.kind === 'inviting' && step.text !== undefined);
}
