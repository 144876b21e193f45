import type { Log } from '../log.ts';
import { chooseProvider, type TurnSettings } from './choose-provider.ts';
import { type IceServer, isStunUrl, parseUrlList, stunServers } from './ice-server.ts';
import type { RateLimiter } from './rate-limit.ts';
import type { PostForJson, RelayProvider } from './relay-provider.ts';

/**
 * A day would outlive most leaks being noticed, an hour most long calls. Only a new allocation needs a valid
 * credential (a running one is kept), so four hours cover a long meeting and its network changes.
 */
export const CREDENTIAL_LIFETIME_MS = 4 * 60 * 60_000;

/** STUN alone because a provider failed: worth asking again within the same call, not with every round. */
export const FALLBACK_LIFETIME_MS = 5 * 60_000;

export interface MintRequest {
  /** Undefined when nobody is signed in. */
  readonly uid: string | undefined;
  /** Where the request comes from, as `clientAddress` tells it. */
  readonly address: string | undefined;
  /** Whatever the client sent. */
  readonly data: unknown;
}

export interface MintPorts {
  readonly settings: TurnSettings;
  readonly post: PostForJson;
  readonly limiter: RateLimiter;
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
 * Decides who gets which servers. What goes wrong on the site's side costs the caller the relay, never the call: it is
 * logged as an error and answered with STUN alone.
 */
export async function mintCredentials(request: MintRequest, ports: MintPorts): Promise<MintOutcome> {
  if (request.uid === undefined) return { kind: 'refused', code: 'unauthenticated', message: 'Sign in first.' };
  if (!isEmpty(request.data)) return { kind: 'refused', code: 'invalid-argument', message: 'This function takes no input.' };

  const stun = readStun(ports);
  const now = ports.now();
  const alone = (severity: 'warning' | 'error', reason: string, again = now + FALLBACK_LIFETIME_MS): MintOutcome => {
    ports.log(severity, 'No relay credentials minted, STUN alone', { provider: ports.settings.provider, reason });
    return minted(stun, again);
  };
  try {
    const provider = chooseProvider(ports.settings, ports.post);
    const limit = await findLimit(provider, { user: request.uid, address: request.address }, ports, now);
    if (limit) {
      const again = Math.max(limit.freeAt, now + FALLBACK_LIFETIME_MS);
      return limit.isNews ? alone('warning', `the ${limit.whose} has had its share`, again) : minted(stun, again);
    }
    const { servers, lifetimeMs } = await provider.mint({ user: request.uid, now, lifetimeMs: CREDENTIAL_LIFETIME_MS });
    return minted([...stun, ...servers], now + Math.min(lifetimeMs ?? CREDENTIAL_LIFETIME_MS, CREDENTIAL_LIFETIME_MS));
  } catch (error) {
    return alone('error', error instanceof Error ? error.message : 'unknown');
  }
}

type Exhausted = Extract<Awaited<ReturnType<RateLimiter['take']>>, { kind: 'exhausted' }>;

/** Settings come first: a site that can't mint uses up nobody's share. */
async function findLimit(
  { isMetered }: RelayProvider, claimant: Parameters<RateLimiter['take']>[0], { limiter }: MintPorts, now: number,
): Promise<Exhausted | undefined> {
  if (!isMetered) return undefined;
  const taken = await limiter.take(claimant, now);
  return taken.kind === 'exhausted' ? taken : undefined;
}

function minted(iceServers: readonly IceServer[], expiresAt: number): MintOutcome {
  return { kind: 'minted', credentials: { iceServers, expiresAt } };
}

/** A misspelt STUN server is left out: the other ones still serve. */
function readStun({ settings, log }: MintPorts): IceServer[] {
  const { urls, rejected } = parseUrlList(settings.stunUrls, isStunUrl);
  if (rejected.length > 0) log('error', 'STUN_URLS holds what no browser takes', { rejected });
  return stunServers(urls);
}

/** The SDK sends null for a call without an argument; `{}` is what other clients send. */
function isEmpty(data: unknown): boolean {
  if (data === null || data === undefined) return true;
  return typeof data === 'object' && !Array.isArray(data) && Object.keys(data).length === 0;
}
