/** The Firebase side of the app, in a chunk of its own: loaded when a call is started or opened, not before. */
import { deleteApp, getApps, initializeApp, type FirebaseApp } from 'firebase/app';
import { connectFirestoreEmulator, initializeFirestore, memoryLocalCache, setLogLevel, type Firestore } from 'firebase/firestore';
import type { CallId } from '#protocol/identifiers.ts';
import type { Clock } from '../../base/clock.ts';
import { contained } from '../../base/contained.ts';
import type { Logger } from '../../base/logger.ts';
import { fieldsOf, isNumber, NO_FIELDS } from '../../base/parse.ts';
import { Scope } from '../../base/scope.ts';
import { ServerClock } from '../../base/server-clock.ts';
import { settleIndexedDb } from '../../base/storage/indexed-db.ts';
import type { Locks } from '../../base/storage/locks.ts';
import type { PendingCleanups } from '../../call/ending/pending-cleanups.ts';
import { readCalls as readEach } from '../../signaling/firestore/firestore-calls.ts';
import { createFirestoreChannel } from '../../signaling/firestore/firestore-channel.ts';
import { FirestoreRequests } from '../../signaling/firestore/firestore-requests.ts';
import { TokenCache, type GetTokens } from '../../signaling/firestore/token-cache.ts';
import type { CallSeen, SignalChannel } from '../../signaling/signal-channel.ts';
import { startAppCheck, type PageAppCheck } from './app-check.ts';
import { callableUrl, callFunction } from './callable.ts';
import type { AppConfig } from '../config.ts';
import { originOf } from '../config.ts';
import { iceServersOf } from '../hosting-config.ts';
import { createIceServerSource, type MintedServers } from './relay.ts';
import { signIn, type SignedIn } from './sign-in.ts';
import { StoreConnections, type BorrowedConnection, type StoreConnection } from './store-connections.ts';
import { cleanUpFormerCalls, WebPendingCleanups } from '../calls/web-pending-cleanups.ts';

export interface Backend {
  readonly uid: string;
  /** Over a connection of its own, until it is closed. */
  openChannel(callId: CallId): Promise<SignalChannel>;
  /** A look at each, in one request. */
  readCalls(callIds: readonly CallId[]): Promise<readonly CallSeen[]>;
  /** The store's time. */
  readonly serverClock: ServerClock;
  iceServers(): Promise<readonly RTCIceServer[]>;
  readonly iceTransportPolicy: RTCIceTransportPolicy;
  /** Where the parties of a call clear up after it. */
  readonly pendingCleanups?: PendingCleanups;
  /** Ends the connection to the store, and with it all that still listens. */
  close(): void;
}

