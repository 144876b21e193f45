/** Runs in the browser: alice's channel, within reach of the test. */
import { initializeApp } from 'firebase/app';
import { connectFirestoreEmulator, initializeFirestore } from 'firebase/firestore';
import { isCallId } from '#protocol/identifiers.ts';
import { systemClock } from '../../../engine/src/base/clock.ts';
import { silentLogger } from '../../../engine/src/base/logger.ts';
import { createFirestoreChannel } from '../../../engine/src/signaling/firestore/firestore-channel.ts';
import type { SignalChannel } from '../../../engine/src/signaling/signal-channel.ts';

export interface PageOptions {
  readonly callId: string;
  readonly projectId: string;
  readonly host: string;
  readonly port: number;
  readonly idToken: string;
}

declare global {
  interface Window {
    openChannel(options: PageOptions): void;
    channel: SignalChannel;
  }
}

window.openChannel = ({ callId, projectId, host, port, idToken }) => {
  if (!isCallId(callId)) throw new TypeError('no call id');
  const firestore = initializeFirestore(initializeApp({ projectId, apiKey: 'an-api-key' }), {});
  connectFirestoreEmulator(firestore, host, port, { mockUserToken: { sub: 'alice' } });
  window.channel = createFirestoreChannel({
    firestore, callId, uid: 'alice', clock: systemClock, logger: silentLogger, restOrigin: `http://${host}:${port}`,
    getTokens: async () => ({ idToken }),
    isOnline: () => navigator.onLine,
    isVisible: () => document.visibilityState === 'visible',
  });
};
