/** Firestore as calls use it, in an app of the client's own, and once more for each further call at the same time. */
import { deleteApp, getApps, initializeApp, type FirebaseApp } from 'firebase/app';
import { connectFirestoreEmulator, initializeFirestore, memoryLocalCache, setLogLevel, type Firestore } from 'firebase/firestore';
import type { PageAppCheck } from './app-check.ts';
import { originOf, type AppConfig } from '../config.ts';
import type { SignedIn } from './sign-in.ts';
import type { StoreConnection } from './store-connections.ts';

/** An app of the client's own. The page may have one too, under Firebase's default name, and more clients than one. */
export function openApp({ firebase }: AppConfig): FirebaseApp {
  return initializeApp(firebase, freeName());
}

function freeName(): string {
  const taken = new Set(getApps().map(({ name }) => name));
  let name = 'firelink';
  for (let number = 2; taken.has(name); number++) name = `firelink-${number}`;
  return name;
}

/** Over HTTP/1.1 a browser keeps six connections to one host: a listener takes one, and what it asks for needs another. */
const MOST_OVER_HTTP_1 = 4;

/** Firestore itself is asked over HTTP/2 or HTTP/3, which carry all connections over one; an emulator, or what stands before it, over HTTP/1.1. */
export function mostConnections({ emulators: { firestore } }: AppConfig): number {
  return firestore ? MOST_OVER_HTTP_1 : Number.POSITIVE_INFINITY;
}

/** Firestore once more: the SDK has one object for each app and database, so an app of its own, with the same account and tokens. @throws what lending the account throws */
export async function openSibling(first: FirebaseApp, number: number, config: AppConfig, account: Pick<SignedIn, 'lendTo'>, appCheck: Pick<PageAppCheck, 'lendTo'>): Promise<StoreConnection> {
  const app = initializeApp(config.firebase, `${first.name}.${number}`);
  try {
    appCheck.lendTo(app);
    await account.lendTo(app);
  } catch (error) {
    // The next one of this number would be the same app, which has App Check already.
    await deleteApp(app);
    throw error;
  }
  return { firestore: openFirestore(app, config), renewTokens: () => account.lendTo(app), close: () => deleteApp(app) };
}

export function openFirestore(app: FirebaseApp, { emulators }: AppConfig): Firestore {
  // It logs failed requests with their bodies; what matters of a failure is logged by the signaling layer.
  setLogLevel('silent');
  // Nothing of a call belongs on the disk; and the persistent cache doubles a message's way.
  const settings = { localCache: memoryLocalCache() };
  const { host = '', port, ssl } = emulators.firestore ?? {};
  // `connectFirestoreEmulator` knows HTTP alone. As any other host the emulator is asked over HTTPS, and takes the tokens of its neighbour.
  if (ssl) return initializeFirestore(app, { ...settings, host: `${host}:${port}`, ssl });
  const firestore = initializeFirestore(app, settings);
  if (port !== undefined) connectFirestoreEmulator(firestore, host, port);
  return firestore;
}

/** For commits and reads, which are made without the SDK. */
export function restOrigin({ emulators: { firestore } }: AppConfig): string {
  return firestore ? originOf(firestore) : 'https://firestore.googleapis.com';
}