/** Signs in and opens Firestore. @throws AppError with the failure that the screen shows */
export async function connectBackend(config: AppConfig, clock: Clock, tabLocks: Locks, logger: Logger): Promise<Backend> {
  const indexedDb = await settleIndexedDb(clock);
  if (indexedDb === 'silent') logger.log('warn', 'IndexedDB does not answer: this page goes on without it');
  const app = initializeApp(config.firebase, freeName());
  const appCheck = await startAppCheck(app, config, clock, logger.part('app-check'));
  const firestore = openFirestore(app, config);
  const serverClock = new ServerClock(clock);
  const account = await signIn(app, config.emulators.auth, { clock, tabLocks, logger: logger.part('sign-in'), serverClock, getAppCheckToken: appCheck.getToken });
  const getTokens: GetTokens = async (areRefused) => {
    const [idToken, appCheckToken] = await Promise.all([account.getIdToken(areRefused), appCheck.getToken(areRefused)]);
    return { idToken, ...(appCheckToken !== undefined && { appCheckToken }) };
  };
  const iceServers = createIceServerSource(
    config.iceServers, hasFunctions(config) ? () => mint(config, clock, getTokens) : undefined, clock, serverClock, logger.part('relay'),
  );
  // Credentials take a request of their own: under way before they are needed.
  contained(iceServers(), (error) => logger.log('warn', 'no relay could be asked for', error));
  const store = { firestore, clock, serverClock, restOrigin: restOrigin(config), isOnline: () => navigator.onLine };
  const connections = new StoreConnections({
    most: mostConnections(config), logger,
    open: async (number) => (number === 1 ? { firestore, renewTokens: async () => {}, close: () => deleteApp(app) } : openSibling(config, account, appCheck)),
  });
  const channelOver = ({ connection, release }: BorrowedConnection, callId: CallId): SignalChannel => createFirestoreChannel({
    ...store, callId, uid: account.uid, logger: logger.part('signaling'),
    firestore: connection.firestore,
    async getTokens(areRefused) {
      const tokens = await getTokens(areRefused);
      if (areRefused) await connection.renewTokens();
      return tokens;
    },
    isVisible: () => document.visibilityState === 'visible',
    onClosed: release,
  });
  const openChannel = async (callId: CallId): Promise<SignalChannel> => channelOver(await connections.borrow(), callId);
  const readCalls = async (callIds: readonly CallId[]): Promise<readonly CallSeen[]> => {
    const scope = new Scope();
    try {
      return await readEach(new FirestoreRequests(store, new TokenCache(scope, clock, getTokens)), callIds);
    } finally {
      scope.end();
    }
  };
  const pendingCleanups = config.cleanUp === 'parties' ? new WebPendingCleanups() : undefined;
  if (pendingCleanups) contained(cleanUpFormerCalls(pendingCleanups, openChannel, clock), (error) => logger.log('warn', 'former calls were not cleared up', error));
  const close = (): void => contained(connections.close(), (error) => logger.log('warn', 'the connection to the store could not be closed', error));
  return { uid: account.uid, openChannel, readCalls, serverClock, iceServers, iceTransportPolicy: config.iceTransportPolicy, close, ...(pendingCleanups && { pendingCleanups }) };
}

/** The page may have an app of its own, under Firebase's default name, and more clients than one. */
function freeName(): string {
  const taken = new Set(getApps().map(({ name }) => name));
  let name = 'firelink';
  for (let number = 2; taken.has(name); number++) name = `firelink-${number}`;
  return name;
}

/** Over HTTP/1.1 a browser keeps six connections to one host: a listener takes one, and what it asks for needs another. */
const MOST_OVER_HTTP_1 = 4;

/** Firestore itself is asked over HTTP/2 or HTTP/3, which carry all connections over one; an emulator's plain HTTP is HTTP/1.1. */
function mostConnections({ emulators: { firestore } }: AppConfig): number {
  return firestore && !firestore.ssl ? MOST_OVER_HTTP_1 : Number.POSITIVE_INFINITY;
}

/** Firestore once more: the SDK has one object for each app and database, so an app of its own, with the same account and tokens. */
async function openSibling(config: AppConfig, account: SignedIn, appCheck: PageAppCheck): Promise<StoreConnection> {
  const app = initializeApp(config.firebase, freeName());
  appCheck.lendTo(app);
  await account.lendTo(app);
  return { firestore: openFirestore(app, config), renewTokens: () => account.lendTo(app), close: () => deleteApp(app) };
}

function openFirestore(app: FirebaseApp, { emulators }: AppConfig): Firestore {
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

function hasFunctions({ relay, emulators }: AppConfig): boolean {
  const isEmulated = emulators.firestore !== undefined;
  return relay === 'functions' && (!isEmulated || emulators.functions !== undefined);
}

async function mint(config: AppConfig, clock: Clock, getTokens: GetTokens): Promise<MintedServers> {
  const answer = await callFunction({ url: callableUrl(config, 'mintTurnCredentials'), clock, getTokens });
  const { iceServers, expiresAt } = fieldsOf(answer) ?? NO_FIELDS;
  const servers = iceServersOf(iceServers);
  if (servers === undefined || !isNumber(expiresAt)) throw new TypeError('mintTurnCredentials answered in another shape');
  return { iceServers: servers, expiresAt };
}

/** For commits and reads, which are made without the SDK. */
function restOrigin({ emulators: { firestore } }: AppConfig): string {
  return firestore ? originOf(firestore) : 'https://firestore.googleapis.com';
}
