import { beforeAll, describe, expect, it } from 'vitest';
import type { CandidateBatch } from '#protocol/candidate-batch.ts';
import { ManualClock } from '../../base/testing/manual-clock.ts';
import { createCallId } from '../link/call-link.ts';
import { createMemoryStore } from './memory-channel.ts';
import type { Opened, SealInstance } from '../seal/seal.ts';
import type { CallSeen } from '../signal-channel.ts';
import { describeSignalChannel } from '../testing/contract.ts';
import { contextOf, HostileStore, PLACES, type HostileChannel, type Message, type Place } from '../testing/hostile-store.ts';
import { ATTACKS, type Refusal } from '../testing/hostile-tamperings.ts';
import { claim, open } from '../testing/messages-of-a-call.ts';
import { createWebCryptoSeal } from '../seal/webcrypto-seal.ts';

describeSignalChannel('a hostile store that keeps still', async () => {
  const clock = new ManualClock();
  const [store, hostile] = [createMemoryStore(clock), new HostileStore()];
  return {
    channel: (callId, uid) => hostile.wrap(store.channel(callId, uid)),
    now: () => clock.now(),
    async until(isSo) {
      for (let tries = 0; tries < 100 && !isSo(); tries++) await clock.advance(100);
      expect(isSo()).toBe(true);
    },
    calmDown: () => clock.advance(1000),
    async stop() {
      expect(clock.pending).toBe(0);
    },
  };
});

interface Side {
  readonly keys: SealInstance;
  readonly channel: HostileChannel;
}

const clock = new ManualClock();
const store = createMemoryStore(clock);
const hostile = new HostileStore();
// Two calls under one secret, as no two calls are: so that nothing but their ids tells them apart.
const seal = createWebCryptoSeal(crypto.getRandomValues(new Uint8Array(16)));

/** Round 1 fresh, round 2 addressed, each answered, with two batches a side. */
async function exchange(): Promise<Record<'alice' | 'bob', Side>> {
  const callId = createCallId();
  const side = async (uid: string): Promise<Side> => ({ keys: await seal.createInstance(), channel: hostile.wrap(store.channel(callId, uid)) });
  const [alice, bob] = [await side('alice'), await side('bob')];
  const made = async (by: Side, to: Side, place: Place, round: number, index = 0): Promise<Message> => {
    const message = { callId, place, round, index };
    const addressee = place === 'answer' || place === 'callee-batch' || round > 1 ? to.keys.instance : undefined;
    return { ...message, sealed: await by.keys.seal(contextOf({ ...message, sealed: new Uint8Array() }), `${place} ${round} ${index}`, addressee) };
  };
  for (const round of [1, 2]) {
    const [offer, answer] = [await made(alice, bob, 'offer', round), await made(bob, alice, 'answer', round)];
    const batches = await Promise.all([0, 1].flatMap((index) => [made(alice, bob, 'caller-batch', round, index), made(bob, alice, 'callee-batch', round, index)]));
    const [callers, callees, lateCallers, lateCallees] = batches as [Message, Message, Message, Message];
    const outcomes = [
      await alice.channel.commit(round === 1 ? { intent: 'open', offer, batch: callers } : { intent: 'offer', offer, batch: callers, freesSeat: false }),
      await bob.channel.commit({ intent: round === 1 ? 'claim' : 'answer', answer, batch: callees }),
      await alice.channel.commit({ intent: 'batch', side: 'caller', batch: lateCallers }),
      await bob.channel.commit({ intent: 'batch', side: 'callee', batch: lateCallees }),
    ];
    expect(outcomes.map(({ kind }) => kind)).toEqual(Array(4).fill('committed'));
    if (round === 1) rounds[callId] = hostile.archive.filter((message) => message.callId === callId);
  }
  return { alice, bob };
}

const rounds: Record<string, readonly Message[]> = {};
let people: Record<'alice' | 'bob', Side>;
beforeAll(async () => {
  await exchange();
  people = await exchange();
});

const readerOf = (place: Place): Side => (place === 'offer' || place === 'caller-batch' ? people.bob : people.alice);

