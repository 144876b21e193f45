import { expect, it } from 'vitest';
import type { CallState, Exchange } from '../../../../engine/src/call/machine/state.ts';
import type { ManualStep } from '../../elements/manual/firelink-manual-view.ts';
import { losesByLeaving } from './manual-loss.ts';

const exchange: Exchange = { round: 1, answeredRound: 0, requestedRound: 0, announcedRound: 0, isAttempting: false, hint: 'none', isOnline: true };
const IDLE: CallState = { phase: 'idle' };
const RINGING: CallState = { phase: 'ringing', role: 'caller', exchange };
const CONNECTING: CallState = { phase: 'connecting', role: 'callee', exchange, firstRound: 1 };
const CONNECTED: CallState = { phase: 'connected', role: 'callee', exchange, since: 0, isInterrupted: false };
const LOST: CallState = { phase: 'reconnecting', role: 'callee', exchange, since: 0, trouble: 'interrupted', tries: 0 };
const ENDED: CallState = { phase: 'ended', reason: 'you-hung-up' };
const INVITING: ManualStep = { kind: 'inviting', text: 'FL2i.AAAA.' };
const INVITED: ManualStep = { kind: 'invited', isMaking: false, hasRunOut: false };
const REPLYING: ManualStep = { kind: 'replying', text: 'FL2r.AAAA.', runsOutAt: 0 };

it.each<readonly [what: string, step: ManualStep, state: CallState, isLost: boolean]>([
  ['nothing, before anything was made', { kind: 'choosing' }, IDLE, false],
  ['nothing, while the invitation is made', { kind: 'inviting' }, IDLE, false],
  ['an invitation', INVITING, RINGING, true],
  ['nothing, of an invitation that was pasted', INVITED, IDLE, false],
  ['a reply', REPLYING, CONNECTING, true],
  ['nothing, after a reply that was not used', { ...INVITED, hasRunOut: true }, IDLE, false],
  ['a call', REPLYING, CONNECTED, true],
  ['a call that is interrupted', INVITING, LOST, true],
  ['nothing, after the end', INVITING, ENDED, false],
])('who leaves /manual loses %s', (_what, step, state, isLost) => {
  expect(losesByLeaving(step, state)).toBe(isLost);
});
