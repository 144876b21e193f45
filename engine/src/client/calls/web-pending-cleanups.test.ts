import { describe, expect, it } from 'vitest';
import { isCallId, type CallId } from '#protocol/identifiers.ts';
import { LEASE_MS } from '#protocol/lifetimes.ts';
import { ManualClock } from '../../base/testing/manual-clock.ts';
import { memoryKeyValues } from '../../base/storage/testing/memory-key-values.ts';
import { createMemoryStore } from '../../signaling/memory/memory-channel.ts';
import { MemoryFaults } from '../../signaling/memory/memory-faults.ts';
import { claim, end, open } from '../../signaling/testing/messages-of-a-call.ts';
import { cleanUpFormerCalls, WebPendingCleanups } from './web-pending-cleanups.ts';

function id(name: string): CallId {
  const text = name.padEnd(22, '-');
  if (!isCallId(text)) throw new TypeError(text);
  return text;
}

describe('what a browser remembers of its calls', () => {
  it('is each id once, in all of its tabs, and nothing once it is forgotten', () => {
    const storage = memoryKeyValues();
    const pendingCleanups = new WebPendingCleanups(storage);
    for (const name of ['one', 'two', 'one']) pendingCleanups.remember(id(name));
    expect(new WebPendingCleanups(storage).callIds).toEqual([id('two'), id('one')]);
    pendingCleanups.forget(id('one'));
    pendingCleanups.forget(id('two'));
    expect(storage.get('firelink/pending-cleanups')).toBeUndefined();
  });

  it('is the newest twenty', () => {
    const pendingCleanups = new WebPendingCleanups(memoryKeyValues());
    for (let number = 0; number < 25; number += 1) pendingCleanups.remember(id(`call${number}`));
    expect(pendingCleanups.callIds).toHaveLength(20);
    expect(pendingCleanups.callIds.at(0)).toBe(id('call5'));
  });

  it('is nothing where the browser holds something else in that place', () => {
    const storage = memoryKeyValues();
    storage.set('firelink/pending-cleanups', '../../users {"a": 1}');
    expect(new WebPendingCleanups(storage).callIds).toEqual([]);
  });
});

describe('at the next visit', () => {
  const clock = new ManualClock();
  const store = createMemoryStore(clock);
  const pendingCleanups = new WebPendingCleanups(memoryKeyValues());
  const faults = new MemoryFaults();
  const visit = async (): Promise<void> => {
    const done = cleanUpFormerCalls(pendingCleanups, (callId) => store.channel(callId, 'alice', faults), clock);
    await clock.advance(60_000);
    await done;
  };

  it('what has ended or expired goes; what runs, and what can’t be asked after, stays', async () => {
    for (const name of ['ended', 'runs']) {
      await store.channel(id(name), 'alice').commit(open);
      await store.channel(id(name), 'bob').commit(claim(1));
    }
    await store.channel(id('others'), 'carol').commit(open);
    await store.channel(id('ended'), 'bob').commit(end('callee'));
    for (const name of ['ended', 'runs', 'others', 'gone']) pendingCleanups.remember(id(name));
    faults.isOffline = true;
    await visit();
    expect(pendingCleanups.callIds).toHaveLength(4);
    faults.isOffline = false;
    await visit();
    expect(pendingCleanups.callIds).toEqual([id('runs')]);
    expect([store.peek(id('ended')).document, store.peek(id('others')).document?.caller]).toEqual([undefined, 'carol']);
    await clock.advance(LEASE_MS);
    await visit();
    expect(pendingCleanups.callIds).toEqual([]);
    expect(store.peek(id('runs'))).toMatchObject({ batches: { caller: [], callee: [] } });
    expect(clock.pending).toBe(0);
  });
});
