import { deleteApp, initializeApp, type FirebaseApp } from 'firebase/app';
import {
  Bytes, collection, connectFirestoreEmulator, doc, getDoc, getDocs, getFirestore, limit, query, runTransaction, serverTimestamp, setLogLevel,
  type DocumentReference, type Firestore, type Transaction,
} from 'firebase/firestore';
import { afterEach, beforeAll, expect, it } from 'vitest';
import { MAX_BATCHES, MIN_SEALED_BYTES, PROTOCOL_VERSION } from '#protocol/limits.ts';
import { recordFigure } from '../../scripts/test-run/for-the-record.ts';
import { alice, bob, carol, hoursFromNow, newCallId } from './calls.ts';

/** The rules as the web SDK meets them: every write is a transaction that reads nothing, which it sends as one commit. */

/** A few of the 500 that `npm run test:full` runs. */
const RACES = 20;

const apps: FirebaseApp[] = [];

beforeAll(() => {
  setLogLevel('silent');
});

afterEach(async () => {
  await Promise.all(apps.splice(0).map((app) => deleteApp(app)));
});

function signedIn(uid: string): Firestore {
  const [host = '', port = ''] = (process.env['FIRESTORE_EMULATOR_HOST'] ?? '').split(':');
  const app = initializeApp({ projectId: process.env['RULES_PROJECT'] ?? 'demo-rules' }, `${uid} ${newCallId()}`);
  apps.push(app);
  const firestore = getFirestore(app);
  connectFirestoreEmulator(firestore, host, Number(port), { mockUserToken: { sub: uid } });
  return firestore;
}

function sealed(): Bytes {
  return Bytes.fromUint8Array(new Uint8Array(MIN_SEALED_BYTES));
}

function commit(firestore: Firestore, write: (transaction: Transaction) => unknown): Promise<unknown> {
  return runTransaction(firestore, async (transaction) => void write(transaction), { maxAttempts: 1 });
}

function callOf(firestore: Firestore, callId: string): DocumentReference {
  return doc(firestore, 'calls', callId);
}

async function open(firestore: Firestore, callId: string): Promise<void> {
  const call = callOf(firestore, callId);
  const expiresAt = hoursFromNow(22);
  await commit(firestore, (transaction) =>
    transaction
      .set(call, { v: PROTOCOL_VERSION, caller: alice, callee: '', createdAt: serverTimestamp(), expiresAt, shard: callId[0], offer: { round: 1, sealed: sealed() } })
      .set(doc(call, 'callerCandidates', '0'), { round: 1, sealed: sealed(), expiresAt }),
  );
}

async function claim(firestore: Firestore, callId: string, uid: string): Promise<void> {
  const call = callOf(firestore, callId);
  await commit(firestore, (transaction) =>
    transaction
      .update(call, { callee: uid, answer: { round: 1, sealed: sealed() } })
      .set(doc(call, 'calleeCandidates', '0'), { round: 1, sealed: sealed(), expiresAt: hoursFromNow(20) }),
  );
}

async function listBatches(firestore: Firestore, callId: string, side: string): Promise<number> {
  return (await getDocs(query(collection(callOf(firestore, callId), side), limit(MAX_BATCHES)))).size;
}

it('alice calls, bob answers, goes away, asks for a round and gets it; alice ends the call and clears it', async () => {
  const [alices, bobs] = [signedIn(alice), signedIn(bob)];
  const callId = newCallId();
  await open(alices, callId);
  expect((await getDoc(callOf(bobs, callId))).get('caller')).toBe(alice);
  expect(await listBatches(bobs, callId, 'callerCandidates')).toBe(1);
  await claim(bobs, callId, bob);
  expect(await listBatches(alices, callId, 'calleeCandidates')).toBe(1);
  await commit(bobs, (transaction) => transaction.update(callOf(bobs, callId), { 'away.callee': 1 }));
  await commit(bobs, (transaction) => transaction.update(callOf(bobs, callId), { wanted: { round: 2 } }));
  await commit(alices, (transaction) => transaction.update(callOf(alices, callId), { offer: { round: 2, sealed: sealed() } }));
  await commit(bobs, (transaction) => transaction.update(callOf(bobs, callId), { answer: { round: 2, sealed: sealed() } }));
  await commit(alices, (transaction) => transaction.update(callOf(alices, callId), { expiresAt: hoursFromNow(22.5) }));
  await commit(alices, (transaction) =>
    transaction.update(callOf(alices, callId), { ended: { by: 'caller', reason: 'hung-up', at: serverTimestamp() } }),
  );
  await commit(alices, (transaction) => {
    const call = callOf(alices, callId);
    for (const side of ['callerCandidates', 'calleeCandidates']) {
      for (let index = 0; index < MAX_BATCHES; index += 1) transaction.delete(doc(call, side, String(index)));
    }
    transaction.delete(call);
  });
  expect((await getDoc(callOf(bobs, callId))).exists()).toBe(false);
});

it('of bob and carol, who answer at once, one has the seat; the other sees whose it is and leaves nothing behind', async ({ task }) => {
  const [alices, bobs, carols] = [signedIn(alice), signedIn(bob), signedIn(carol)];
  for (let race = 0; race < RACES; race += 1) {
    const callId = newCallId();
    await open(alices, callId);
    const [bobsClaim, carolsClaim] = await Promise.allSettled([claim(bobs, callId, bob), claim(carols, callId, carol)]);
    const callee: unknown = (await getDoc(callOf(carols, callId))).get('callee');
    expect([bobsClaim.status, carolsClaim.status].toSorted()).toEqual(['fulfilled', 'rejected']);
    expect(callee).toBe(bobsClaim.status === 'fulfilled' ? bob : carol);
    expect(await listBatches(alices, callId, 'calleeCandidates')).toBe(1);
  }
  recordFigure(task, 'races', `${RACES} of two answerers, one winner each`);
});

it('carol, who comes third, is refused with permission-denied and reads that the seat is taken', async () => {
  const [alices, bobs, carols] = [signedIn(alice), signedIn(bob), signedIn(carol)];
  const callId = newCallId();
  await open(alices, callId);
  await claim(bobs, callId, bob);
  await expect(claim(carols, callId, carol)).rejects.toMatchObject({ code: 'permission-denied' });
  expect((await getDoc(callOf(carols, callId))).get('callee')).toBe(bob);
});