/** Everything that the reader of a place is shown there now. */
async function shownAt(place: Place): Promise<readonly Message[]> {
  const { channel } = readerOf(place);
  const { callId } = channel;
  const calls: CallSeen[] = [];
  const batches: CandidateBatch[] = [];
  const side = place === 'caller-batch' ? 'caller' : 'callee';
  const stops = [channel.observeCall((seen) => calls.push(seen)), channel.observeBatches(side, (some) => batches.push(...some))];
  await clock.advance(10);
  for (const stop of stops) stop();
  if (place === 'caller-batch' || place === 'callee-batch') return batches.map((batch) => ({ callId, place, ...batch }));
  return calls.flatMap((seen) => {
    const description = seen.kind === 'present' ? seen.call[place] : undefined;
    return description ? [{ callId, place, index: 0, ...description }] : [];
  });
}

async function openedAt(place: Place): Promise<readonly Opened[]> {
  const shown = await shownAt(place);
  return Promise.all(shown.map((message) => readerOf(place).keys.open(contextOf(message), message.sealed)));
}

const refused = (refusal: Refusal): unknown => (refusal === 'not-for-me' ? { kind: 'not-for-me' } : { kind: 'refused', reason: refusal });

/** One call, at its second round: everything is addressed. */
describe.each(PLACES)('what a hostile store shows in place of an addressed %s', (place) => {
  it.each(ATTACKS.filter(({ places }) => !places || places.includes(place)))('is refused with a name when it $name, and opens when it does not', async ({ tamper, refusal }) => {
    const { channel } = readerOf(place);
    channel.tamper((message, archive) => (message.place === place ? tamper(message, archive) : [message]));
    const spoilt = await openedAt(place);
    expect(spoilt.length).toBeGreaterThan(0);
    for (const opened of spoilt) expect(opened).toMatchObject(refused(refusal.addressed) as object);
    channel.tamper((message) => [message]);
    const genuine = await openedAt(place);
    expect(genuine.map((opened) => (opened.kind === 'opened' ? opened.content : opened.kind))).toEqual(
      [0, 1].slice(0, place.endsWith('batch') ? 2 : 1).map((index) => `${place} 2 ${index}`),
    );
  });

  it('opens in any order, as often as it is shown, and not at all when withheld', async () => {
    const { channel } = readerOf(place);
    channel.tamper((message) => [message, message]);
    const doubled = await openedAt(place);
    expect(doubled.map(({ kind }) => kind)).toEqual(Array(place.endsWith('batch') ? 4 : 2).fill('opened'));
    channel.tamper((message) => (message.place === place ? [] : [message]));
    expect(await openedAt(place)).toEqual([]);
    channel.tamper((message) => [message]);
  });
});

/** Its first round, which every holder of the link can open. */
describe.each(['offer', 'caller-batch'] as const)('what a hostile store shows in place of a fresh %s', (place) => {
  const attacks = ATTACKS.filter(({ places, needsEarlierRound }) => !needsEarlierRound && (!places || places.includes(place)));

  it.each(attacks)('is refused with a name when it $name, and opens when it does not', async ({ tamper, refusal }) => {
    const { keys, channel } = people.bob;
    const [genuine] = (rounds[channel.callId] ?? []).filter((message) => message.place === place);
    const spoilt = tamper(genuine!, hostile.archive.filter(({ round }) => round === 1));
    for (const message of spoilt) expect(await keys.open(contextOf(message), message.sealed)).toMatchObject(refused(refusal.fresh) as object);
    expect(await keys.open(contextOf(genuine!), genuine!.sealed)).toMatchObject({ kind: 'opened', addressed: false });
  });
});

describe('a hostile store', () => {
  it('spoils nothing of what it keeps: what was committed stands underneath', async () => {
    const callId = createCallId();
    // Of its own: another test replays whatever the first one keeps.
    const another = new HostileStore();
    const [alice, bob] = ['alice', 'bob'].map((uid) => another.wrap(store.channel(callId, uid)));
    await alice!.commit(open);
    bob!.tamper((message) => [{ ...message, sealed: message.sealed.fill(0) }]);
    await bob!.read();
    await bob!.commit(claim(1));
    bob!.tamper((message) => [message]);
    expect(await bob!.read()).toEqual({ kind: 'present', call: store.peek(callId).document });
    expect(another.archive.map(({ place }) => place)).toEqual(['offer', 'caller-batch', 'answer', 'callee-batch']);
  });
});
