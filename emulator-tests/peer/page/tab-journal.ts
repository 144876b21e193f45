/** A journal in the store of this tab, as a page of it has one. */
import { toBase64Url } from '../../../engine/src/base/bytes.ts';
import { systemClock } from '../../../engine/src/base/clock.ts';
import { browserStorage } from '../../../engine/src/base/storage/key-values.ts';
import { browserLocks } from '../../../engine/src/base/storage/locks.ts';
import { browserDatabases } from '../../../engine/src/base/storage/record-database.ts';
import { openTabStore, type TabStore } from '../../../engine/src/base/storage/tab-store.ts';
import type { JournalState } from '../../../engine/src/call/channels/journal.ts';
import { StoredJournal } from '../../../engine/src/call/channels/stored-journal.ts';

const REMEMBERED = 'firelink/tab-store';

export interface OpenedJournal {
  readonly tab: TabStore;
  readonly journal: StoredJournal;
  readonly state: JournalState;
  /** What sessionStorage had when it was opened is what it has again: a duplicated tab has its own. */
  remember(): void;
}

export async function openJournal(group: string): Promise<OpenedJournal> {
  const randomBytes = (length: number): Uint8Array<ArrayBuffer> => crypto.getRandomValues(new Uint8Array(length));
  const tab = await openTabStore({ clock: systemClock, session: browserStorage.session, locks: browserLocks, databases: browserDatabases, randomBytes });
  if (!tab) throw new Error('this browser keeps nothing');
  const remembered = sessionStorage.getItem(REMEMBERED) ?? '';
  const journal = new StoredJournal({ store: Promise.resolve(tab.store), group, createId: () => toBase64Url(randomBytes(16)), now: () => Date.now() });
  return { tab, journal, state: await journal.open(), remember: () => sessionStorage.setItem(REMEMBERED, remembered) };
}
