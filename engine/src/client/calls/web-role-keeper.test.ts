import { describe, expect, it } from 'vitest';
import { isCallId, type CallId } from '#protocol/identifiers.ts';
import { ManualClock } from '../../base/testing/manual-clock.ts';
import { keyValuesIn } from '../../base/storage/key-values.ts';
import { createLocks } from '../../base/storage/locks.ts';
import { LateLocks } from '../../base/storage/testing/late-locks.ts';
import { memoryKeyValues } from '../../base/storage/testing/memory-key-values.ts';
import type { RoleKeeper } from '../../call/role-keeper.ts';
import { createWebRoleKeeper } from './web-role-keeper.ts';

const forbid = (): never => {
  throw new DOMException('The operation is insecure.', 'SecurityError');
};

function id(text: string): CallId {
  if (!isCallId(text)) throw new TypeError(text);
  return text;
}
const callId = id('AAAAAAAAAAAAAAAAAAAAAA');

describe('a role', () => {
  it('is held by one live page, remembered by its tab, and free again once released', async () => {
    const clock = new ManualClock();
    const page = (): RoleKeeper => createWebRoleKeeper(callId, memoryKeyValues(), createLocks(() => navigator.locks, clock));
    const [first, other] = [page(), page()];
    expect(await first.take('caller')).toBe(true);
    expect(await first.take('caller')).toBe(true);
    const refused = other.take('caller');
    await clock.advance(250);
    expect(await refused).toBe(false);
    expect(await other.take('callee')).toBe(true);
    expect([first.remembered(), other.remembered()]).toEqual(['caller', 'callee']);
    first.release();
    expect(first.remembered()).toBeUndefined();
    const third = page();
    expect(await third.take('caller')).toBe(true);
    for (const keeper of [other, third]) keeper.release();
    expect(clock.pending).toBe(0);
  });

  it('is free for all where the browser has neither locks nor storage, and remembered by the page itself', async () => {
    const keeper = createWebRoleKeeper(callId, keyValuesIn(forbid), createLocks(forbid, new ManualClock()));
    expect(await keeper.take('callee')).toBe(true);
    keeper.keepStood();
    expect([keeper.remembered(), keeper.hasStood()]).toEqual(['callee', true]);
    keeper.release();
    expect([keeper.remembered(), keeper.hasStood()]).toEqual([undefined, false]);
  });

  it('is taken after its wait and half a second where locks never answer', async () => {
    const clock = new ManualClock();
    const keeper = createWebRoleKeeper(callId, memoryKeyValues(), createLocks(() => new LateLocks(), clock));
    const taken = keeper.take('callee');
    await clock.advance(750);
    expect(await taken).toBe(true);
  });

  it('whose lock comes after its release is let go at once, and not remembered', async () => {
    const clock = new ManualClock();
    const late = new LateLocks();
    const keeper = createWebRoleKeeper(callId, memoryKeyValues(), createLocks(() => late, clock));
    const taken = keeper.take('caller');
    keeper.release();
    late.answer();
    expect(await taken).toBe(false);
    await clock.advance(0);
    expect([late.held, keeper.remembered(), clock.pending]).toEqual([[], undefined, 0]);
  });

  it('that the store has given is remembered before the browser has answered for its lock', () => {
    const keeper = createWebRoleKeeper(callId, memoryKeyValues(), createLocks(() => new LateLocks(), new ManualClock()));
    void keeper.take('caller');
    expect(keeper.remembered()).toBeUndefined();
    void keeper.take('callee', { isSeated: true, takesOver: false, onTakenOver: () => {} });
    expect(keeper.remembered()).toBe('callee');
  });

  it('that is asked for twice at once is asked of the browser once, and is this page’s for both', async () => {
    const clock = new ManualClock();
    const late = new LateLocks();
    const keeper = createWebRoleKeeper(callId, memoryKeyValues(), createLocks(() => late, clock));
    const both = Promise.all([keeper.take('caller'), keeper.take('caller')]);
    late.answer();
    expect(await both).toEqual([true, true]);
    expect(late.held).toHaveLength(1);
  });
});
