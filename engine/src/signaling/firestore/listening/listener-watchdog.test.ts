import { describe, expect, it } from 'vitest';
import { PROTOCOL_VERSION } from '#protocol/limits.ts';
import { AppError, type Failure } from '../../../base/errors.ts';
import { ManualClock } from '../../../base/testing/manual-clock.ts';
import { Scope } from '../../../base/scope.ts';
import { ListenerWatchdog } from './listener-watchdog.ts';
import type { CallSeen } from '../../signal-channel.ts';

function listening(answer: () => CallSeen, readBatches = async () => {}) {
  const clock = new ManualClock();
  const scope = new Scope();
  const story: string[] = [];
  const listener = new ListenerWatchdog(scope, clock, {
    read: async () => {
      story.push('asks');
      return answer();
    },
    readBatches: () => {
      story.push('asks for batches');
      return readBatches();
    },
    refresh: () => story.push('refreshes'),
    report: (seen) => story.push(seen.kind === 'lost' ? seen.error.failure : seen.kind),
  });
  return { clock, scope, story, listener };
}

const lost = (failure: Failure) => (): CallSeen => ({ kind: 'lost', error: new AppError(failure) });
const missing = (): CallSeen => ({ kind: 'missing' });
const call = (): CallSeen => ({
  kind: 'present',
  call: { v: PROTOCOL_VERSION, caller: 'alice', callee: 'bob', createdAt: 0, expiresAt: 1, shard: 'x', offer: { round: 1, sealed: new Uint8Array() }, away: {}, returning: {} },
});

describe('a listener without a connection', () => {
  it('is watched on where a question breaks', async () => {
    let isBroken = true;
    const { clock, story, listener } = listening(() => {
      if (isBroken) throw new TypeError('reading broke');
      return missing();
    });
    listener.onDisconnected();
    await clock.advance(0);
    isBroken = false;
    await clock.advance(10_000);
    expect(story).toEqual(['asks', 'asks', 'missing', 'refreshes']);
  });

  it('whose store answers waits on a dead one: what was read is reported, and another is opened, less and less often', async () => {
    const { clock, story, listener } = listening(missing);
    listener.onDisconnected();
    listener.onDisconnected();
    await clock.advance(0);
    expect(story).toEqual(['asks', 'missing', 'refreshes']);
    await clock.advance(10_000);
    expect(story.filter((word) => word === 'refreshes').length).toBe(2);
    await clock.advance(19_999);
    expect(story.filter((word) => word === 'refreshes').length).toBe(2);
    await clock.advance(1);
    expect(story.filter((word) => word === 'refreshes').length).toBe(3);
  });

  it('that is turned away says so, and opens none', async () => {
    const { clock, story, listener } = listening(lost('refused'));
    listener.onDisconnected();
    await clock.advance(0);
    expect(story).toEqual(['asks', 'refused']);
  });

  it('whose store is away has nothing to say', async () => {
    const { clock, story, listener } = listening(lost('unavailable'));
    listener.onDisconnected();
    await clock.advance(0);
    expect(story).toEqual(['asks']);
  });

  it('that is being given another connection has what it misses read, soon and a few times, before it is given one more', async () => {
    const { clock, story, listener } = listening(missing);
    listener.onDisconnected(true);
    await clock.advance(999);
    expect(story).toEqual([]);
    await clock.advance(1);
    expect(story).toEqual(['asks', 'missing']);
    // The call asks for one connection after the other while it recovers: the reads go on where they were.
    listener.onDisconnected(true);
    await clock.advance(7_000);
    expect(story).toEqual(Array.from({ length: 4 }, () => ['asks', 'missing']).flat());
    await clock.advance(9_999);
    expect(story.length).toBe(8);
    await clock.advance(1);
    expect(story.slice(8)).toEqual(['asks', 'missing', 'refreshes']);
  });

  it('has batches read beside each read of a call that is there, one read after the other', async () => {
    let answered = (): void => {};
    const { clock, story, listener } = listening(call, () => new Promise((resolve) => { answered = resolve; }));
    const read = ['asks', 'present', 'asks for batches'];
    listener.onDisconnected(true);
    await clock.advance(1_000);
    expect(story).toEqual(read);
    await clock.advance(60_000);
    expect(story).toEqual(read);
    for (const pauseMs of [1_000, 2_000, 4_000]) {
      answered();
      await clock.advance(pauseMs);
    }
    expect(story).toEqual(Array.from({ length: 4 }, () => read).flat());
    answered();
    await clock.advance(10_000);
    expect(story.slice(12)).toEqual(read);
    // Another connection, over which listeners would bring the same, once there is nothing left to ask over this one.
    answered();
    await clock.advance(0);
    expect(story.slice(15)).toEqual(['refreshes']);
  });

  it('is read beside further where batches can’t be read', async () => {
    const { clock, story, listener } = listening(call, () => Promise.reject(new TypeError('reading broke')));
    listener.onDisconnected(true);
    await clock.advance(2_000);
    expect(story).toEqual(Array.from({ length: 2 }, () => ['asks', 'present', 'asks for batches']).flat());
  });

  it('that is connected while batches are read opens no other connection, and is read beside no more', async () => {
    let answered = (): void => {};
    const { clock, story, listener } = listening(call, () => new Promise((resolve) => { answered = resolve; }));
    listener.onDisconnected();
    await clock.advance(0);
    listener.onConnected();
    answered();
    await clock.advance(600_000);
    expect([story, clock.pending]).toEqual([['asks', 'present', 'asks for batches'], 0]);
  });

  it('that is connected anew is read beside no more', async () => {
    const { clock, story, listener } = listening(missing);
    listener.onDisconnected(true);
    await clock.advance(1_000);
    listener.onConnected();
    await clock.advance(600_000);
    expect([story, clock.pending]).toEqual([['asks', 'missing'], 0]);
  });

  it('whose store is away while it is given another says nothing, and goes on', async () => {
    const { clock, story, listener } = listening(lost('unavailable'));
    listener.onDisconnected(true);
    await clock.advance(18_000);
    expect(story).toEqual(Array.from({ length: 5 }, () => 'asks'));
  });

  it('is watched no more once it is connected, or is stopped', async () => {
    const { clock, scope, story, listener } = listening(missing);
    listener.onDisconnected();
    await clock.advance(0);
    listener.onConnected();
    await clock.advance(600_000);
    expect([story.length, clock.pending]).toEqual([3, 0]);
    listener.onDisconnected();
    scope.end();
    await clock.advance(600_000);
    expect([story.at(-1), clock.pending]).toEqual(['asks', 0]);
  });
});
