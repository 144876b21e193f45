/**
 * What tabs have left of files, in the origin private file system and in the database, as a page sees it: only to open files in place
 * takes a worker.
 *
 *   free at the first look ──a minute──► free at the second, too: the tab is gone, and what it has left is deleted
 *
 * A page that is being reloaded holds its tab's lock again only once its call is connected.
 */
import type { Clock } from '../clock.ts';
import { contained } from '../contained.ts';
import type { KeyValues } from './key-values.ts';
import type { Locks } from './locks.ts';
import type { RecordDatabases } from './record-database.ts';
import { openRecords } from './records.ts';
import { ifTabIsFree, nameOfTab } from './tab-claim.ts';
import { SWEEP_AFTER_MS } from './tab-store.ts';

export interface TabFilesPorts {
  /** Of the folder of all tabs, of the database beside it, and of the claims. */
  readonly name: string;
  readonly clock: Clock;
  readonly session: KeyValues;
  readonly locks: Locks;
  readonly databases: Pick<RecordDatabases, 'names'>;
}

/** Undefined where the browser keeps no files, or has kept none yet: none is made here. */
export async function foldersRoot(name: string): Promise<FileSystemDirectoryHandle | undefined> {
  try {
    return await (await navigator.storage.getDirectory()).getDirectoryHandle(name);
  } catch {
    return undefined;
  }
}

async function foldersIn(root: FileSystemDirectoryHandle | undefined): Promise<readonly string[]> {
  const found: string[] = [];
  if (root) for await (const [tab, { kind }] of root.entries()) if (kind === 'directory') found.push(tab);
  return found;
}

/** Deletes what tabs have left that are gone, a minute from now. What fails is left for the next page. @returns calls it off */
export function sweepTabFiles({ name, clock, session, locks, databases }: TabFilesPorts, onError: (error: unknown) => void): () => void {
  let isOver = false;
  let cancel = (): void => {};
  const free = async (tabs: readonly string[], act: (tab: string) => Promise<unknown>): Promise<readonly string[]> => {
    const own = nameOfTab(name, session);
    const looked = await Promise.all(tabs.filter((tab) => tab !== own).map(async (tab) => ((await ifTabIsFree(name, tab, locks, () => act(tab))) ? [tab] : [])));
    return looked.flat();
  };
  const sweep = async (): Promise<void> => {
    // A database that is not there would be made by the question.
    const records = (await databases.names().catch((): readonly string[] => [])).includes(name) ? openRecords(name, clock) : undefined;
    const keys = (await records?.keys()) ?? [];
    const before = await free([...new Set([...(await foldersIn(await foldersRoot(name))), ...keys.map((key) => key.split('/')[0] ?? '')])], async () => {});
    if (before.length === 0 || isOver) return;
    cancel = clock.after(SWEEP_AFTER_MS, () => {
      contained(foldersRoot(name).then((root) => free(before, (tab) => Promise.all([
        root?.removeEntry(tab, { recursive: true }).catch(() => {}),
        records?.write({ removeUnder: [`${tab}/`] }),
      ]))), onError);
    });
  };
  contained(sweep(), onError);
  return () => {
    isOver = true;
    cancel();
  };
}
