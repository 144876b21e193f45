/** So many in any stretch of this length: a window that slides, so that no full hour is a moment to begin anew. */
export interface Limit {
  readonly count: number;
  readonly windowMs: number;
}

export const HOUR_MS = 60 * 60_000;

/** What a site allows, and whom it believes where a request comes from. */
export interface RelayLimits {
  readonly user: Limit;
  readonly address: Limit;
  /** How many servers between the client and the function append to X-Forwarded-For what they saw. */
  readonly trustedHops: number;
}

export type LimitCheck =
  | { readonly kind: 'granted'; /** Times that count from now on, ms since 1970, the oldest first. */ readonly taken: readonly number[] }
  | { readonly kind: 'exhausted'; /** ms since 1970 */ readonly freeAt: number };

/** @param taken what was granted before, ms since 1970, the oldest first */
export function checkLimit(taken: readonly number[], now: number, { count, windowMs }: Limit): LimitCheck {
  // Another instance's clock may be ahead: what lies in the future counts, and is forgotten in its turn.
  const within = taken.filter((at) => at > now - windowMs);
  const oldestThatCounts = within.at(-count);
  if (oldestThatCounts !== undefined) return { kind: 'exhausted', freeAt: oldestThatCounts + windowMs };
  return { kind: 'granted', taken: [...within, now].sort((one, other) => one - other) };
}

/** Whom a request counts for. */
export interface Claimant {
  readonly user: string;
  /** As the network names it; undefined where it doesn't. */
  readonly address: string | undefined;
}

export type Taken =
  | { readonly kind: 'granted' }
  | { readonly kind: 'exhausted'; readonly whose: 'user' | 'address'; readonly freeAt: number };

/** Counts across all instances. Rejects when it can't count: then nothing is granted. */
export interface RateLimiter {
  take(claimant: Claimant, now: number): Promise<Taken>;
}

/** What a request says of its way. */
export interface Way {
  /** The X-Forwarded-For header. */
  readonly forwarded: string | readonly string[] | undefined;
  /** The address of the connection itself. */
  readonly direct: string | undefined;
}

/** What X-Forwarded-For names, the client first, or what the client wants to be taken for. */
export function forwardedBy({ forwarded }: Way): readonly string[] {
  return [forwarded ?? ''].flat().join(',').split(',').map((part) => part.trim()).filter((part) => part !== '');
}

/**
 * The address that the outermost trusted server saw. Each one appends what it saw to what it was sent, so as many
 * entries from the end can be believed as there are such servers, and what stands before them (the first entry is
 * Express's `request.ip` behind proxies) is the client's to choose. A list that is shorter came past some of them: its
 * first entry was then written by one that is trusted.
 */
export function clientAddress(way: Way, trustedHops: number): string | undefined {
  const list = forwardedBy(way);
  const address = (trustedHops === 0 ? undefined : list[Math.max(0, list.length - trustedHops)]) ?? way.direct;
  return address === undefined ? undefined : networkOf(address);
}

/** Of IPv6 the first 64 bits: a household has that many addresses for itself (RFC 6177). */
function networkOf(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped !== undefined) return mapped;
  if (!address.includes(':')) return address;
  const [head = '', tail] = address.toLowerCase().split('%')[0]?.split('::') ?? [];
  const groups = head === '' ? [] : head.split(':');
  const last = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = tail === undefined ? 0 : Math.max(0, 8 - groups.length - last.length);
  const all = [...groups, ...Array.from({ length: zeros }, () => '0'), ...last].map((group) => group.replace(/^0+(?=.)/, ''));
  return `${all.slice(0, 4).join(':')}::/64`;
}
