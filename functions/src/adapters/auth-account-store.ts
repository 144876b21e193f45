import type { Auth, UserRecord } from 'firebase-admin/auth';
import type { Firestore } from 'firebase-admin/firestore';
import { MAINTENANCE } from '../cleanup/collections.ts';
import type { Account, AccountStore } from '../cleanup/stale-accounts.ts';

/** The most that one request lists, and the most that one deletes. */
const PAGE_SIZE = 1000;

/** Beside the calls, and out of every client's reach: no rule matches it. */
const PLACE = `${MAINTENANCE}/staleAccounts`;

/** @param pageSize smaller for tests */
export function createAccountStore(auth: Auth, db: Firestore, pageSize = PAGE_SIZE): AccountStore {
  return {
    async list(from) {
      const { users, pageToken } = await auth.listUsers(pageSize, from);
      return { accounts: users.map(accountOf), next: pageToken === '' ? undefined : pageToken };
    },
    async delete(ids) {
      const { failureCount } = await auth.deleteUsers([...ids]);
      return failureCount;
    },
    async readPlace() {
      const place: unknown = (await db.doc(PLACE).get()).get('pageToken');
      return typeof place === 'string' && place !== '' ? place : undefined;
    },
    async keepPlace(place) {
      if (place === undefined) await db.doc(PLACE).delete();
      else await db.doc(PLACE).set({ pageToken: place });
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
