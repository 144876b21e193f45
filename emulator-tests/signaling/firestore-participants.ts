/** Participants of calls over the Firestore emulator: an app for each user, whose first request is the slow one, and a channel for each call. */
import { deleteApp, initializeApp, type FirebaseApp } from 'firebase/app';
import { connectFirestoreEmulator, disableNetwork, enableNetwork, initializeFirestore, setLogLevel, type Firestore } from 'firebase/firestore';
import type { CallId } from '#protocol/identifiers.ts';
import { systemClock, type Clock } from '../../engine/src/base/clock.ts';
import { silentLogger } from '../../engine/src/base/logger.ts';
import { createCallId } from '../../engine/src/signaling/link/call-link.ts';
import { createFirestoreChannel } from '../../engine/src/signaling/firestore/firestore-channel.ts';
import type { SignalChannel } from '../../engine/src/signaling/signal-channel.ts';
import { open } from '../../engine/src/signaling/testing/messages-of-a-call.ts';

export interface Participants {
  join(callId: CallId, uid: string, clock?: Clock): SignalChannel;
  /** Resolves once the emulator answers in time: a fresh one takes longer than a commit's deadline for its first. */
  warmUp(): Promise<void>;
  /** Cuts a user who has joined off, or lets the user back in. */
  setOnline(uid: string, isOnline: boolean): Promise<void>;
  leave(): Promise<void>;
}

export function createParticipants(origin: string, projectId: string): Participants {
  setLogLevel('silent');
  const { hostname, port } = new URL(origin);
  const apps: FirebaseApp[] = [];
  const signedIn = new Map<string, Firestore>();
  const signIn = (uid: string): Firestore => {
    const app = initializeApp({ projectId }, uid);
    apps.push(app);
    const firestore = initializeFirestore(app, {});
    connectFirestoreEmulator(firestore, hostname, Number(port), { mockUserToken: { sub: uid } });
    signedIn.set(uid, firestore);
    return firestore;
  };
  const participants: Participants = {
    join(callId, uid, clock = systemClock) {
      const firestore = signedIn.get(uid) ?? signIn(uid);
      return createFirestoreChannel({
        firestore, callId, uid, clock, logger: silentLogger, restOrigin: origin,
        getTokens: async () => ({ idToken: unsignedToken(uid, projectId) }),
        isVisible: () => true,
        isOnline: () => true,
      });
    },
    async warmUp() {
      const early = participants.join(createCallId(), 'alice');
      while ((await early.commit(open)).kind === 'unknown') await early.read();
      early.close();
    },
    async setOnline(uid, isOnline) {
      const firestore = signedIn.get(uid);
      if (firestore) await (isOnline ? enableNetwork(firestore) : disableNetwork(firestore));
    },
    async leave() {
      await Promise.all(apps.splice(0).map((app) => deleteApp(app)));
    },
  };
  return participants;
}

/** What the emulator takes for a signed token. */
export function unsignedToken(uid: string, projectId: string): string {
  const part = (fields: object): string => Buffer.from(JSON.stringify(fields)).toString('base64url');
  const iat = Math.floor(Date.now() / 1000);
  const claims = { sub: uid, user_id: uid, iat, exp: iat + 3600, aud: projectId, iss: `https://securetoken.google.com/${projectId}` };
  return `${part({ alg: 'none', typ: 'JWT' })}.${part(claims)}.`;
}
