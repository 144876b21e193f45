/**
 * Which tab a page belongs to. What is stored for a tab is found again after a reload, and deleted by the next page of this
 * browser once the tab is gone. A name in sessionStorage lives as long as the tab does; a Web Lock says that a page of it lives.
 */
import { toBase64Url } from '../bytes.ts';
import type { KeyValues } from './key-values.ts';
import type { Locks } from './locks.ts';

export interface TabPorts {
  readonly session: KeyValues;
  readonly locks: Locks;
  readonly randomBytes: (length: number) => Uint8Array;
}

export interface TabClaim {
  /** 22 characters of base64url. */
  readonly tab: string;
  letGo(): void;
}

/** The page before this one lets go of its lock a moment after this one starts. */
const RELOAD_WAIT_MS = 1_500;
const OTHER_WAIT_MS = 250;

/**
 * A duplicated tab has a copy of the name, and takes another one.
 * @param purpose a name for what is stored, so that each kind has its own lock
 */
export async function claimTab(purpose: string, { session, locks, randomBytes }: TabPorts): Promise<TabClaim> {
  const key = keyOf(purpose);
  const lockOf = (tab: string): string => `${key}/${tab}`;
  const make = (): string => toBase64Url(randomBytes(16));
  let tab = session.get(key) ?? make();
  let lock = locks.want(lockOf(tab), RELOAD_WAIT_MS);
  if ((await lock.outcome) === 'taken') {
    tab = make();
    lock = locks.want(lockOf(tab), OTHER_WAIT_MS);
  }
  session.set(key, tab);
  return {
    tab,
    letGo: () => lock.letGo(),
  };
}

/** Of the tab that this page is in, if a page of it has had a claim. */
export function nameOfTab(purpose: string, session: KeyValues): string | undefined {
  return session.get(keyOf(purpose));
}

/** Does something to what a tab has left, while no page of it holds its lock. @returns whether none did */
export async function ifTabIsFree(purpose: string, tab: string, locks: Locks, act: () => Promise<unknown>): Promise<boolean> {
  const lock = locks.want(`${keyOf(purpose)}/${tab}`, OTHER_WAIT_MS);
  try {
    const isFree = (await lock.outcome) === 'held';
    if (isFree) await act();
    return isFree;
  } finally {
    lock.letGo();
  }
}

const keyOf = (purpose: string): string => `${purpose}-tab`;
