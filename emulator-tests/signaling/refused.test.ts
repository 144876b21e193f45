import { deleteApp, initializeApp } from 'firebase/app';
import { connectFirestoreEmulator, initializeFirestore } from 'firebase/firestore';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { systemClock } from '../../engine/src/base/clock.ts';
import { silentLogger } from '../../engine/src/base/logger.ts';
import { createCallId } from '../../engine/src/signaling/link/call-link.ts';
import { createFirestoreChannel } from '../../engine/src/signaling/firestore/firestore-channel.ts';
import type { CallSeen } from '../../engine/src/signaling/signal-channel.ts';
import { open } from '../../engine/src/signaling/testing/messages-of-a-call.ts';
import { createParticipants, unsignedToken } from './firestore-participants.ts';

const { host, port, projectId } = inject('firestoreEmulator');
const origin = `http://${host}:${port}`;
const participants = createParticipants(origin, projectId);
/** The SDK knows no signed-in user: its listeners are refused. */
const app = initializeApp({ projectId }, 'nobody');
const firestore = initializeFirestore(app, {});
connectFirestoreEmulator(firestore, host, port);

beforeAll(() => participants.warmUp());
afterAll(async () => {
  await participants.leave();
  await deleteApp(app);
});

it('bob’s listener is refused, and the first tokens that he asks with as well: he sees the call with others, and is told of no refusal', async () => {
  const callId = createCallId();
  const alice = participants.join(callId, 'alice');
  await alice.commit(open);
  const asked: boolean[] = [];
  const bob = createFirestoreChannel({
    firestore, callId, uid: 'bob', clock: systemClock, logger: silentLogger, restOrigin: origin,
    getTokens: async (areRefused) => {
      asked.push(areRefused);
      return { idToken: areRefused ? unsignedToken('bob', projectId) : '' };
    },
    isVisible: () => true,
    isOnline: () => true,
  });
  const seen: CallSeen[] = [];
  bob.observeCall((one) => seen.push(one));
  await expect.poll(() => seen.length).toBeGreaterThan(0);
  expect(seen[0]).toMatchObject({ kind: 'present', call: { caller: 'alice' } });
  expect(asked).toContain(true);
  for (const channel of [alice, bob]) channel.close();
});
