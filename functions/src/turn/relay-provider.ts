import type { IceServer } from './ice-server.ts';

/** One person's wish for a relay. */
export interface RelayRequest {
  /** Firebase user id; the relay's log shows it, the other party never sees it. */
  readonly user: string;
  /** ms since 1970 */
  readonly now: number;
  /** How long the credentials serve for new allocations, ms. */
  readonly lifetimeMs: number;
}

/**
 * Where relay credentials come from. An implementation adds relays only; STUN is the policy's. It rejects when it
 * can't mint, and the policy answers with STUN alone.
 */
export interface RelayProvider {
  mint(request: RelayRequest): Promise<readonly IceServer[]>;
}

/**
 * The site owner's settings can't work. The message goes to the log, never to a client, and holds no secret.
 */
export class TurnSettingsError extends Error {
  override readonly name = 'TurnSettingsError';
}
