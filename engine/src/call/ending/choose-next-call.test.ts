import { describe, expect, it } from 'vitest';
import type { CallDocument } from '#protocol/call-document.ts';
import { PROTOCOL_VERSION } from '#protocol/limits.ts';
import { AppError } from '../../base/errors.ts';
import { createCallId, createLinkSecret, MAX_NEXT_CALLS } from '../../signaling/link/call-link.ts';
import type { NextCall } from '../../signaling/link/next-calls.ts';
import type { CallSeen } from '../../signaling/signal-channel.ts';
import { chooseNextCall, type Chooser } from './choose-next-call.ts';

const NOW = 1_000_000;
const calls: readonly NextCall[] = Array.from({ length: MAX_NEXT_CALLS }, (_, index) => ({ step: index + 1, callId: createCallId(), secret: createLinkSecret() }));

const call = (fields: Partial<CallDocument> = {}): CallSeen => ({
  kind: 'present',
  call: { v: PROTOCOL_VERSION, caller: 'bob', callee: '', createdAt: 0, expiresAt: NOW + 1, shard: 'x', offer: { round: 1, sealed: new Uint8Array() }, away: {}, returning: {}, ...fields },
});
const missing: CallSeen = { kind: 'missing' };
const over = call({ ended: { by: 'caller', reason: 'hung-up', at: 1 } });

function choice(seen: readonly CallSeen[], step = 0, over = 0): string {
  const chooser: Chooser = { uid: 'alice', step, over, now: NOW };
  const all = Array.from({ length: MAX_NEXT_CALLS }, (_, index) => seen[index] ?? missing);
  const chosen = chooseNextCall(calls, all, chooser);
  if (chosen.kind === 'lost') return chosen.failure;
  if (chosen.kind === 'used-up') return chosen.kind;
  if (chosen.kind === 'open') return `open ${chosen.isOwn ? 'its own ' : ''}${chosen.call.step}`;
  return `start ${chosen.call.step}${chosen.skips ? ', skipping' : ''}`;
}

describe('a person who calls again', () => {
  it.each([
    ['starts the first, where nothing stands', [], 0, 'start 1'],
    ['starts the next, where the calls before have been deleted', [], 3, 'start 4'],
    ['starts the next, where the one before is still there', [over], 1, 'start 2'],
    ['opens the one that the other side has started', [call()], 0, 'open 1'],
    ['opens the one that the other side has started after one that came to nothing', [over, call()], 0, 'open 2'],
    ['opens the one that it has started itself', [call({ caller: 'alice' })], 0, 'open its own 1'],
    ['opens the one that it has started itself, and in which the other side is', [call({ caller: 'alice', callee: 'bob' })], 0, 'open 1'],
    ['opens the one that it is in', [call({ callee: 'alice' })], 0, 'open 1'],
    ['opens the first of two that stand, as the other side does', [call(), call({ caller: 'alice' })], 0, 'open 1'],
    ['skips one that came to nothing, and knows it', [over], 0, 'start 2, skipping'],
    ['skips one whose lease has run out', [call({ expiresAt: NOW })], 0, 'start 2, skipping'],
    ['skips one that two others are in', [call({ callee: 'carol' })], 0, 'start 2, skipping'],
    ['skips one that can’t be read', [{ kind: 'unreadable', problem: { kind: 'malformed', field: 'v' } }], 0, 'start 2, skipping'],
    ['can’t after the eighth', [], 8, 'used-up'],
    ['can’t where the eighth is over', [missing, missing, missing, missing, missing, missing, missing, over], 0, 'used-up'],
    ['is told why the store can’t be asked', [{ kind: 'lost', error: new AppError('offline') }], 0, 'offline'],
  ] as const satisfies readonly (readonly [string, readonly CallSeen[], number, string])[])('%s', (_, seen, step, chosen) => {
    expect(choice(seen, step)).toBe(chosen);
  });

  it('does not go back into the call that has just ended, though the store has not heard of that', () => {
    expect(choice([call({ caller: 'alice', callee: 'bob' })], 1, 1)).toBe('start 2');
    // The callee had not come.
    expect(choice([call({ caller: 'alice' })], 0, 1)).toBe('start 2, skipping');
  });
});
