import { deleteApp, initializeApp, type FirebaseApp } from 'firebase/app';
import { Bytes, connectFirestoreEmulator, doc, initializeFirestore, runTransaction, serverTimestamp, Timestamp, type Firestore } from 'firebase/firestore';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import type { CallId } from '#protocol/identifiers.ts';
import { systemClock } from '../../engine/src/base/clock.ts';
import { Scope } from '../../engine/src/base/scope.ts';
import { ServerClock } from '../../engine/src/base/server-clock.ts';
import { createCallId } from '../../engine/src/signaling/link/call-link.ts';
import type { DocumentWrite } from '../../engine/src/signaling/firestore/requests/firestore-commit.ts';
import { FirestoreRequests } from '../../engine/src/signaling/firestore/requests/firestore-requests.ts';
import { TokenCache } from '../../engine/src/signaling/firestore/requests/token-cache.ts';
import { SERVER_TIME, type FieldMap, type FieldValue } from '../../engine/src/signaling/firestore/requests/firestore-values.ts';
import { planWrites } from '../../engine/src/signaling/firestore/requests/firestore-write-plan.ts';
import type { SignalWrite } from '../../engine/src/signaling/signal-channel.ts';
import { answer, away, claim, decline, end, extend, late, offer, open, remove, returning, requestRound } from '../../engine/src/signaling/testing/messages-of-a-call.ts';
import { unsignedToken } from './firestore-participants.ts';

/** What our own requests leave in the database is what the SDK leaves there, type by type. */

const { host, port, projectId } = inject('firestoreEmulator');
const origin = `http://${host}:${port}`;
const documents = `projects/${projectId}/databases/(default)/documents`;
const apps: FirebaseApp[] = [];
const scope = new Scope();
const startMs = Date.now();

type Commit = (uid: string, writes: readonly DocumentWrite[]) => Promise<unknown>;
type Step = readonly [uid: string, write: SignalWrite];

const CALL: readonly Step[] = [
  ['alice', open], ['bob', claim(1)], ['alice', late('caller', 1, 1)], ['bob', requestRound(2)], ['alice', away('caller', 1)], ['bob', away('callee', 1)],
  ['alice', returning('caller', 1)],
  ['alice', offer(2)], ['bob', answer(2)], ['bob', extend], ['alice', offer(3, true)], ['alice', end('caller')],
];
const DECLINED: readonly Step[] = [['alice', open], ['bob', decline]];

let bySdk: Commit;
let byRequest: Commit;

beforeAll(async () => {
  const stores = new Map(['alice', 'bob'].map((uid): [string, Firestore] => {
    const app = initializeApp({ projectId }, `${uid}, comparing`);
    apps.push(app);
    const firestore = initializeFirestore(app, {});
    connectFirestoreEmulator(firestore, host, port, { mockUserToken: { sub: uid } });
    return [uid, firestore];
  }));
  bySdk = (uid, writes) => commitBySdk(stores.get(uid)!, writes);
  const requests = new Map([...stores].map(([uid, firestore]) => {
    const tokens = new TokenCache(scope, systemClock, async () => ({ idToken: unsignedToken(uid, projectId) }));
    return [uid, new FirestoreRequests({ firestore, restOrigin: origin, clock: systemClock, serverClock: new ServerClock(systemClock), isOnline: () => true }, tokens)];
  }));
  byRequest = async (uid, writes) => {
    expect(await requests.get(uid)!.commit(writes)).toEqual({ kind: 'answered', value: 'committed' });
  };
  // A fresh emulator takes longer than a commit's deadline for its first.
  while ((await requests.get('alice')!.warm()).kind === 'unanswered');
});
afterAll(async () => {
  scope.end();
  await Promise.all(apps.map((app) => deleteApp(app)));
});

