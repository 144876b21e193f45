import { describe, expect, it } from 'vitest';
import { LEASE_MS } from '#protocol/lifetimes.ts';
import { ManualClock } from '../../base/testing/manual-clock.ts';
import { createCallId } from '../link/call-link.ts';
import { createMemoryStore } from './memory-channel.ts';
import { MemoryFaults } from './memory-faults.ts';
import type { CallSeen, SignalWrite } from '../signal-channel.ts';
import { describeSignalChannel } from '../testing/contract.ts';
import { claim, end, extend, late, offer, open } from '../testing/messages-of-a-call.ts';

describeSignalChannel('the memory channel', async () => {
  const clock = new ManualClock();
  const store = createMemoryStore(clock);
  return {
    channel: (callId, uid) => store.channel(callId, uid),
    now: () => clock.now(),
    async until(isSo) {
      for (let tries = 0; tries < 100 && !isSo(); tries++) await clock.advance(100);
      expect(isSo()).toBe(true);
    },
    calmDown: () => clock.advance(1000),
    async stop() {
      // Whatever had a lifetime has ended with its channel.
      expect(clock.pending).toBe(0);
    },
  };
});

describe('the memory channel', () => {
  const clock = new ManualClock();
  const store = createMemoryStore(clock);

  it('allows no write but a deletion once the lease is over', async () => {
    const callId = createCallId();
    const [alice, carol] = ['alice', 'carol'].map((uid) => store.channel(callId, uid));
    await alice!.commit(open);
    await clock.advance(LEASE_MS - 1);
    const clear: SignalWrite = { intent: 'delete', batches: 'all' };
    expect(await carol!.commit(clear)).toMatchObject({ kind: 'denied' });
    await clock.advance(1);
    for (const write of [claim(1), offer(2), end('caller'), extend, late('caller', 1, 1)]) {
      expect(await alice!.commit(write)).toMatchObject({ kind: 'denied' });
    }
    expect(await carol!.commit(clear)).toEqual({ kind: 'committed' });
    expect(store.peek(callId)).toEqual({ callId, batches: { caller: [], callee: [] } });
  });

  it('hands out copies of its bytes', async () => {
    const callId = createCallId();
    const alice = store.channel(callId, 'alice');
    const sealed = new Uint8Array(1151);
    await alice.commit({ intent: 'open', offer: { round: 1, sealed } });
    sealed.fill(1);
    const seen = await alice.read();
    if (seen.kind === 'present') seen.call.offer.sealed.fill(2);
    expect(store.peek(callId).document?.offer.sealed).toEqual(new Uint8Array(1151));
  });

  it('denies, loses and delays what a test tells it to', async () => {
    const callId = createCallId();
    const faults = new MemoryFaults();
    const alice = store.channel(callId, 'alice', faults);
    faults.denyNext();
    expect(await alice.commit(open)).toMatchObject({ kind: 'denied' });
    faults.loseNext({ landed: false });
    expect(await alice.commit(open)).toMatchObject({ kind: 'unknown' });
    expect(await alice.read()).toEqual({ kind: 'missing' });
    faults.loseNext({ landed: true });
    expect(await alice.commit(open)).toMatchObject({ kind: 'unknown' });
    expect(await alice.read()).toMatchObject({ kind: 'present' });
    faults.delayMs = 500;
    let isDone = false;
    void alice.commit(offer(2)).then(() => { isDone = true; });
    await clock.advance(999);
    expect([isDone, store.peek(callId).document?.offer.round]).toEqual([false, 2]);
    await clock.advance(1);
    expect(isDone).toBe(true);
  });

  it('tells observers that it is lost and found, and holds back what they see', async () => {
    const callId = createCallId();
    const faults = new MemoryFaults();
    const alice = store.channel(callId, 'alice');
    await alice.commit(open);
    const seen: CallSeen[] = [];
    store.channel(callId, 'bob', faults).observeCall((one) => seen.push(one));
    await clock.advance(0);
    faults.isOffline = true;
    await clock.advance(0);
    faults.isOffline = false;
    await clock.advance(0);
    expect(seen.map(({ kind }) => kind)).toEqual(['present', 'lost', 'present']);
    faults.holdsSnapshots = true;
    await alice.commit(offer(2));
    await alice.commit(offer(3));
    await clock.advance(1000);
    expect(seen).toHaveLength(3);
    faults.holdsSnapshots = false;
    await clock.advance(0);
    expect(seen.slice(3)).toMatchObject([{ call: { offer: { round: 3 } } }]);
  });
});
