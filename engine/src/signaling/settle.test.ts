import { beforeEach, describe, expect, it } from 'vitest';
import { LEASE_MS } from '#protocol/lifetimes.ts';
import type { Clock } from '../base/clock.ts';
import { AppError } from '../base/errors.ts';
import { ManualClock, WrongClock } from '../base/testing/manual-clock.ts';
import { ServerClock } from '../base/server-clock.ts';
import { createCallId } from './link/call-link.ts';
import { createMemoryStore, type MemoryStore } from './memory/memory-channel.ts';
import { MemoryFaults } from './memory/memory-faults.ts';
import { commitAndSettle, FIRST_TRY_MS, MAX_TRIES, type Settled } from './settle.ts';
import type { SignalChannel, SignalWrite } from './signal-channel.ts';
import { claim, end, late, offer, open, requestRound } from './testing/messages-of-a-call.ts';

const DAY_MS = 24 * 3_600_000;

describe('a commit that is settled', () => {
  let clock: ManualClock;
  let store: MemoryStore;
  let faults: MemoryFaults;
  let alice: SignalChannel;
  let bob: SignalChannel;
  let carol: SignalChannel;
  let tries: number;

  beforeEach(async () => {
    clock = new ManualClock();
    store = createMemoryStore(clock);
    faults = new MemoryFaults();
    const callId = createCallId();
    alice = store.channel(callId, 'alice');
    bob = store.channel(callId, 'bob', faults);
    carol = store.channel(callId, 'carol');
    tries = 0;
    const commit = bob.commit.bind(bob);
    bob.commit = (write) => {
      tries++;
      return commit(write);
    };
    await alice.commit(open);
  });

  const settle = async (write: SignalWrite, machine: Clock = clock): Promise<Settled> => {
    let settled: Settled | undefined;
    void commitAndSettle(bob, machine, write).then((outcome) => { settled = outcome; });
    await clock.advance(60_000);
    if (!settled) throw new Error('it never settled');
    return settled;
  };

  it('lands at once when nothing is in the way', async () => {
    expect([await settle(claim(1)), tries]).toEqual([{ kind: 'landed' }, 1]);
  });

  it('has landed when the answer to it was lost', async () => {
    faults.loseNext({ landed: true });
    expect([await settle(claim(1)), tries]).toEqual([{ kind: 'landed' }, 1]);
  });

  it('is made once more when the request was lost', async () => {
    faults.loseNext({ landed: false });
    expect([await settle(claim(1)), tries]).toEqual([{ kind: 'landed' }, 2]);
    expect(store.peek(bob.callId).document?.callee).toBe('bob');
  });

  it('is superseded, never full, when a claim crosses a new offer', async () => {
    await alice.commit(offer(2));
    expect(await settle(claim(1))).toMatchObject({ kind: 'superseded', call: { offer: { round: 2 }, callee: '' } });
    expect(await settle(claim(2))).toEqual({ kind: 'landed' });
  });

  it('tells the second of two who claim that it is full', async () => {
    await carol.commit(claim(1, 9));
    expect([await settle(claim(1)), tries]).toEqual([{ kind: 'full' }, 1]);
  });

  it('tells that it is over, expired or gone', async () => {
    await alice.commit(end('caller'));
    expect(await settle(claim(1))).toMatchObject({ kind: 'ended', call: { ended: { reason: 'hung-up' } } });
    await clock.advance(LEASE_MS);
    await alice.commit({ intent: 'delete', batches: 'known' });
    expect(await settle(claim(1))).toEqual({ kind: 'gone' });
    await alice.commit(open);
    await clock.advance(LEASE_MS);
    expect(await settle(claim(1))).toEqual({ kind: 'expired' });
  });

  it('gives up after a few tries while offline, and says why', async () => {
    faults.isOffline = true;
    expect(await settle(claim(1))).toMatchObject({ kind: 'lost', error: { failure: 'offline' } });
    expect(tries).toBe(MAX_TRIES);
  });

  it('gets through when the network comes back between two tries', async () => {
    faults.isOffline = true;
    clock.after(700, () => { faults.isOffline = false; });
    expect([await settle(claim(1)), tries]).toEqual([{ kind: 'landed' }, 3]);
  });

  it.each([['quota-exhausted', 'does not insist', 1], ['signed-out', 'insists, since the tokens may be renewed meanwhile,', MAX_TRIES]] as const)('%s: %s', async (failure, _, times) => {
    bob.commit = async () => {
      tries++;
      return { kind: 'denied', error: new AppError(failure) };
    };
    expect([await settle(claim(1)), tries]).toMatchObject([{ kind: 'lost', error: { failure } }, times]);
  });

  it('reports a denial that nothing explains', async () => {
    for (let count = 0; count < MAX_TRIES; count++) faults.denyNext();
    expect(await settle(claim(1))).toMatchObject({ kind: 'lost', error: { failure: 'refused' } });
  });

  it.each([['slow', -DAY_MS], ['fast', DAY_MS]])('goes by the store’s clock where the machine’s own is a day %s', async (_, errorMs) => {
    const machine = new WrongClock(clock, errorMs);
    bob = store.channel(bob.callId, 'bob', faults, new ServerClock(machine));
    faults.denyNext();
    expect(await settle(claim(1), machine)).toEqual({ kind: 'landed' });
    await clock.advance(LEASE_MS);
    bob = store.channel(bob.callId, 'bob', faults, new ServerClock(machine));
    expect(await settle(requestRound(2), machine)).toEqual({ kind: 'expired' });
  });

  it('knows that candidates have landed by the denial of the second try', async () => {
    await bob.commit(claim(1));
    faults.loseNext({ landed: true });
    expect(await settle(late('callee', 1, 1))).toEqual({ kind: 'landed' });
    expect(store.peek(bob.callId).batches.callee).toHaveLength(2);
    faults.loseNext({ landed: false });
    expect(await settle(late('callee', 2, 1))).toEqual({ kind: 'landed' });
    expect(store.peek(bob.callId).batches.callee).toHaveLength(3);
  });

  it('called off for a new connection, is made anew without a pause, and that is no try', async () => {
    const commit = bob.commit.bind(bob);
    let calledOff = 0;
    bob.commit = async (write) => {
      if (++calledOff <= 2 * MAX_TRIES) return { kind: 'unknown', error: new AppError('unavailable'), isCalledOff: true };
      return commit(write);
    };
    const startMs = clock.now();
    const settled = commitAndSettle(bob, clock, claim(1));
    await clock.advance(0);
    expect([await settled, clock.now() - startMs]).toEqual([{ kind: 'landed' }, 0]);
  });

  it('called off after it has landed, is not made again', async () => {
    const commit = bob.commit.bind(bob);
    bob.commit = async (write) => {
      await commit(write);
      return { kind: 'unknown', error: new AppError('unavailable'), isCalledOff: true };
    };
    expect([await settle(claim(1)), tries]).toEqual([{ kind: 'landed' }, 1]);
  });

  it('is impatient the first time, and leaves a slow network its time after that', async () => {
    const limits: (number | undefined)[] = [];
    const read = bob.read.bind(bob);
    bob.commit = async (_, limitMs) => {
      limits.push(limitMs);
      return { kind: 'unknown', error: new AppError('unavailable') };
    };
    bob.read = (limitMs) => {
      limits.push(limitMs);
      return read();
    };
    await settle(claim(1));
    expect(limits).toEqual([FIRST_TRY_MS, FIRST_TRY_MS, ...Array.from({ length: 2 * (MAX_TRIES - 1) }, () => undefined)]);
  });

  it('leaves no timer', async () => {
    faults.loseNext({ landed: false });
    await settle(claim(1));
    expect(clock.pending).toBe(0);
  });
});
