import { afterAll, inject } from 'vitest';
import { describeSignalChannel } from '../../web/src/signaling/testing/contract.ts';
import { createParticipants } from './firestore-participants.ts';

const BETWEEN_MS = 10;
const PATIENCE_MS = 8000;

const pause = (ms: number): Promise<void> => new Promise((resolve) => {
  setTimeout(resolve, ms);
});

const { host, port, projectId } = inject('firestoreEmulator');
const participants = createParticipants(`http://${host}:${port}`, projectId);

afterAll(() => participants.leave());

describeSignalChannel('the Firestore channel', async () => {
  return {
    channel: (callId, uid) => participants.join(callId, uid),
    now: () => Date.now(),
    async until(isSo) {
      const deadline = Date.now() + PATIENCE_MS;
      while (!isSo()) {
        if (Date.now() > deadline) throw new Error('it has not come about in time');
        await pause(BETWEEN_MS);
      }
    },
    // Ten times what a change takes to reach the other client here.
    calmDown: () => pause(300),
    stop: async () => {},
  };
});
