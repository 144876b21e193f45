import type { Log } from '../log.ts';
import { type PagedList, forEachPage } from './paged-list.ts';

/** The fields of an account that the sweep reads; times in ms since 1970. */
export interface Account {
  readonly id: string;
  /** Linked to a provider, an address or a telephone: it belongs to a person, and Firelink does not delete it. */
  readonly isKnown: boolean;
  readonly isDisabled: boolean;
  readonly createdAt: number;
  readonly signedInAt: number | undefined;
  /** The last time a page in use renewed its token, which it does every hour. */
  readonly refreshedAt: number | undefined;
}

export interface AccountStore extends PagedList<Account> {
  /** At most a page's. One that is gone counts as deleted. @returns how many are left */
  delete(ids: readonly string[]): Promise<number>;
}

/**
 * The account identifies a party of a call, and a lease ends 24 hours after the last write to it. A party that
 * writes has renewed its token within the hour, so a week without a sign of life is seven leases: no call depends on the
 * account any more. A longer time would only let a browser be recognised for longer.
 */
export const STALE_AFTER_MS = 7 * 24 * 60 * 60_000;

/** One request a second for deleting many (https://firebase.google.com/docs/auth/limits), and some room. */
export const BETWEEN_DELETIONS_MS = 1_100;

/** @param now ms since 1970. An unreadable time is ignored, and an account without any time is kept. */
export function isStale({ isKnown, isDisabled, createdAt, signedInAt, refreshedAt }: Account, now: number): boolean {
  // Disabled by the owner: deleted, it could be made anew at once.
  if (isKnown || isDisabled) return false;
  const signs = [createdAt, signedInAt ?? NaN, refreshedAt ?? NaN].filter((at) => !Number.isNaN(at));
  return signs.length > 0 && signs.every((at) => now - at > STALE_AFTER_MS);
}

export interface AccountSweepPorts {
  readonly now: () => number;
  readonly pause: (ms: number) => Promise<void>;
  readonly log: Log;
}

export interface AccountSweepReport {
  readonly scanned: number;
  readonly deleted: number;
  /** Stale ones that could not be deleted. */
  readonly left: number;
  readonly seconds: number;
  /** Whether the list's end was reached; else the next run goes on from here. */
  readonly isComplete: boolean;
}

/**
 * Deletes unused anonymous accounts, a page at a time. Two runs at once delete the same accounts, which does no harm.
 *
 * @param maxMs no new page is begun after it
 */
export async function sweepAccounts(store: AccountStore, maxMs: number, { now, pause, log }: AccountSweepPorts): Promise<AccountSweepReport> {
  const started = now();
  const count = { scanned: 0, deleted: 0, left: 0 };
  let deletedAt = -Infinity;
  const isComplete = await forEachPage(store, async (accounts) => {
    const stale = accounts.filter((account) => isStale(account, started)).map(({ id }) => id);
    count.scanned += accounts.length;
    if (stale.length > 0) {
      await pause(Math.max(0, deletedAt + BETWEEN_DELETIONS_MS - now()));
      deletedAt = now();
      const left = await tryDelete(store, stale, log);
      count.left += left;
      count.deleted += stale.length - left;
    }
    return now() - started < maxMs;
  });
  const report = { ...count, seconds: (now() - started) / 1000, isComplete };
  log(count.left > 0 ? 'error' : 'info', 'Swept stale accounts', { ...report });
  return report;
}

async function tryDelete(store: AccountStore, ids: readonly string[], log: Log): Promise<number> {
  try {
    return await store.delete(ids);
  } catch (error) {
    log('error', 'Stale accounts could not be deleted', { accounts: ids.length, reason: error instanceof Error ? error.message : 'unknown' });
    return ids.length;
  }
}
