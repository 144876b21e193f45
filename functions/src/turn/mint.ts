import { fieldsOf } from '#protocol/unknown-json.ts';
import type { Log } from '../log.ts';
import { chooseProvider, type TurnSettings } from './providers/choose-provider.ts';
import { type IceServer, isStunUrl, parseUrlList, stunServers } from './ice-server.ts';
import { type LimitSettings, readLimits } from './limits/limit-settings.ts';
import { clientAddress, forwardedBy, type RateLimiter, type RelayLimits, type Way } from './limits/rate-limit.ts';
import type { LogRefusal } from './limits/refusal-log.ts';
import type { PostForJson } from './providers/relay-provider.ts';

/**
 * A day would outlive most leaks being noticed, an hour most long calls. Only a new allocation needs a valid
 * credential (a running one is kept), so four hours cover a long meeting and its network changes.
 */
export const CREDENTIAL_LIFETIME_MS = 4 * 60 * 60_000;

/** STUN alone because a provider failed: worth asking again within the same call, not with every round. */
export const FALLBACK_LIFETIME_MS = 5 * 60_000;

export interface MintRequest {
  /** Undefined when the client is not signed in. */
  readonly uid: string | undefined;
  /** Where the request comes from. */
  readonly way: Way;
  /** The client's data, unread. */
  readonly data: unknown;
}

export interface MintPorts {
  readonly settings: TurnSettings & LimitSettings;
  readonly post: PostForJson;
  /** The instance's one, made for these limits when it is first needed. */
  readonly limiter: (limits: RelayLimits) => RateLimiter;
  readonly logRefusal: LogRefusal;
  /** ms since 1970 */
  readonly now: () => number;
  readonly log: Log;
}

export interface TurnCredentials {
  readonly iceServers: readonly IceServer[];
  /** ms since 1970: ask again after it. */
  readonly expiresAt: number;
}

export type MintOutcome =
  | { readonly kind: 'minted'; readonly credentials: TurnCredentials }
  | { readonly kind: 'refused'; readonly code: 'unauthenticated' | 'invalid-argument'; readonly message: string };

/**
 * Decides which servers a caller gets. A failure on the site's side costs the caller the relay, never the call: it is
 * logged as an error and answered with STUN alone.
 */
export async function mintCredentials(request: MintRequest, ports: MintPorts): Promise<MintOutcome> {
  if (request.uid === undefined) return { kind: 'refused', code: 'unauthenticated', message: 'Sign in first.' };
  if (!isEmpty(request.data)) return { kind: 'refused', code: 'invalid-argument', message: 'This function takes no input.' };

  const stun = readStun(ports);
  const now = ports.now();
  try {
    const provider = chooseProvider(ports.settings, ports.post);
    const freeAt = provider.isMetered ? await takeShare(request.uid, request.way, ports, now) : undefined;
    if (freeAt !== undefined) return minted(stun, Math.max(freeAt, now + FALLBACK_LIFETIME_MS));
    const { servers, lifetimeMs } = await provider.mint({ user: request.uid, now, lifetimeMs: CREDENTIAL_LIFETIME_MS });
    return minted([...stun, ...servers], now + Math.min(lifetimeMs ?? CREDENTIAL_LIFETIME_MS, CREDENTIAL_LIFETIME_MS));
  } catch (error) {
    const reason = error instanceof Error ? error.message : 'unknown';
    ports.log('error', 'No relay credentials minted, STUN alone', { provider: ports.settings.provider, reason });
    return minted(stun, now + FALLBACK_LIFETIME_MS);
  }
}

/**
 * Settings come first: a site that can't mint uses up no share.
 *
 * @returns undefined when there was room, else when there will be, ms since 1970
 */
async function takeShare(user: string, way: Way, { settings, limiter, logRefusal }: MintPorts, now: number): Promise<number | undefined> {
  const limits = readLimits(settings);
  const { trustedHops } = limits;
  const taken = await limiter(limits).take({ user, address: clientAddress(way, trustedHops) }, now);
  if (taken.kind === 'granted') return undefined;
  logRefusal({ whose: taken.whose, limitPerHour: limits[taken.whose].count, trustedHops, forwarded: forwardedBy(way).length }, now);
  return taken.freeAt;
}

function minted(iceServers: readonly IceServer[], expiresAt: number): MintOutcome {
  return { kind: 'minted', credentials: { iceServers, expiresAt } };
}

/** A misspelt STUN server is left out: the other ones still serve. */
function readStun({ settings, log }: MintPorts): IceServer[] {
  const { urls, rejected } = parseUrlList(settings.stunUrls, isStunUrl);
  if (rejected.length > 0) log('error', 'STUN_URLS holds URLs that no browser takes', { rejected });
  return stunServers(urls);
}

/** The SDK sends null for a call without an argument; `{}` is what other clients send. */
function isEmpty(data: unknown): boolean {
  const fields = fieldsOf(data);
  return data === null || data === undefined || (fields !== undefined && Object.keys(fields).length === 0);
}
