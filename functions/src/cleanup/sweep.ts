import type { Log } from '../log.ts';
import { inParallel } from './in-parallel.ts';
import { groupShards } from './shards.ts';

/** A call whose lease was over when it was read, or another document with an expiry. */
export interface Expired {
  readonly id: string;
  /** ms since 1970 */
  readonly expiresAt: number;
}

/** What the sweep needs of the database, for one collection. `Call` lets an adapter carry its own cursor and precondition along. */
export interface ExpiredStore<Call extends Expired> {
  /** The oldest expired calls of these shards, after `after`, at most `limit`, without what their fields hold. */
  readOldest(shards: readonly string[], now: number, limit: number, after: Call | undefined): Promise<readonly Call[]>;
  /** Deletes the call and what hangs on it in one commit, unless the call changed since it was read or is gone. */
  deleteUnchanged(call: Call): Promise<'deleted' | 'changed'>;
  countExpired(now: number): Promise<number>;
}

export interface SweepLimits {
  /** What it sweeps, for the log. */
  readonly what: string;
  /** Documents looked at in one run. */
  readonly maxCalls: number;
  /** No new page is begun after it; the function's own time limit is above. */
  readonly maxMs: number;
  /** Calls held in memory are at most this many per group of shards. */
  readonly pageSize: number;
  /** Deletions under way at once. */
  readonly parallel: number;
}

export interface SweepReport {
  readonly scanned: number;
  readonly deleted: number;
  /** Expired calls that wait for the next run. */
  readonly left: number;
  readonly seconds: number;
}

interface Group<Call> {
  readonly shards: readonly string[];
  readonly after: Call | undefined;
}

/**
 * Deletes expired calls, oldest first, until none is left or a limit is met. It keeps no state: a run that is killed,
 * or runs beside another, costs reads and nothing else, since every deletion depends on the call being unchanged.
 *
 * @throws what the store's reads throw; a deletion that fails is logged and left for the next run
 */
export async function sweepExpired<Call extends Expired>(
  store: ExpiredStore<Call>, limits: SweepLimits, now: () => number, log: Log,
): Promise<SweepReport> {
  const started = now();
  let groups: readonly Group<Call>[] = groupShards().map((shards) => ({ shards, after: undefined }));
  let scanned = 0;
  let deleted = 0;
  let failed = 0;
  while (groups.length > 0 && scanned < limits.maxCalls && now() - started < limits.maxMs) {
    const pages = await Promise.all(groups.map(({ shards, after }) => store.readOldest(shards, started, limits.pageSize, after)));
    const calls = oldestFirst(pages, limits.maxCalls - scanned);
    const outcomes = await inParallel(calls, limits.parallel, (call) => tryDelete(store, call, limits.what, log));
    scanned += calls.length;
    deleted += outcomes.filter((outcome) => outcome === 'deleted').length;
    failed += outcomes.filter((outcome) => outcome === 'failed').length;
    groups = calls.length < pages.flat().length ? groups : nextGroups(groups, pages, limits.pageSize);
  }
  const left = groups.length === 0 ? failed : await store.countExpired(started);
  const report = { scanned, deleted, left, seconds: (now() - started) / 1000 };
  log(failed > 0 ? 'error' : 'info', `Swept expired ${limits.what}`, { ...report });
  return report;
}

/** Several groups' pages, each in order, as one list; what is beyond the budget stays for the next run. */
export function oldestFirst<Call extends Expired>(pages: readonly (readonly Call[])[], budget: number): Call[] {
  return pages.flat().sort((one, other) => one.expiresAt - other.expiresAt).slice(0, budget);
}

/** A full page may have more behind it; the cursor moves on even where a deletion failed, so that every run ends. */
export function nextGroups<Call>(
  groups: readonly Group<Call>[], pages: readonly (readonly Call[])[], pageSize: number,
): Group<Call>[] {
  return groups.flatMap(({ shards }, index) => {
    const page = pages[index] ?? [];
    return page.length < pageSize ? [] : [{ shards, after: page.at(-1) }];
  });
}

async function tryDelete<Call extends Expired>(
  store: ExpiredStore<Call>, call: Call, what: string, log: Log,
): Promise<'deleted' | 'changed' | 'failed'> {
  try {
    return await store.deleteUnchanged(call);
  } catch (error) {
    log('error', `One of the expired ${what} could not be deleted`, { id: call.id, reason: error instanceof Error ? error.message : 'unknown' });
    return 'failed';
  }
}
