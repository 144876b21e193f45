import type { IceServer } from '../ice-server.ts';

/** One person's wish for a relay. */
export interface RelayRequest {
  /** Firebase user id; the relay's log shows it, the other party never sees it. */
  readonly user: string;
  /** ms since 1970 */
  readonly now: number;
  /** How long the credentials serve for new allocations, ms. */
  readonly lifetimeMs: number;
}

export interface Relays {
  /** Relays only; STUN is the policy's. */
  readonly servers: readonly IceServer[];
  /** Where the provider gave less than was asked for, ms. */
  readonly lifetimeMs?: number;
}

/**
 * Where relay credentials come from. `mint` rejects when it can't, with a message for the log that holds no secret, and
 * the policy answers with STUN alone.
 */
export interface RelayProvider {
  /** Whether the owner pays for the traffic that a credential opens: then credentials are counted. */
  readonly isMetered: boolean;
  mint(request: RelayRequest): Promise<Relays>;
}

/**
 * The site owner's settings can't work. The message goes to the log, never to a client, and holds no secret.
 */
export class TurnSettingsError extends Error {
  override readonly name = 'TurnSettingsError';
}

/** The service behind a provider failed, or answered with something else. The message holds nothing of the answer. */
export class RelayServiceError extends Error {
  override readonly name = 'RelayServiceError';
}

/** A POST to a provider, as JSON comes back. @throws RelayServiceError */
export type PostForJson = (request: {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}) => Promise<unknown>;

/**
 * Stands for "no secret" where a value must exist: Secret Manager takes no empty version, and the emulator asks the
 * cloud for a secret that it finds empty.
 */
export const UNSET_SECRET = 'unset';

/** @throws TurnSettingsError when there is none: a credential that is signed or requested without a secret would be worthless, or worse */
export function requireSecret(secret: string): string {
  const key = secret.trim();
  if (key === '' || key === UNSET_SECRET) throw new TurnSettingsError('TURN_SECRET is empty');
  return key;
}

/** @throws TurnSettingsError when TURN_ACCOUNT isn't what the provider calls its customers by */
export function requireAccount(account: string, looksRight: RegExp): string {
  const id = account.trim();
  if (id === '') throw new TurnSettingsError('TURN_ACCOUNT is empty');
  if (!looksRight.test(id)) throw new TurnSettingsError('TURN_ACCOUNT is not of the form that the provider gives');
  return id;
}
