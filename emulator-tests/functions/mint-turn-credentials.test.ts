import { createHmac } from 'node:crypto';
import type { Firestore } from 'firebase-admin/firestore';
import { describe, expect } from 'vitest';
import { unsignedToken } from '../../engine/src/client/firebase/unsigned-token.ts';
import { APP_ID, RELAY_SECRET, RELAY_URL, STUN_URL } from './functions-suite.ts';
import { test as functionsTest } from './functions-test.ts';

const test = functionsTest
  .extend('mint', ({ suite }) => (token: string | undefined, body: unknown = { data: null }) => suite.call('mintTurnCredentials', token, body))
  // A refusal uses up no share, and leaves no document.
  .extend('leavesNothing', ({ suite: { db } }) => async (ask: () => Promise<unknown>, refusal: object) => {
    const before = await everything(db);
    expect(await ask()).toMatchObject(refusal);
    expect(await everything(db)).toEqual(before);
  });

test('the packed functions load: five of them, each woken by what it should be', async ({ suite }) => {
  const triggers = await suite.listFunctions();
  expect(triggers.map(({ name }) => name).sort()).toEqual(['mintTurnCredentials', 'onCallEnded', 'sweepMintLimits', 'sweepStaleAccounts', 'sweepStaleCalls']);
  const named = (name: string) => triggers.find((trigger) => trigger.name === name);
  expect(named('mintTurnCredentials')).toMatchObject({ secretEnvironmentVariables: [{ key: 'TURN_SECRET' }] });
  expect(named('onCallEnded')).toMatchObject({
    secretEnvironmentVariables: [],
    eventTrigger: { eventType: 'google.cloud.firestore.document.v1.updated', eventFilterPathPatterns: { document: 'calls/{callId}' } },
  });
  expect(named('sweepMintLimits')).toMatchObject({ secretEnvironmentVariables: [], schedule: { schedule: 'every 60 minutes' } });
  expect(named('sweepStaleAccounts')).toMatchObject({ secretEnvironmentVariables: [], schedule: { schedule: 'every 24 hours' } });
  expect(named('sweepStaleCalls')).toMatchObject({ secretEnvironmentVariables: [], schedule: { schedule: 'every 5 minutes' } });
});

const UNAUTHENTICATED = { status: 401, error: { status: 'UNAUTHENTICATED' } };
const INVALID_ARGUMENT = { status: 400, error: { status: 'INVALID_ARGUMENT' } };
const HUGE = 20_000_000;

/** Every document there is, by its path. */
async function everything(db: Firestore): Promise<readonly string[]> {
  const collections = await db.listCollections();
  const pages = await Promise.all(collections.map((collection) => collection.listDocuments()));
  return pages.flat().map(({ path }) => path).toSorted();
}

describe('minting relay credentials', () => {
  test('a client that has not signed in is told so', async ({ leavesNothing, mint }) => {
    await leavesNothing(() => mint(undefined), UNAUTHENTICATED);
  });

  test('a user of another project is told so too', async ({ leavesNothing, mint }) => {
    const claims = Buffer.from(JSON.stringify({ sub: 'mallory', user_id: 'mallory', aud: 'another', iss: 'https://securetoken.google.com/another' }));
    await leavesNothing(() => mint(`e30.${claims.toString('base64url')}.`), UNAUTHENTICATED);
  });

  test('a token that is none is told so too', async ({ leavesNothing, mint }) => {
    await leavesNothing(() => mint('nonsense'), UNAUTHENTICATED);
  });

  test.for([
    ['no App Check token', ''],
    ['an App Check token that is no token', 'nonsense'],
    ['an App Check token of another shape', 'a.b'],
    ['an App Check token whose claims are no JSON', 'e30.bm9uc2Vuc2U.'],
    ['another project’s App Check token', unsignedToken({ appId: APP_ID, projectId: 'another' }, Date.now()).token],
  ] as const)('alice, signed in but with %s, is refused: her request may come from anywhere', async ([_what, appCheckToken], { leavesNothing, mint, suite }) => {
    const alice = await suite.signIn();
    await leavesNothing(() => suite.call('mintTurnCredentials', alice.token, { data: null }, { appCheckToken }), UNAUTHENTICATED);
    expect(await mint(alice.token)).toMatchObject({ status: 200 });
  });

  test('alice, signed in anonymously, is given STUN and a relay under her own name, for four hours at most', async ({ mint, suite }) => {
    const alice = await suite.signIn();
    const before = Date.now();
    const { status, result } = await mint(alice.token);
    expect(status).toBe(200);
    const { iceServers, expiresAt } = result as { iceServers: { urls: string[]; username: string; credential: string }[]; expiresAt: number };
    expect(expiresAt).toBeGreaterThan(before);
    expect(expiresAt).toBeLessThanOrEqual(Date.now() + 4 * 3_600_000);
    const username = `${Math.floor(expiresAt / 1000)}:${alice.uid}`;
    const credential = createHmac('sha1', RELAY_SECRET).update(username).digest('base64');
    expect(iceServers).toEqual([{ urls: [STUN_URL] }, { urls: [RELAY_URL], username, credential }]);
  });

  test.for([[{}], [null]])('alice may send %j', async ([data], { mint, suite }) => {
    const alice = await suite.signIn();
    expect(await mint(alice.token, { data })).toMatchObject({ status: 200 });
  });

  test.for([
    ['another user’s id', { data: { uid: 'bob' } }],
    ['a list', { data: [] }],
    ['a number', { data: 7 }],
    ['a word', { data: 'x'.repeat(100_000) }],
    ['twenty megabytes', { data: 'x'.repeat(HUGE) }],
    ['nothing', {}],
    ['a list instead of the envelope', []],
    ['no callable’s envelope', { uid: 'bob' }],
    ['more than the envelope', { data: null, uid: 'bob' }],
  ])('alice sends %s and is told that it is no valid argument', async ([_what, body], { leavesNothing, mint, suite }) => {
    const alice = await suite.signIn();
    await leavesNothing(() => mint(alice.token, body), INVALID_ARGUMENT);
  });
});
