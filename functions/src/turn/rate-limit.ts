/** So many in any stretch of this length: a window that slides, so that no full hour is a moment to begin anew. */
export interface Limit {
  readonly count: number;
  readonly windowMs: number;
}

const HOUR_MS = 60 * 60_000;

/** A page asks once in four hours, and again when it is reloaded: nobody reloads every two minutes for an hour. */
export const USER_LIMIT: Limit = { count: 30, windowMs: HOUR_MS };

/** Behind one address there may be a school, or a town with one mobile network. */
export const ADDRESS_LIMIT: Limit = { count: 300, windowMs: HOUR_MS };

export type Verdict =
  | { readonly kind: 'granted'; /** Times that count from now on, ms since 1970, the oldest first. */ readonly taken: readonly number[] }
  | { readonly kind: 'exhausted'; /** ms since 1970 */ readonly freeAt: number };

/** @param taken what was granted before, ms since 1970, the oldest first */
export function judge(taken: readonly number[], now: number, { count, windowMs }: Limit): Verdict {
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
  | {
    readonly kind: 'exhausted'; readonly whose: 'user' | 'address'; readonly freeAt: number;
    /** A flood is worth one line of the log an instance, not one a request. */
    readonly isNews: boolean;
  };

/** Counts across all instances. Rejects when it can't count: then nothing is granted. */
export interface RateLimiter {
  take(claimant: Claimant, now: number): Promise<Taken>;
}

/**
 * The address that the outermost of Google's own servers saw: it appends that to what the client has sent, so the last
 * entry alone can be believed (the first, Express's `request.ip` behind proxies, is the client's to choose).
 *
 * @param forwarded the X-Forwarded-For header @param direct the address of the connection itself
 */
export function clientAddress(forwarded: string | readonly string[] | undefined, direct: string | undefined): string | undefined {
  const list = [forwarded ?? ''].flat().join(',').split(',').map((part) => part.trim()).filter((part) => part !== '');
  const address = list.at(-1) ?? direct;
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
