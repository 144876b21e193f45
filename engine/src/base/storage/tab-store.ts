/**
 * The sealed store of this tab: the same one after a reload, another for a duplicated tab, none where the browser can't
 * tell the two apart or keeps nothing.
 *
 *   remembered ──lock held──► opened          remembered ──another page holds it──► new ──lock held──► opened
 *   either ──no lock, or no database──► none
 *
 * sessionStorage has its name and key, which a duplicated tab copies; a Web Lock, which one live page can hold, says whose
 * it is. A database whose lock is free twice, a minute apart, is of a tab that is gone, and is deleted.
 */
import { fromBase64Url, toBase64Url, type OwnBytes } from '../bytes.ts';
import type { Clock } from '../clock.ts';
import { contained } from '../contained.ts';
import type { Scope } from '../scope.ts';
import type { KeyValues } from './key-values.ts';
import type { Locks, WantedLock } from './locks.ts';
import type { RecordDatabases } from './record-database.ts';
import { SealedStore } from './sealed-store.ts';

/** A page being reloaded lets go of its lock a moment after its successor starts. */
const RELOAD_WAIT_MS = 1_500;
const FREE_WAIT_MS = 250;

/** A reload takes seconds at most; to meet two of them in the gap between two pages is as good as impossible. */
export const SWEEP_AFTER_MS = 60_000;

const PREFIX = 'firelink-tab-';
const REMEMBERED = 'firelink/tab-store';

export interface TabStorePorts {
  readonly clock: Clock;
  readonly session: KeyValues;
  readonly locks: Locks;
  readonly databases: RecordDatabases;
  readonly randomBytes: (length: number) => OwnBytes;
}

export interface TabStore {
  readonly store: SealedStore;
  /** The page is done with it, and may come back to it. */
  close(): void;
}

interface Named {
  readonly name: string;
  readonly key: OwnBytes;
}

/** @returns undefined where there is none; never rejects */
export async function openTabStore(ports: TabStorePorts): Promise<TabStore | undefined> {
  const { session, randomBytes } = ports;
  const remembered = parse(session.get(REMEMBERED));
  const own = remembered && (await hold(ports, remembered, RELOAD_WAIT_MS));
  if (own === 'unavailable') return undefined;
  if (own) return own.open();
  const made = { name: `${PREFIX}${toBase64Url(randomBytes(16))}`, key: randomBytes(32) };
  const anew = await hold(ports, made, FREE_WAIT_MS);
  if (anew === undefined || anew === 'unavailable') return undefined;
  session.set(REMEMBERED, `${made.name} ${toBase64Url(made.key)}`);
  return anew.open();
}

/** Deletes the databases of tabs that are gone, a minute from now. What fails is left for the next start: without their keys they say nothing. */
export function sweepTabStores(scope: Scope, ports: Pick<TabStorePorts, 'clock' | 'locks' | 'databases'>): void {
  const ignore = (): void => {};
  const sweep = async (before: readonly string[]): Promise<void> => {
    await free(ports, async (name) => {
      if (before.includes(name)) await ports.databases.remove(name);
    });
  };
  contained(free(ports, async () => {}).then((before) => {
    const release = scope.own(ports.clock.after(SWEEP_AFTER_MS, () => {
      release();
      contained(sweep(before), ignore);
    }));
  }), ignore);
}

async function hold(ports: TabStorePorts, { name, key }: Named, waitMs: number): Promise<{ open(): Promise<TabStore | undefined> } | 'unavailable' | undefined> {
  const { clock, databases, session, locks } = ports;
  const lock = locks.want(name, waitMs);
  const outcome = await lock.outcome;
  if (outcome !== 'held') return outcome === 'taken' ? undefined : 'unavailable';
  return {
    async open() {
      const forget = (): void => session.remove(REMEMBERED);
      try {
        const store = await SealedStore.open({ clock, databases, name, key, onAbandoned: forget });
        return { store, close: () => closeBoth(store, lock) };
      } catch {
        // What it holds is not what the other side will be told from now on.
        forget();
        lock.letGo();
        return undefined;
      }
    },
  };
}

function closeBoth(store: SealedStore, lock: WantedLock): void {
  store.close();
  lock.letGo();
}

/** @returns the names of those whose lock was free, under which `act` was called */
async function free({ locks, databases }: Pick<TabStorePorts, 'locks' | 'databases'>, act: (name: string) => Promise<void>): Promise<readonly string[]> {
  const names = (await databases.names()).filter((name) => name.startsWith(PREFIX));
  const looked = await Promise.all(names.map(async (name) => {
    const lock = locks.want(name, FREE_WAIT_MS);
    const isFree = (await lock.outcome) === 'held';
    try {
      if (isFree) await act(name);
    } finally {
      lock.letGo();
    }
    return isFree ? [name] : [];
  }));
  return looked.flat();
}

function parse(text: string | undefined): Named | undefined {
  const [name = '', encoded = ''] = text?.split(' ') ?? [];
  const key = fromBase64Url(encoded);
  return name.startsWith(PREFIX) && key?.length === 32 ? { name, key } : undefined;
}
