import { randomUUID } from 'node:crypto';
import { expect } from 'vitest';
import { createAccountStore } from '../../functions/src/adapters/auth-account-store.ts';
import { type AccountSweepPorts, STALE_AFTER_MS, sweepAccounts } from '../../functions/src/cleanup/stale-accounts.ts';
import type { FunctionsSuite } from './functions-suite.ts';
import { test as functionsTest } from './functions-test.ts';

/** There is no account as it begins. */
const test = functionsTest.extend('suite', async ({ suite }) => {
  const { users } = await suite.auth.listUsers();
  if (users.length > 0) await suite.auth.deleteUsers(users.map(({ uid }) => uid));
  return suite;
});

const LONG_AGO_MS = Date.now() - STALE_AFTER_MS - 60_000;

/** An account that was made, and used for the last time, that long ago. */
async function anAgedAccount({ auth }: FunctionsSuite): Promise<string> {
  const uid = `aged-${randomUUID()}`;
  const time = new Date(LONG_AGO_MS).toUTCString();
  const { failureCount } = await auth.importUsers([{ uid, metadata: { creationTime: time, lastSignInTime: time } }]);
  if (failureCount > 0) throw new Error('an account could not be imported');
  return uid;
}

/** Made and signed in long ago, and its page, which is still open, has renewed its token now. */
async function anOldAccountInUse(suite: FunctionsSuite): Promise<string> {
  const { uid, refreshToken } = await suite.signIn();
  const time = String(LONG_AGO_MS);
  // Only an emulator lets that be written.
  await post(suite, '/identitytoolkit.googleapis.com/v1/accounts:update', { localId: uid, createdAt: time, lastLoginAt: time });
  await post(suite, '/securetoken.googleapis.com/v1/token?key=demo-key', { grant_type: 'refresh_token', refresh_token: refreshToken });
  return uid;
}

async function post({ authUrl }: FunctionsSuite, path: string, body: object): Promise<void> {
  const headers = { 'content-type': 'application/json', authorization: 'Bearer owner' };
  const answer = await fetch(`${authUrl}${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
}

const remaining = async ({ auth }: FunctionsSuite): Promise<string[]> => (await auth.listUsers()).users.map(({ uid }) => uid).sort();

test('anonymous accounts that were not used for a week go; the new, the used, the disabled and those with a provider stay', async ({ suite }) => {
  const stale = [await anAgedAccount(suite), await anAgedAccount(suite)];
  const { uid: fresh } = await suite.signIn();
  const inUse = await anOldAccountInUse(suite);
  const linked = await anAgedAccount(suite);
  await suite.auth.updateUser(linked, { email: 'linda@example.org' });
  const called = await anAgedAccount(suite);
  await suite.auth.updateUser(called, { providerToLink: { providerId: 'google.com', uid: 'a-google-user' } });
  const disabled = await anAgedAccount(suite);
  await suite.auth.updateUser(disabled, { disabled: true });
  const kept = [fresh, inUse, linked, called, disabled].sort();
  expect(await remaining(suite)).toEqual([...stale, ...kept].sort());

  await suite.runScheduled('sweepStaleAccounts');
  expect(await remaining(suite)).toEqual(kept);
  await suite.runScheduled('sweepStaleAccounts');
  expect(await remaining(suite)).toEqual(kept);
});

test('twice at once does no harm', async ({ suite }) => {
  await Promise.all(Array.from({ length: 20 }, () => anAgedAccount(suite)));
  const kept = await suite.signIn();
  await Promise.all([suite.runScheduled('sweepStaleAccounts'), suite.runScheduled('sweepStaleAccounts')]);
  expect(await remaining(suite)).toEqual([kept.uid]);
});

test('a run whose time is over keeps its place, and the next goes on from there, though what was before it has gone', async ({ suite }) => {
  await Promise.all(Array.from({ length: 7 }, () => anAgedAccount(suite)));
  const store = createAccountStore(suite.auth, suite.db, 2);
  const ports: AccountSweepPorts = { now: Date.now, pause: () => Promise.resolve(), log: () => undefined };
  expect(await sweepAccounts(store, 0, ports)).toMatchObject({ scanned: 2, deleted: 2, isComplete: false });
  expect(await store.readCursor()).toEqual(expect.any(String));
  expect(await sweepAccounts(store, 60_000, ports)).toMatchObject({ scanned: 5, deleted: 5, isComplete: true });
  expect(await store.readCursor()).toBeUndefined();
  expect(await remaining(suite)).toEqual([]);
});
