import { describe, expect, it } from 'vitest';
import { LEASE_MS, LEASE_RENEWAL_MS } from '#protocol/lifetimes.ts';
import { AppError } from '../../base/errors.ts';
import { ManualClock, WrongClock } from '../../base/testing/manual-clock.ts';
import { Scope } from '../../base/scope.ts';
import { ServerClock } from '../../base/server-clock.ts';
import type { CallSeen } from '../../signaling/signal-channel.ts';
import { LeaseKeeper } from './lease-keeper.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

function keeping({ errorMs = 0 }: { readonly errorMs?: number } = {}) {
  const [clock, scope, story] = [new ManualClock(), new Scope(), [] as string[]];
  const machine = new WrongClock(clock, errorMs);
  const serverClock = new ServerClock(machine);
  const store = { isAway: false };
  const learn = (): void => serverClock.learn(clock.now(), serverClock.moment());
  const read = async (): Promise<CallSeen> => {
    story.push('reads');
    if (store.isAway) return { kind: 'lost', error: new AppError('unavailable') };
    learn();
    return { kind: 'missing' };
  };
  const lease = new LeaseKeeper(scope, machine, { serverClock, read }, { extend: () => story.push('extends'), lapse: () => story.push('lapses'), broke: (error) => expect.unreachable(String(error)) });
  return { clock, machine, scope, story, store, learn, lease };
}

describe('a lease', () => {
  it('is extended once a connected call has used half of it, and lapses at its end without a connection', async () => {
    const { clock, story, learn, lease } = keeping();
    learn();
    lease.follow(clock.now() + LEASE_MS, true);
    await clock.advance(LEASE_MS - LEASE_RENEWAL_MS - 1);
    expect(story).toEqual([]);
    await clock.advance(1);
    expect(story).toEqual(['extends']);
    lease.follow(clock.now() + MINUTE_MS, false);
    await clock.advance(MINUTE_MS);
    expect(story).toEqual(['extends', 'lapses']);
  });

  it('that seems over by a clock that is a day fast lapses at its end, at the price of one look', async () => {
    const { clock, story, lease } = keeping({ errorMs: DAY_MS });
    lease.follow(clock.now() + 10 * MINUTE_MS, false);
    await clock.advance(10 * MINUTE_MS - 1);
    expect(story).toEqual(['reads']);
    await clock.advance(1);
    expect(story).toEqual(['reads', 'lapses']);
  });

  it('lapses at its end by a clock that was a day slow, once some answer has told what time it is', async () => {
    const { clock, story, learn, lease } = keeping({ errorMs: -DAY_MS });
    lease.follow(clock.now() + 10 * MINUTE_MS, false);
    await clock.advance(5 * MINUTE_MS);
    learn();
    await clock.advance(5 * MINUTE_MS);
    expect(story).toEqual(['lapses']);
  });

  it('that seems over while the store can’t be asked is asked for until it can', async () => {
    const { clock, story, store, lease } = keeping({ errorMs: DAY_MS });
    store.isAway = true;
    lease.follow(clock.now() + DAY_MS / 2, false);
    await clock.advance(3 * MINUTE_MS);
    expect([story.includes('lapses'), story.length > 1]).toEqual([false, true]);
    store.isAway = false;
    await clock.advance(DAY_MS / 2);
    expect(story.at(-1)).toBe('lapses');
  });

  it('leaves nothing behind when its scope ends', async () => {
    const { clock, scope, story, learn, lease } = keeping({ errorMs: -DAY_MS });
    lease.follow(clock.now() + MINUTE_MS, false);
    scope.end();
    learn();
    await clock.advance(DAY_MS);
    expect([story, clock.pending]).toEqual([[], 0]);
  });
});
