/** The Firebase side of the app, in a chunk of its own: loaded when a call is started or opened, not before. */
import { deleteApp } from 'firebase/app';
import type { CallId } from '#protocol/identifiers.ts';
import type { Clock } from '../../base/clock.ts';
import { contained } from '../../base/contained.ts';
import type { Logger } from '../../base/logger.ts';
import { Scope } from '../../base/scope.ts';
import { ServerClock } from '../../base/server-clock.ts';
import { settleIndexedDb } from '../../base/storage/indexed-db.ts';
import type { Locks } from '../../base/storage/locks.ts';
import type { PendingCleanups } from '../../call/ending/pending-cleanups.ts';
import { readCalls as readEach } from '../../signaling/firestore/firestore-calls.ts';
import { createFirestoreChannel } from '../../signaling/firestore/firestore-channel.ts';
import { FirestoreRequests } from '../../signaling/firestore/requests/firestore-requests.ts';
import { TokenCache, type GetTokens } from '../../signaling/firestore/requests/token-cache.ts';
import type { CallSeen, SignalChannel } from '../../signaling/signal-channel.ts';
import { startAppCheck } from './app-check.ts';
import type { AppConfig } from '../config.ts';
import { hasFunctions, mintRelay } from './mint-relay.ts';
import { mostConnections, openApp, openFirestore, openSibling, restOrigin } from './open-firestore.ts';
import { createIceServerSource } from './relay.ts';
import { signIn } from './sign-in.ts';
import { StoreConnections, type StoreConnection } from './store-connections.ts';
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
  /** Where the parties of a call clean up after it. */
  readonly pendingCleanups?: PendingCleanups;
  /** Ends the connection to the store, and with it all that still listens. */
  close(): void;
}

/** Signs in and opens Firestore. @throws AppError with the failure that the screen shows */
export async function connectBackend(config: AppConfig, clock: Clock, tabLocks: Locks, logger: Logger): Promise<Backend> {
  const indexedDb = await settleIndexedDb(clock);
  if (indexedDb === 'silent') logger.log('warn', 'IndexedDB does not answer: this page goes on without it');
  const app = openApp(config);
  const appCheck = await startAppCheck(app, config, clock, logger.part('app-check'));
  const firestore = openFirestore(app, config);
  const serverClock = new ServerClock(clock);
  const account = await signIn(app, config.emulators.auth, { clock, tabLocks, logger: logger.part('sign-in'), serverClock, getAppCheckToken: appCheck.getToken });
  const getTokens: GetTokens = async (areRefused) => {
    const [idToken, appCheckToken] = await Promise.all([account.getIdToken(areRefused), appCheck.getToken(areRefused)]);
    return { idToken, ...(appCheckToken !== undefined && { appCheckToken }) };
  };
  const iceServers = createIceServerSource(
    config.iceServers, hasFunctions(config) ? () => mintRelay(config, clock, getTokens) : undefined, clock, serverClock, logger.part('relay'),
  );
  // Credentials take a request of their own: under way before they are needed.
  contained(iceServers(), (error) => logger.log('warn', 'no relay could be asked for', error));
  const store = { firestore, clock, serverClock, restOrigin: restOrigin(config), isOnline: () => navigator.onLine };
  const first: StoreConnection = { firestore, renewTokens: async () => {}, close: () => deleteApp(app) };
  const connections = new StoreConnections({
    most: mostConnections(config), logger,
    open: async (number) => (number === 1 ? first : openSibling(app, number, config, account, appCheck)),
  });
  const channelOver = (connection: StoreConnection, callId: CallId, onClosed = (): void => {}): SignalChannel => createFirestoreChannel({
    ...store, callId, uid: account.uid, logger: logger.part('signaling'), onClosed,
    firestore: connection.firestore,
    async getTokens(areRefused) {
      const tokens = await getTokens(areRefused);
      if (areRefused) await connection.renewTokens();
      return tokens;
    },
    isVisible: () => document.visibilityState === 'visible',
  });
  const openChannel = async (callId: CallId): Promise<SignalChannel> => {
    const { connection, release } = await connections.borrow();
    return channelOver(connection, callId, release);
  };
  const readCalls = async (callIds: readonly CallId[]): Promise<readonly CallSeen[]> => {
    const scope = new Scope();
    try {
      return await readEach(new FirestoreRequests(store, new TokenCache(scope, clock, getTokens)), callIds);
    } finally {
      scope.end();
    }
  };
  const pendingCleanups = config.cleanUp === 'parties' ? new WebPendingCleanups() : undefined;
  if (pendingCleanups) contained(cleanUpFormerCalls(pendingCleanups, (callId) => channelOver(first, callId), clock), (error) => logger.log('warn', 'former calls were not cleaned up', error));
  // The first as well where no call has listened yet; twice does no harm.
  const close = (): void => contained(connections.close().then(() => first.close()), (error) => logger.log('warn', 'the connection to the store could not be closed', error));
  return { uid: account.uid, openChannel, readCalls, serverClock, iceServers, iceTransportPolicy: config.iceTransportPolicy, close, ...(pendingCleanups && { pendingCleanups }) };
}
