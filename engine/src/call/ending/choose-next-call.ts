/** Which of a link's next calls a person means who presses Call again. Pure. */
import type { Failure } from '../../base/errors.ts';
import type { NextCall } from '../../signaling/link/next-calls.ts';
import type { CallSeen } from '../../signaling/signal-channel.ts';

export type NextCallChoice =
  /** It stands, and has a place for this person: the other one has called already. `isOwn`: or this browser has, and waits. */
  | { readonly kind: 'open'; readonly call: NextCall; readonly isOwn: boolean }
  /**
   * `skips`: a call before it is over, and is being deleted: the other side, if it no longer sees that one, may be
   * starting it anew at this moment.
   */
  | { readonly kind: 'start'; readonly call: NextCall; readonly skips: boolean }
  | { readonly kind: 'used-up' }
  | { readonly kind: 'lost'; readonly failure: Failure };

export interface Chooser {
  readonly uid: string;
  /** The last of the link's calls in which the two have met; 0 is its own. */
  readonly step: number;
  /** The last of them that this page knows to be over: the store may still be on its way to know. */
  readonly over: number;
  /** By the store's clock, ms since 1970. */
  readonly now: number;
}

/** @param calls all of them, from step 1 on @param seen the look at each */
export function chooseNextCall(calls: readonly NextCall[], seen: readonly CallSeen[], chooser: Chooser): NextCallChoice {
  for (const look of seen) if (look.kind === 'lost') return { kind: 'lost', failure: look.error.failure };
  for (const [index, call] of calls.entries()) {
    const look = seen[index];
    if (call.step > chooser.over && hasPlace(look, chooser)) return { kind: 'open', call, isOwn: look.call.caller === chooser.uid && look.call.callee === '' };
  }
  const lastOver = Math.max(calls.findLast((_, index) => seen[index]?.kind !== 'missing')?.step ?? 0, chooser.over);
  const step = Math.max(lastOver, chooser.step) + 1;
  const call = calls.find((one) => one.step === step);
  return call ? { kind: 'start', call, skips: lastOver > chooser.step } : { kind: 'used-up' };
}

function hasPlace(look: CallSeen | undefined, { uid, now }: Chooser): look is Extract<CallSeen, { kind: 'present' }> {
  if (look?.kind !== 'present' || look.call.ended || look.call.expiresAt <= now) return false;
  return look.call.caller === uid || look.call.callee === uid || look.call.callee === '';
}
