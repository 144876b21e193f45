/** Everything that the contestants run on: one set of emulators, PeerJS's server, and each of them at every distance. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PeerServer } from 'peer';
import { build, preview, type PreviewServer } from 'vite';
import { ROOT } from '../../scripts/machine/paths.ts';
import { freePort } from '../../scripts/machine/ports.ts';
import { type Site, startWebServer } from '../../scripts/stack/web-server.ts';
import { RulesProject } from '../../emulator-tests/rules/rules-project.ts';
import { type Stack, startStack } from '../../scripts/stack/stack.ts';
import { warmUpStore } from './warm-up.ts';
import { delay } from '../../emulator-tests/support/proxy/delay.ts';
import { type Proxy, startProxy } from '../../emulator-tests/support/proxy/proxy.ts';

/** Added to every round trip to a server, ms. */
export const ROUND_TRIPS_MS = [0, 50, 150] as const;
export type RoundTrip = (typeof ROUND_TRIPS_MS)[number];

/** Of pages that have no rules of their own. */
export const OPEN_PROJECT = 'demo-firelink-bench-open';
/** Of the version before, with its own rules: the protocol may have changed. */
const BEFORE_PROJECT = 'demo-firelink-bench-before';
const OPEN_RULES = `rules_version = '2';
service cloud.firestore { match /databases/{database}/documents { match /{document=**} { allow read, write: if true; } } }
`;

/** Where to find the servers at one distance. */
export interface Place {
  /** Of Firelink, built as it is deployed and told of the emulators at this distance. */
  readonly app: string;
  /** Of the version before, where one is compared, built and told of the emulators in the same way. */
  readonly before?: string;
  /** Of the other pages. */
  readonly pages: string;
  readonly firestorePort: number;
  readonly peerServerPort: number;
}

export interface Grounds {
  readonly stack: Stack;
  place(roundTripMs: RoundTrip): Place;
  /** Where Firestore is asked at another port, and nothing is farther away than it is. */
  placeThrough(firestorePort: number): Promise<Place>;
  close(): Promise<void>;
}

export interface GroundsOptions {
  readonly roundTripsMs?: readonly RoundTrip[];
  readonly before?: Site;
}

export async function prepareGrounds({ roundTripsMs = ROUND_TRIPS_MS, before }: GroundsOptions = {}): Promise<Grounds> {
  // No STUN server: there is no network beyond this machine, and a lookup that fails takes its time. No functions: in
  // production they don't run on the two machines that call each other, and here each write would start one.
  const stack = await startStack({ vite: 'preview', label: 'bench', functions: false });
  await warmUpStore(`http://127.0.0.1:${stack.ports.firestore}`, stack.projectId);
  await new RulesProject(`127.0.0.1:${stack.ports.firestore}`, OPEN_PROJECT).load(OPEN_RULES);
  if (before) await new RulesProject(`127.0.0.1:${stack.ports.firestore}`, BEFORE_PROJECT).load(readFileSync(join(before.root, 'firestore.rules'), 'utf8'));
  const pages = await servePages();
  const peerPort = await freePort(9400);
  const peerServer = PeerServer({ port: peerPort, host: '127.0.0.1', path: '/' });
  const proxies: Proxy[] = [];
  const places = new Map<RoundTrip, Place>();
  const placeAt = async (auth: number, firestore: number, peerServerPort: number): Promise<Place> => {
    const at = (port: number): object => ({ host: '127.0.0.1', port });
    const emulators = { auth: `http://127.0.0.1:${auth}`, firestore: at(firestore) };
    const init = (): object => ({ ...stack.init, firelink: { ...stack.init.firelink, emulators } });
    const app = await startWebServer('preview', { init });
    const other = before && await startWebServer('preview', { init: () => ({ ...init(), projectId: BEFORE_PROJECT }), site: before });
    return { app: app.url, ...(other && { before: other.url }), pages: pages.url, firestorePort: firestore, peerServerPort };
  };
  for (const roundTripMs of roundTripsMs) {
    const farther = async (port: number): Promise<number> => {
      const proxy = await startProxy(port, delay(roundTripMs));
      proxies.push(proxy);
      return proxy.port;
    };
    places.set(roundTripMs, await placeAt(await farther(stack.ports.auth), await farther(stack.ports.firestore), await farther(peerPort)));
  }
  return {
    stack,
    place(roundTripMs) {
      const place = places.get(roundTripMs);
      if (!place) throw new RangeError(`nothing was prepared for ${roundTripMs} ms`);
      return place;
    },
    placeThrough: (firestorePort) => placeAt(stack.ports.auth, firestorePort, peerPort),
    async close() {
      peerServer.removeAllListeners();
      await Promise.all([...proxies.map((proxy) => proxy.close()), pages.close()]);
    },
  };
}

async function servePages(): Promise<{ readonly url: string; close(): Promise<void> }> {
  const configFile = join(ROOT, 'bench/setup/pages/vite.config.ts');
  await build({ configFile, logLevel: 'warn' });
  const server: PreviewServer = await preview({ configFile, logLevel: 'warn', preview: { port: await freePort(4300), strictPort: true } });
  const url = server.resolvedUrls?.local[0];
  if (url === undefined) throw new Error('the pages have no address');
  return { url: url.replace(/\/$/, ''), close: () => server.close() };
}
