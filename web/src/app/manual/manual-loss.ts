import type { CallState } from 'firelink/call';
import type { ManualStep } from '../../elements/manual/firelink-manual-view.ts';

/**
 * Whether a page at /manual that goes, or is reloaded, takes something with it that nobody can bring back: a text that
 * somebody may hold, whose other half is this page alone, or a call. An invitation that was pasted can be pasted again.
 */
export function losesByLeaving(step: ManualStep, { phase }: CallState): boolean {
  if (phase === 'ended') return false;
  if (phase === 'connected' || phase === 'reconnecting') return true;
  return step.kind === 'replying' || (step.kind === 'inviting' && step.text !== undefined);
}
