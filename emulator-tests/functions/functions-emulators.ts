import { startEmulators } from '../../scripts/stack/firebase-emulators.ts';

export const STUN_URL = 'stun:stun.example.org:3478';
export const RELAY_URL = 'turn:turn.example.org:3478?transport=udp';
export const RELAY_SECRET = 'a secret of this suite alone';

/** The packed functions on real emulators, set up as a site with a relay of its own would be. */
const PARAMS = `TURN_PROVIDER=coturn\nSTUN_URLS=${STUN_URL}\nTURN_URLS=${RELAY_URL}\n`;
const SECRETS = `TURN_SECRET="${RELAY_SECRET}"\n`;

/** Where they are, as plain values: a test file runs in another process than what started them. */
export interface FunctionsEmulators {
  readonly projectId: string;
  readonly region: string;
  readonly ports: { readonly auth: number; readonly firestore: number; readonly functions: number };
}

/** @throws Missing when the machine can't run the emulators */
export async function startFunctionsEmulators(label: string): Promise<{ readonly emulators: FunctionsEmulators; stop(): Promise<void> }> {
  // A project of its own: two suites with one id meet in the emulators' hub.
  const projectId = `demo-firelink-functions-${label}`;
  const { ports, functions, stop } = await startEmulators({ projectId, functions: { params: PARAMS, secrets: SECRETS }, ui: false });
  const { auth, firestore, functions: functionsPort } = ports;
  return { emulators: { projectId, region: functions?.region ?? '', ports: { auth, firestore, functions: functionsPort } }, stop };
}
