/** A store that has just been started takes several times as long: it is used for a while first, in the ways that count. */
import { createCallId } from '../../engine/src/signaling/link/call-link.ts';
import { claim, end, open } from '../../engine/src/signaling/testing/messages-of-a-call.ts';
import { createParticipants } from '../../emulator-tests/signaling/firestore-participants.ts';

/** By then a commit takes what it goes on to take. */
const CALLS = 60;

/** Calls are opened, listened to, answered and ended, one after the other. */
export async function warmUpStore(origin: string, projectId: string): Promise<void> {
  const participants = createParticipants(origin, projectId);
  try {
    await participants.warmUp();
    for (let number = 0; number < CALLS; number += 1) {
      const callId = createCallId();
      const [alice, bob] = [participants.join(callId, 'alice'), participants.join(callId, 'bob')];
      await alice.commit(open);
      const isAnswered = new Promise<void>((resolve) => {
        alice.observeCall((seen) => {
          if (seen.kind === 'present' && seen.call.callee !== '') resolve();
        });
      });
      await bob.read();
      await bob.commit(claim(1));
      await isAnswered;
      await alice.commit(end('caller'));
      alice.close();
      bob.close();
    }
  } finally {
    await participants.leave();
  }
}
