import { deleteApp, initializeApp } from 'firebase/app';
import { connectFirestoreEmulator, initializeFirestore } from 'firebase/firestore';
import { afterAll, beforeAll, beforeEach, expect, inject, it } from 'vitest';
import { ManualClock } from '../../engine/src/base/testing/manual-clock.ts';
import { silentLogger } from '../../engine/src/base/logger.ts';
import { Scope } from '../../engine/src/base/scope.ts';
import { createCallId } from '../../engine/src/signaling/link/call-link.ts';
import { FirestoreBatches } from '../../engine/src/signaling/firestore/firestore-batches.ts';
import { createFirestoreChannel } from '../../engine/src/signaling/firestore/firestore-channel.ts';
import type { FirestoreRequests } from '../../engine/src/signaling/firestore/requests/firestore-requests.ts';
import type { CallSeen, SignalChannel } from '../../engine/src/signaling/signal-channel.ts';
import { claim, end, late, offer, open } from '../../engine/src/signaling/testing/messages-of-a-call.ts';
import { createParticipants, unsignedToken } from './firestore-participants.ts';

/** Of one of the people no listener ever gets a connection: what is seen has been read by requests of the channel's own. */

const { host, port, projectId } = inject('firestoreEmulator');
const origin = `http://${host}:${port}`;
const participants = createParticipants(origin, projectId);
const app = initializeApp({ projectId }, 'unconnected');
const firestore = initializeFirestore(app, {});
/** A port without a listener. */
const NOWHERE = 1;
connectFirestoreEmulator(firestore, '127.0.0.1', NOWHERE);
const hearingApp = initializeApp({ projectId }, 'hearing');
const hearing = initializeFirestore(hearingApp, {});
connectFirestoreEmulator(hearing, host, port, { mockUserToken: { sub: 'bob' } });

let clock: ManualClock;
/** Between the reads beside listeners that stay without a connection. */
let pausesMs: number[];
let seen: CallSeen[];
let batches: string[][];
let underWay: number;
let queries: number;

beforeAll(() => participants.warmUp());
beforeEach(() => {
  [clock, pausesMs, seen, batches, underWay, queries] = [new ManualClock(Date.now()), [10_000, 20_000, 40_000, 60_000, 60_000], [], [], 0, 0];
});
afterAll(async () => {
  await participants.leave();
  await Promise.all([app, hearingApp].map((one) => deleteApp(one)));
});

const unconnected = (callId: SignalChannel['callId'], uid: string): SignalChannel => createFirestoreChannel({
  firestore, callId, uid, clock, logger: silentLogger, restOrigin: origin,
  getTokens: async () => ({ idToken: unsignedToken(uid, projectId) }),
  isVisible: () => true,
  isOnline: () => true,
  async fetch(url, init) {
    if (typeof url === 'string' && url.includes(':runQuery')) queries += 1;
    underWay += 1;
    try {
      const response = await fetch(url, init);
      return new Response(await response.text(), { status: response.status });
    } finally {
      underWay -= 1;
    }
  },
});

/** @returns what stops both */
function watch(channel: SignalChannel, side: 'caller' | 'callee'): () => void {
  const stops = [
    channel.observeBatches(side, (some) => batches.push(some.map(({ round, index }) => `${round}/${index}`))),
    channel.observeCall((one) => {
      if (one.kind !== 'lost') seen.push(one);
    }),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}

/** The first look comes when the SDK says that it has no connection. */
async function looks(): Promise<void> {
  const before = seen.length;
  if (before > 0) await clock.advance(pausesMs.shift()!);
  await expect.poll(() => seen.length).toBe(before + 1);
  await expect.poll(() => underWay).toBe(0);
}

it('bob’s listeners have no connection: alice’s batches, early and late, are read for him beside the call', async () => {
  const callId = createCallId();
  const [alice, bob] = [participants.join(callId, 'alice'), unconnected(callId, 'bob')];
  await alice.commit(open);
  const stop = watch(bob, 'caller');
  await looks();
  expect(batches).toEqual([['1/0']]);
  await alice.commit(late('caller', 1, 1));
  await looks();
  expect(batches.at(-1)).toEqual(['1/0', '1/1']);
  stop();
  await clock.advance(600_000);
  expect([seen.length, queries]).toEqual([2, 2]);
  for (const channel of [alice, bob]) channel.close();
});

it('alice’s listeners have no connection: bob’s batches are asked for once his answer to her offer stands, and no earlier', async () => {
  const callId = createCallId();
  const [alice, bob] = [unconnected(callId, 'alice'), participants.join(callId, 'bob')];
  await alice.commit(open);
  watch(alice, 'callee');
  await looks();
  await looks();
  expect(queries).toBe(0);
  await bob.read();
  await bob.commit(claim(1));
  await bob.commit(late('callee', 1, 1));
  await looks();
  expect([queries, batches]).toEqual([1, [['1/0', '1/1']]]);
  await alice.commit(offer(2));
  await looks();
  expect(queries).toBe(1);
  for (const channel of [alice, bob]) channel.close();
});

it('carol’s listeners have no connection, and she comes third: she is refused a read of batches, and goes on seeing the call', async () => {
  const callId = createCallId();
  const [alice, bob, carol] = [participants.join(callId, 'alice'), participants.join(callId, 'bob'), unconnected(callId, 'carol')];
  await alice.commit(open);
  await bob.read();
  await bob.commit(claim(1));
  watch(carol, 'caller');
  await looks();
  expect(queries).toBe(1);
  await alice.commit(end('caller'));
  await looks();
  expect(seen.at(-1)).toMatchObject({ kind: 'present', call: { ended: { by: 'caller' } } });
  expect(batches).toEqual([]);
  for (const channel of [alice, bob, carol]) channel.close();
});

it('bob’s listener hears while batches are read beside it: what it has brought is newer, and stays', async () => {
  const callId = createCallId();
  const alice = participants.join(callId, 'alice');
  await alice.commit(open);
  const look = await alice.read();
  if (look.kind !== 'present') throw new Error(`expected a call, saw ${look.kind}`);
  const scope = new Scope();
  let answered = (): void => {};
  const list: FirestoreRequests['list'] = () => new Promise((resolve) => {
    queries += 1;
    answered = () => resolve({ kind: 'answered', value: [] });
  });
  const beside = new FirestoreBatches(scope, { list }, { firestore: hearing, callId, clock, logger: silentLogger }, () => {});
  const stop = beside.observe('caller', (some) => batches.push(some.map(({ round, index }) => `${round}/${index}`)));
  await expect.poll(() => batches).toEqual([['1/0']]);
  const old = beside.read(look.call);
  await alice.commit(late('caller', 1, 1));
  await expect.poll(() => batches).toEqual([['1/0'], ['1/0', '1/1']]);
  answered();
  await old;
  expect(batches).toHaveLength(2);
  // A look that nothing has overtaken is reported.
  const current = beside.read(look.call);
  answered();
  await current;
  expect(batches.at(-1)).toEqual([]);
  stop();
  await beside.read(look.call);
  expect(queries).toBe(2);
  scope.end();
  alice.close();
});
