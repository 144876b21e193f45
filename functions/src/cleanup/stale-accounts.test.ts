import { describe, expect, test } from 'vitest';
import { LEASE_MS } from '#protocol/lifetimes.ts';
import { type Account, type AccountStore, BETWEEN_DELETIONS_MS, isStale, STALE_AFTER_MS, sweepAccounts } from './stale-accounts.ts';

const NOW = 1_700_000_000_000;
const LONG_AGO = NOW - STALE_AFTER_MS - 1;
const stale: Account = { id: 'a', isKnown: false, isDisabled: false, createdAt: LONG_AGO, signedInAt: LONG_AGO, refreshedAt: undefined };

describe('an account', () => {
  test('that was not used for a week is stale, and a week is longer than any lease', () => {
    expect(isStale(stale, NOW)).toBe(true);
    expect(isStale({ ...stale, signedInAt: undefined }, NOW)).toBe(true);
    expect(STALE_AFTER_MS).toBeGreaterThan(2 * LEASE_MS);
  });

  test.each<[string, Partial<Account>]>([
    ['was made within the week', { createdAt: NOW - STALE_AFTER_MS }],
    ['has signed in since', { signedInAt: NOW - STALE_AFTER_MS }],
    ['has a page that renewed its token since', { refreshedAt: NOW - STALE_AFTER_MS }],
    ['is linked to a provider', { isKnown: true }],
    ['was disabled', { isDisabled: true }],
    ['has no time that can be read', { createdAt: NaN, signedInAt: undefined }],
  ])('that %s is kept', (_what, change) => {
    expect(isStale({ ...stale, ...change }, NOW)).toBe(false);
  });
});

/** Accounts in a list, two a page; a cursor is the index of the next one. */
class MemoryAccounts implements AccountStore {
  accounts: Account[];
  cursor: string | undefined;
  readonly deletions: number[] = [];
  time = NOW;
  onDelete: () => void = () => undefined;
  constructor(accounts: readonly Account[]) { this.accounts = [...accounts]; }

  readPage(from: string | undefined) {
    if (from === 'outdated') return Promise.reject(new Error('INVALID_PAGE_SELECTION'));
    this.time += 10;
    const rest = this.accounts.filter(({ id }) => from === undefined || id > from).sort((one, other) => (one.id < other.id ? -1 : 1));
    return Promise.resolve({ items: rest.slice(0, 2), next: rest.length > 2 ? rest[1]?.id : undefined });
  }

  delete(ids: readonly string[]) {
    this.deletions.push(this.time);
    this.onDelete();
    this.accounts = this.accounts.filter(({ id }) => !ids.includes(id));
    return Promise.resolve(0);
  }

  readCursor() { return Promise.resolve(this.cursor); }
  keepCursor(cursor: string | undefined) {
    this.cursor = cursor;
    return Promise.resolve();
  }
}

const many = (count: number, change: Partial<Account> = {}): Account[] =>
  Array.from({ length: count }, (_, index) => ({ ...stale, ...change, id: `${change.isKnown === true ? 'k' : 's'}${String(index).padStart(3, '0')}` }));

async function sweep(store: MemoryAccounts, maxMs = 60_000) {
  const logged: unknown[] = [];
  const pause = (ms: number) => {
    store.time += ms;
    return Promise.resolve();
  };
  const report = await sweepAccounts(store, maxMs, {
    now: () => store.time, pause, log: (severity, message, fields) => logged.push({ severity, message, ...fields }),
  });
  return { report, logged };
}

describe('a run', () => {
  test('deletes the stale of every page, keeps the others, and says so in one line', async () => {
    const store = new MemoryAccounts([...many(5), ...many(3, { isKnown: true })]);
    const { report, logged } = await sweep(store);
    expect(report).toMatchObject({ scanned: 8, deleted: 5, left: 0, isComplete: true });
    expect(store.accounts).toEqual(many(3, { isKnown: true }));
    expect(logged).toEqual([{ severity: 'info', message: 'Swept stale accounts', ...report }]);
  });

  test('asks for no two deletions within a second', async () => {
    const store = new MemoryAccounts(many(6));
    await sweep(store);
    expect(store.deletions.slice(1).map((at, index) => at - (store.deletions[index] ?? 0))).toEqual([BETWEEN_DELETIONS_MS, BETWEEN_DELETIONS_MS]);
  });

  test('whose time is over goes on in the next run, from its cursor, and after the end from the start', async () => {
    const store = new MemoryAccounts(many(5, { isKnown: true }));
    expect((await sweep(store, 0)).report).toMatchObject({ scanned: 2, isComplete: false });
    expect((await sweep(store)).report).toMatchObject({ scanned: 3, isComplete: true });
    expect((await sweep(store)).report).toMatchObject({ scanned: 5, isComplete: true });
  });

  test('that finds its cursor unknown begins at the start', async () => {
    const store = new MemoryAccounts(many(3));
    store.cursor = 'outdated';
    expect((await sweep(store)).report).toMatchObject({ scanned: 3, deleted: 3, isComplete: true });
  });

  test('that is killed half-way leaves the rest for the next one', async () => {
    const store = new MemoryAccounts(many(6));
    store.onDelete = () => { if (store.deletions.length === 2) store.keepCursor = () => Promise.reject(new Error('killed')); };
    await expect(sweep(store)).rejects.toThrow('killed');
    const next = new MemoryAccounts(store.accounts);
    next.cursor = store.cursor;
    expect((await sweep(next)).report).toMatchObject({ deleted: 2, isComplete: true });
    expect(next.accounts).toEqual([]);
  });

  test('goes on where a deletion fails, and counts what is left', async () => {
    const store = new MemoryAccounts(many(4));
    store.onDelete = () => { if (store.deletions.length === 1) throw new Error('quota'); };
    const { report, logged } = await sweep(store);
    expect(report).toMatchObject({ scanned: 4, deleted: 2, left: 2, isComplete: true });
    expect(logged).toEqual([
      { severity: 'error', message: 'Stale accounts could not be deleted', accounts: 2, reason: 'quota' },
      { severity: 'error', message: 'Swept stale accounts', ...report },
    ]);
  });

  test('of an empty list is empty', async () => {
    expect((await sweep(new MemoryAccounts([]))).report).toMatchObject({ scanned: 0, deleted: 0, left: 0, isComplete: true });
  });
});
