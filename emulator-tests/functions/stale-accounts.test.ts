import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { createAccountStore } from '../../functions/src/adapters/auth-account-store.ts';
import { type AccountSweepPorts, STALE_AFTER_MS, sweepAccounts } from '../../functions/src/cleanup/stale-accounts.ts';
import { type FunctionsSuite, startFunctionsSuite } from './functions-suite.ts';

let suite: FunctionsSuite;
beforeAll(async () => { suite = await startFunctionsSuite('accounts'); });
afterAll(async () => { await suite.stop(); });
beforeEach(async () => {
  const { users } = await suite.auth.listUsers();
  if (users.length > 0) await suite.auth.deleteUsers(users.map(({ uid }) => uid));
});

const LONG_AGO_MS = Date.now() - STALE_AFTER_MS - 60_000;

/** An account that was made, and used for the last time, that long ago. */
async function anAgedAccount(): Promise<string> {
  const uid = `aged-${randomUUID()}`;
  const time = new Date(LONG_AGO_MS).toUTCString();
  const { failureCount } = await suite.auth.importUsers([{ uid, metadata: { creationTime: time, lastSignInTime: time } }]);
  if (failureCount > 0) throw new Error('an account could not be imported');
  return uid;
}

/** Made and signed in long ago, and its page, which is still open, has renewed its token now. */
async function anOldAccountInUse(): Promise<string> {
  const { uid, refreshToken } = await suite.signIn();
  const time = String(LONG_AGO_MS);
  // Only an emulator lets that be written.
  await post('/identitytoolkit.googleapis.com/v1/accounts:update', { localId: uid, createdAt: time, lastLoginAt: time });
  await post('/securetoken.googleapis.com/v1/token?key=demo-key', { grant_type: 'refresh_token', refresh_token: refreshToken });
  return uid;
}

async function post(path: string, body: object): Promise<void> {
  const headers = { 'content-type': 'application/json', authorization: 'Bearer owner' };
  const answer = await fetch(`${suite.authUrl}${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
}

const remaining = async (): Promise<string[]> => (await suite.auth.listUsers()).users.map(({ uid }) => uid).sort();

test('anonymous accounts that nobody has used for a week go; the new, the used, the disabled and those with a provider stay', async () => {
  const stale = [await anAgedAccount(), await anAgedAccount()];
  const { uid: fresh } = await suite.signIn();
  const inUse = await anOldAccountInUse();
  const linked = await anAgedAccount();
  await suite.auth.updateUser(linked, { email: 'linda@example.org' });
  const called = await anAgedAccount();
  await suite.auth.updateUser(called, { providerToLink: { providerId: 'google.com', uid: 'a-google-user' } });
  const disabled = await anAgedAccount();
  await suite.auth.updateUser(disabled, { disabled: true });
  const kept = [fresh, inUse, linked, called, disabled].sort();
  expect(await remaining()).toEqual([...stale, ...kept].sort());

  await suite.runScheduled('sweepStaleAccounts');
  expect(await remaining()).toEqual(kept);
  await suite.runScheduled('sweepStaleAccounts');
  expect(await remaining()).toEqual(kept);
});

test('twice at once does no harm', async () => {
  await Promise.all(Array.from({ length: 20 }, anAgedAccount));
  const kept = await suite.signIn();
  await Promise.all([suite.runScheduled('sweepStaleAccounts'), suite.runScheduled('sweepStaleAccounts')]);
  expect(await remaining()).toEqual([kept.uid]);
});

test('a run whose time is over keeps its place, and the next goes on from there, though what was before it has gone', async () => {
  await Promise.all(Array.from({ length: 7 }, anAgedAccount));
  const store = createAccountStore(suite.auth, suite.db, 2);
  const ports: AccountSweepPorts = { now: Date.now, pause: () => Promise.resolve(), log: () => undefined };
  expect(await sweepAccounts(store, 0, ports)).toMatchObject({ scanned: 2, deleted: 2, isComplete: false });
  expect(await store.readPlace()).toEqual(expect.any(String));
  expect(await sweepAccounts(store, 60_000, ports)).toMatchObject({ scanned: 5, deleted: 5, isComplete: true });
  expect(await store.readPlace()).toBeUndefined();
  expect(await remaining()).toEqual([]);
});
