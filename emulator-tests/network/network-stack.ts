import { type SharedStack, sharedStack } from '../support/stacks/shared-stack.ts';
import { Lab, type LabOptions } from './lab/lab.ts';

export interface NetworkStack extends SharedStack {
  /** Shared by the relay and the function that mints credentials for it. */
  readonly secret: string;
  /** What the site's configuration is where Firestore is reached over HTTP/2. */
  readonly initOverHttp2: object;
  /** Of the site that has no relay, on this machine. */
  readonly portWithoutRelay: number;
}

/** A laboratory around the run's stack. */
export async function buildLab(options: Pick<LabOptions, 'impairable'> = {}): Promise<{ readonly lab: Lab; readonly stack: NetworkStack }> {
  const stack = await sharedStack<NetworkStack>('network');
  const { web, auth, firestore, functions } = stack.ports;
  const doors = { web, webWithoutRelay: stack.portWithoutRelay, auth, firestore, functions };
  return { lab: await Lab.build({ ...options, secret: stack.secret, doors }), stack };
}
