/** What the end of a call says of another one with the same link. */
import type { EndedReason } from '../../call/machine/reasons.ts';

const OVER: ReadonlySet<EndedReason> = new Set(['over', 'not-found', 'expired']);

const AFTER: ReadonlySet<EndedReason> = new Set([
  ...OVER, 'you-hung-up', 'other-hung-up', 'other-left', 'declined', 'you-declined', 'unreachable', 'failed',
]);

const CROSSED: ReadonlySet<EndedReason> = new Set(['failed', 'over']);

/** The link's own call, looked at anew, may have been followed by another. */
export function isOver(reason: EndedReason): boolean {
  return OVER.has(reason);
}

/** A person may want to call again. */
export function isAfterACall(reason: EndedReason): boolean {
  return AFTER.has(reason);
}

/** A start comes to this where the other side's has crossed it. */
export function isCrossed(reason: EndedReason): boolean {
  return CROSSED.has(reason);
}
