/** ICE servers for a call: minted by the relay function where there is one, in good time, and never waited for long. */
import type { Clock } from '../../base/clock.ts';
import { within } from '../../base/clock.ts';
import { contained, uncaught } from '../../base/contained.ts';
import type { ServerClock } from '../../base/server-clock.ts';
import type { Logger } from '../../base/logger.ts';

export interface MintedServers {
  readonly iceServers: readonly RTCIceServer[];
  /** ms since 1970, by the server's clock */
  readonly expiresAt: number;
}

/** A cold function takes 1.5 s; after a longer wait a call without a relay serves better. */
const MINT_LIMIT_MS = 3_000;

/** Credentials are renewed when less than this is left: a call may need them for its restart. */
const LEAST_LIFE_MS = 10 * 60_000;

/** A project without the function answers with an error each time; it is asked again after this, not at every round. */
const RELAY_RETRY_MS = 60_000;

/** @param mint undefined where the project has no functions */
export function createIceServerSource(
  configured: readonly RTCIceServer[], mint: (() => Promise<MintedServers>) | undefined, clock: Clock, serverClock: ServerClock, logger: Logger,
): () => Promise<readonly RTCIceServer[]> {
  let current: { servers: Promise<readonly RTCIceServer[]>; readonly askedAt: number; expiresAt: number } | undefined;
  return () => {
    if (!mint) return Promise.resolve(configured);
    // Without a relay the answer is short-lived, and a round that follows soon need not ask again.
    const isNew = current && clock.elapsed() - current.askedAt < RELAY_RETRY_MS;
    if (current && (isNew || serverClock.now() < current.expiresAt - LEAST_LIFE_MS)) return current.servers;
    const entry = { servers: Promise.resolve(configured), askedAt: clock.elapsed(), expiresAt: 0 };
    const minted = mint().then(
      ({ iceServers, expiresAt }) => {
        entry.expiresAt = expiresAt;
        // The configured ones stay: the function may know a relay and no STUN server, or nothing.
        return [...configured, ...iceServers.filter((server) => !isAmong(server, configured))];
      },
      (error: unknown) => {
        logger.log('warn', 'no relay: the function gave none', error);
        return configured;
      },
    );
    entry.servers = within(clock, MINT_LIMIT_MS, minted, () => {
      logger.log('warn', 'no relay: the function took too long');
      return configured;
    });
    // Late credentials serve the next round.
    contained(minted.then((servers) => {
      if (current === entry) entry.servers = Promise.resolve(servers);
    }), uncaught);
    current = entry;
    return entry.servers;
  };
}

function isAmong({ urls }: RTCIceServer, servers: readonly RTCIceServer[]): boolean {
  const known = new Set(servers.flatMap((server) => server.urls));
  return [urls].flat().every((url) => known.has(url));
}