it.each([['a call', CALL], ['a call that is declined', DECLINED]])('%s, after each of its commits', async (_, steps) => {
  const ids = [createCallId(), createCallId()] as const;
  for (const [index, [uid, write]] of steps.entries()) {
    await bySdk(uid, plan(ids[0], uid, write, index));
    await byRequest(uid, plan(ids[1], uid, write, index));
    const stored = await contentOf(ids[0]);
    expect(Object.keys(stored)).not.toHaveLength(0);
    expect(await contentOf(ids[1]), write.intent).toEqual(stored);
  }
});

it('a call that is deleted, with its batches', async () => {
  const callId = createCallId();
  for (const [index, [uid, write]] of [['alice', open], ['alice', end('caller')], ['alice', remove]].entries() as Iterable<[number, Step]>) {
    await byRequest(uid, plan(callId, uid, write, index));
  }
  expect(await contentOf(callId)).toEqual({});
});

it('an update of what is not there, and a commit that the rules refuse, leave nothing', async () => {
  const callId = createCallId();
  await expect(byRequest('bob', plan(callId, 'bob', decline, 0))).rejects.toThrow(/turned-down/);
  await expect(byRequest('bob', plan(callId, 'alice', open, 0))).rejects.toThrow(/turned-down/);
  expect(await contentOf(callId)).toEqual({});
});

/** Time passes from step to step, and is the same for both. */
function plan(callId: CallId, uid: string, write: SignalWrite, index: number): readonly DocumentWrite[] {
  return planWrites(write, { callId, uid, nowMs: startMs + 1000 * index, leaseMs: startMs + 3_600_000, knownBatches: [`calls/${callId}/callerCandidates/0`] });
}

async function commitBySdk(firestore: Firestore, writes: readonly DocumentWrite[]): Promise<void> {
  await runTransaction(firestore, async (transaction) => {
    for (const write of writes) {
      const reference = doc(firestore, write.path);
      if (write.op === 'delete') transaction.delete(reference);
      else if (write.op === 'set') transaction.set(reference, asSdk(write.fields));
      else transaction.update(reference, asSdk(write.fields));
    }
  }, { maxAttempts: 1 });
}

function asSdk(fields: FieldMap): { [name: string]: object | string | number | boolean } {
  return Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, valueAsSdk(value)]));
}

function valueAsSdk(value: FieldValue): object | string | number | boolean {
  if (value === SERVER_TIME) return serverTimestamp();
  if (value instanceof Uint8Array) return Bytes.fromUint8Array(value);
  if (value instanceof Date) return Timestamp.fromDate(value);
  return typeof value === 'object' ? asSdk(value) : value;
}

/** As the database's owner reads it over REST: every document of a call by its path, without the times at which the server wrote. */
async function contentOf(callId: string): Promise<Record<string, unknown>> {
  const paths = ['', ...['caller', 'callee'].flatMap((side) => [0, 1].map((index) => `/${side}Candidates/${index}`))];
  const response = await fetch(`${origin}/v1/${documents}:batchGet`, {
    method: 'POST',
    headers: { Authorization: 'Bearer owner' },
    body: JSON.stringify({ documents: paths.map((path) => `${documents}/calls/${callId}${path}`) }),
  });
  const results = (await response.json()) as { found?: { name: string; fields: object } }[];
  const found = results.flatMap((result) => (result.found ? [result.found] : []));
  return Object.fromEntries(found.map(({ name, fields }) => [
    name.slice(`${documents}/calls/${callId}`.length),
    JSON.parse(withoutServerTimes(JSON.stringify(fields)).replace(`{"stringValue":"${callId[0]}"}`, '"the shard"')) as unknown,
  ]));
}

/** `createdAt` and `at`: a time since this file began. Whatever else they may be is left as it is, and differs. */
function withoutServerTimes(json: string): string {
  return json.replaceAll(/"(createdAt|at)":\{"timestampValue":"([^"]+)"\}/g, (whole, name: string, text: string) => (
    Date.parse(text) >= startMs && Date.parse(text) <= Date.now() ? `"${name}":"server time"` : whole
  ));
}
