import type { Participant } from '../../participants/participant.ts';
import type { SharedStack } from '../../support/stacks/shared-stack.ts';

/** The same app for `who`, told that Firestore is at another port of this machine, and `settings` besides. */
export async function throughPort(who: Participant, { init }: SharedStack, port: number, settings: Readonly<Record<string, unknown>> = {}): Promise<Participant> {
  const emulators = { ...(init.firelink['emulators'] as object), firestore: { host: '127.0.0.1', port } };
  await who.context.route('**/__/firebase/init.json', (route) => route.fulfill({ json: { ...init, firelink: { ...init.firelink, ...settings, emulators } } }));
  return who;
}
