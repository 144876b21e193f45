import type { Auth, UserRecord } from 'firebase-admin/auth';
import type { Firestore } from 'firebase-admin/firestore';
import type { Account, AccountStore } from '../cleanup/stale-accounts.ts';
import { createStoredCursor } from './stored-cursor.ts';

/** The most that one request lists, and the most that one deletes. */
const PAGE_SIZE = 1000;

/** @param pageSize smaller for tests */
export function createAccountStore(auth: Auth, db: Firestore, pageSize = PAGE_SIZE): AccountStore {
  return {
    ...createStoredCursor(db, 'staleAccounts'),
    async readPage(from) {
      const { users, pageToken } = await auth.listUsers(pageSize, from);
      return { items: users.map(accountOf), next: pageToken === '' ? undefined : pageToken };
    },
    async delete(ids) {
      const { failureCount } = await auth.deleteUsers([...ids]);
      return failureCount;
    },
  };
}

function accountOf({ uid, providerData, email, phoneNumber, disabled, metadata }: UserRecord): Account {
  return {
    id: uid,
    isKnown: providerData.length > 0 || email !== undefined || phoneNumber !== undefined,
    isDisabled: disabled,
    createdAt: Date.parse(metadata.creationTime),
    signedInAt: timeOf(metadata.lastSignInTime),
    refreshedAt: timeOf(metadata.lastRefreshTime),
  };
}

/** Null, empty or missing for an account to which it never happened, whatever the types say. */
function timeOf(text: string | null | undefined): number | undefined {
  return text === null || text === undefined || text === '' ? undefined : Date.parse(text);
}
