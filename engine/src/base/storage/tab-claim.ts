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
  /** Does something to what another tab has left, if no page of it lives. */
  ifGone(tab: string, act: () => Promise<void>): Promise<void>;
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
  const key = `${purpose}-tab`;
  const lockOf = (tab: string): string => `${purpose}-tab/${tab}`;
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
    async ifGone(other, act) {
      if (other === tab) return;
      const otherLock = locks.want(lockOf(other), OTHER_WAIT_MS);
      try {
        if ((await otherLock.outcome) === 'held') await act();
      } finally {
        otherLock.letGo();
      }
    },
    letGo: () => lock.letGo(),
  };
}
