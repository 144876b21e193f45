/** How many credentials one instance of the packed function mints a second, its limits counted in Firestore. */
import { randomUUID } from 'node:crypto';
import type { TableRow } from '../../scripts/test-run/for-the-record.ts';
import { RELAY_SECRET, RELAY_URL, STUN_URL } from '../../emulator-tests/functions/functions-emulators.ts';
import { startInstance } from '../../emulator-tests/functions/one-instance.ts';
import { unsignedToken as unsignedIdToken } from '../../emulator-tests/signaling/firestore-participants.ts';
import { startFirestoreEmulator } from '../../emulator-tests/support/stacks/firestore-emulator.ts';
import { unsignedToken as unsignedAppToken } from '../../engine/src/client/firebase/unsigned-token.ts';
import { median } from '../median.ts';

/** Visitors, each with an account and an address of their own. */
const VISITORS = 1_000;
/** What one instance takes at once (functions/src/index.ts). */
const LANES = 80;

export async function benchMint(tell: (text: string) => void): Promise<readonly TableRow[]> {
  const projectId = 'demo-firelink-bench-mint';
  const emulator = await startFirestoreEmulator({ projectId });
  const instance = await startInstance(projectId, {
    FIRESTORE_EMULATOR_HOST: `${emulator.host}:${emulator.port}`,
    TURN_PROVIDER: 'coturn', STUN_URLS: STUN_URL, TURN_URLS: RELAY_URL, TURN_SECRET: RELAY_SECRET,
  });
  const ask = async (number: number): Promise<number> => {
    const started = performance.now();
    const response = await fetch(`${instance.url}/mintTurnCredentials`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        authorization: `Bearer ${unsignedIdToken(randomUUID(), projectId)}`,
        'x-firebase-appcheck': unsignedAppToken({ appId: '1:1:web:1', projectId }, Date.now()).token,
        'x-forwarded-for': `10.${(number >> 16) & 255}.${(number >> 8) & 255}.${number & 255}`,
      },
      body: JSON.stringify({ data: null }),
    });
    const text = await response.text();
    if (!text.includes(RELAY_URL)) throw new Error(`no relay was given: ${response.status} ${text}`);
    return performance.now() - started;
  };
  try {
    tell('Minting…');
    // The first opens the connection to Firestore.
    for (let number = 0; number < 5; number += 1) await ask(number);
    const numbers = Array.from({ length: VISITORS }, (_, number) => number + 5).values();
    const times: number[] = [];
    const started = performance.now();
    const lane = async (): Promise<void> => {
      for (const number of numbers) times.push(await ask(number));
    };
    await Promise.all(Array.from({ length: LANES }, lane));
    const seconds = (performance.now() - started) / 1000;
    return [{
      credentials: VISITORS, 'at once': LANES, 'a second': Math.round(VISITORS / seconds), 'median ms': Math.round(median(times)), 'worst ms': Math.round(Math.max(...times)),
    }];
  } finally {
    await instance.stop();
    await emulator.stop();
  }
}
