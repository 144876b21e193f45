import { describe, expect, it } from 'vitest';
import { Scope } from '../scope.ts';
import { ManualClock, settle } from '../testing/manual-clock.ts';
import type { KeyValues } from './key-values.ts';
import { createLocks, type Locks } from './locks.ts';
import { openTabStore, SWEEP_AFTER_MS, sweepTabStores, type TabStore } from './tab-store.ts';
import { memoryKeyValues } from './testing/memory-key-values.ts';
import { MemoryDatabases } from './testing/memory-records.ts';

const WORD = new TextEncoder().encode('word');

function browser({ locks: given }: { readonly locks?: Locks } = {}) {
  const clock = new ManualClock();
  const databases = new MemoryDatabases();
  const locks = given ?? createLocks(() => navigator.locks, clock);
  const randomBytes = (length: number) => crypto.getRandomValues(new Uint8Array(length));
  const open = (session: KeyValues): Promise<TabStore | undefined> => openTabStore({ clock, session, locks, databases, randomBytes });
  const opened = async (session: KeyValues): Promise<TabStore> => (await open(session)) ?? expect.fail('there is no store');
  return { clock, databases, locks, open, opened };
}

/** sessionStorage of a tab that was duplicated from another. */
function duplicate(session: KeyValues): KeyValues {
  const copy = memoryKeyValues();
  const value = session.get('firelink/tab-store');
  if (value !== undefined) copy.set('firelink/tab-store', value);
  return copy;
}

const noLocks: Locks = { want: () => ({ outcome: Promise.resolve('unavailable'), letGo: () => {} }) };

describe('the store of a tab', () => {
  it('is the same one after a reload', async () => {
    const { opened } = browser();
    const session = memoryKeyValues();
    const before = await opened(session);
    await before.store.write('chat', { put: [{ order: 1, bytes: WORD }] });
    before.close();
    const after = await opened(session);
    expect(await after.store.read('chat')).toEqual([{ order: 1, bytes: WORD }]);
    after.close();
  });

  it('is another one for a tab that was duplicated, and stays what it was for the first', async () => {
    const { clock, opened, databases } = browser();
    const session = memoryKeyValues();
    const first = await opened(session);
    await first.store.write('chat', { put: [{ order: 1, bytes: WORD }] });
    const copied = duplicate(session);
    const opening = opened(copied);
    await clock.advance(1_500);
    const second = await opening;
    expect([await second.store.read('chat'), (await first.store.read('chat')).length, databases.stored.size]).toEqual([[], 1, 2]);
    expect(copied.get('firelink/tab-store')).not.toBe(session.get('firelink/tab-store'));
    first.close();
    second.close();
  });

  it('is none where the browser has no locks: two tabs would write as one', async () => {
    const { open, databases } = browser({ locks: noLocks });
    const session = memoryKeyValues();
    session.set('firelink/tab-store', `firelink-tab-a ${'A'.repeat(43)}`);
    expect([await open(session), await open(memoryKeyValues()), databases.stored.size]).toEqual([undefined, undefined, 0]);
  });

  it('is none where the database fails, nor is it found by the next page', async () => {
    const { opened, open, databases } = browser();
    const session = memoryKeyValues();
    (await opened(session)).close();
    databases.before = async () => {
      throw new DOMException('no', 'UnknownError');
    };
    expect([await open(session), session.get('firelink/tab-store')]).toEqual([undefined, undefined]);
  });

  it.each(['', 'firelink-tab-a', 'firelink-tab-a AAAA', 'firebase-heartbeat-database ' + 'A'.repeat(43)])('is a new one where %j is remembered', async (text) => {
    const { opened, databases } = browser();
    const session = memoryKeyValues();
    session.set('firelink/tab-store', text);
    const { close } = await opened(session);
    expect([...databases.stored.keys()].filter((name) => text.includes(name))).toEqual([]);
    close();
  });

  it('is deleted a minute after another tab has begun, once its own is gone; those of living tabs and of others stay', async () => {
    const { clock, locks, opened, databases } = browser();
    const [living, gone, back] = [memoryKeyValues(), memoryKeyValues(), memoryKeyValues()];
    const kept = await opened(living);
    (await opened(gone)).close();
    (await opened(back)).close();
    await databases.open('firebase-heartbeat-database');
    const scope = new Scope();
    sweepTabStores(scope, { clock, locks, databases });
    await clock.advance(250);
    await expect.poll(() => scope.size).toBe(1);
    const again = await opened(back);
    await clock.advance(SWEEP_AFTER_MS);
    await clock.advance(250);
    await settle();
    const nameOf = (session: KeyValues): string => session.get('firelink/tab-store')?.split(' ')[0] ?? '';
    await expect.poll(() => [...databases.stored.keys()].sort()).toEqual(['firebase-heartbeat-database', nameOf(living), nameOf(back)].sort());
    expect(nameOf(gone)).not.toBe('');
    kept.close();
    again.close();
  });
});
