import { describe, expect, it } from 'vitest';
import { AppError, type Failure } from '../../base/errors.ts';
import { ManualClock } from '../../base/manual-clock.ts';
import { Scope } from '../../base/scope.ts';
import { DeafListener } from './deaf-listener.ts';
import type { CallSeen } from '../signal-channel.ts';

function listening(answer: () => CallSeen, readBatches = async () => {}) {
  const clock = new ManualClock();
  const scope = new Scope();
  const story: string[] = [];
  const listener = new DeafListener(scope, clock, {
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
  call: { v: 1, caller: 'alice', callee: 'bob', createdAt: 0, expiresAt: 1, shard: 'x', offer: { round: 1, sealed: new Uint8Array() }, away: {}, returning: {} },
});

describe('a listener without a connection', () => {
  it('is looked after further where a question breaks', async () => {
    let isBroken = true;
    const { clock, story, listener } = listening(() => {
      if (isBroken) throw new TypeError('reading broke');
      return missing();
    });
    listener.deaf();
    await clock.advance(0);
    isBroken = false;
    await clock.advance(10_000);
    expect(story).toEqual(['asks', 'asks', 'missing', 'refreshes']);
  });

  it('whose store answers waits on a dead one: what was read is reported, and another is opened, less and less often', async () => {
    const { clock, story, listener } = listening(missing);
    listener.deaf();
    listener.deaf();
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
    listener.deaf();
    await clock.advance(0);
    expect(story).toEqual(['asks', 'refused']);
  });

  it('whose store is away has nothing to say', async () => {
    const { clock, story, listener } = listening(lost('unavailable'));
    listener.deaf();
    await clock.advance(0);
    expect(story).toEqual(['asks']);
  });

  it('that is being given another connection has what it misses read, soon and a few times, before it is given one more', async () => {
    const { clock, story, listener } = listening(missing);
    listener.deaf(true);
    await clock.advance(999);
    expect(story).toEqual([]);
    await clock.advance(1);
    expect(story).toEqual(['asks', 'missing']);
    // The call asks for one connection after the other while it recovers: the looks go on where they were.
    listener.deaf(true);
    await clock.advance(7_000);
    expect(story).toEqual(Array.from({ length: 4 }, () => ['asks', 'missing']).flat());
    await clock.advance(9_999);
    expect(story.length).toBe(8);
    await clock.advance(1);
    expect(story.slice(8)).toEqual(['asks', 'missing', 'refreshes']);
  });

  it('has batches read beside each look at a call that is there, one look after the other', async () => {
    let answered = (): void => {};
    const { clock, story, listener } = listening(call, () => new Promise((resolve) => { answered = resolve; }));
    const look = ['asks', 'present', 'asks for batches'];
    listener.deaf(true);
    await clock.advance(1_000);
    expect(story).toEqual(look);
    await clock.advance(60_000);
    expect(story).toEqual(look);
    for (const pauseMs of [1_000, 2_000, 4_000]) {
      answered();
      await clock.advance(pauseMs);
    }
    expect(story).toEqual(Array.from({ length: 4 }, () => look).flat());
    answered();
    await clock.advance(10_000);
    expect(story.slice(12)).toEqual(look);
    // Another connection, over which listeners would bring the same, once there is nothing left to ask over this one.
    answered();
    await clock.advance(0);
    expect(story.slice(15)).toEqual(['refreshes']);
  });

  it('goes on with its looks where batches can’t be read', async () => {
    const { clock, story, listener } = listening(call, () => Promise.reject(new TypeError('reading broke')));
    listener.deaf(true);
    await clock.advance(2_000);
    expect(story).toEqual(Array.from({ length: 2 }, () => ['asks', 'present', 'asks for batches']).flat());
  });

  it('that hears while batches are read opens no other connection, and looks no further', async () => {
    let answered = (): void => {};
    const { clock, story, listener } = listening(call, () => new Promise((resolve) => { answered = resolve; }));
    listener.deaf();
    await clock.advance(0);
    listener.hears();
    answered();
    await clock.advance(600_000);
    expect([story, clock.pending]).toEqual([['asks', 'present', 'asks for batches'], 0]);
  });

  it('that hears over its new connection is read beside no more', async () => {
    const { clock, story, listener } = listening(missing);
    listener.deaf(true);
    await clock.advance(1_000);
    listener.hears();
    await clock.advance(600_000);
    expect([story, clock.pending]).toEqual([['asks', 'missing'], 0]);
  });

  it('whose store is away while it is given another says nothing, and goes on', async () => {
    const { clock, story, listener } = listening(lost('unavailable'));
    listener.deaf(true);
    await clock.advance(18_000);
    expect(story).toEqual(Array.from({ length: 5 }, () => 'asks'));
  });

  it('is looked after no more once it hears, or is stopped', async () => {
    const { clock, scope, story, listener } = listening(missing);
    listener.deaf();
    await clock.advance(0);
    listener.hears();
    await clock.advance(600_000);
    expect([story.length, clock.pending]).toEqual([3, 0]);
    listener.deaf();
    scope.end();
    await clock.advance(600_000);
    expect([story.at(-1), clock.pending]).toEqual(['asks', 0]);
  });
});
