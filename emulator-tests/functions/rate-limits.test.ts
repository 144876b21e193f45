import { describe, expect } from 'vitest';
import { createRateLimiter } from '../../functions/src/adapters/firestore-rate-limiter.ts';
import { MINT_LIMITS } from '../../functions/src/cleanup/collections.ts';
import { DEFAULTS } from '../../functions/src/turn/limits/limit-settings.ts';
import { HOUR_MS } from '../../functions/src/turn/limits/rate-limit.ts';
import { type CallableAnswer, RELAY_URL } from './functions-suite.ts';
import { test as functionsTest } from './functions-test.ts';

const NOW = Date.now();
const limits = { user: { count: 4, windowMs: 60_000 }, address: { count: 10, windowMs: 60_000 } };

const test = functionsTest
  .extend('limiter', ({ suite: { db } }) => () => createRateLimiter(db, { key: 'north', limits }))
  .extend('kept', ({ suite: { db } }) => async () => (await db.collection(MINT_LIMITS).get()).size);

describe('the count that instances share', () => {
  const grants = async (taken: readonly Promise<{ kind: string }>[]): Promise<number> =>
    (await Promise.all(taken)).filter(({ kind }) => kind === 'granted').length;

  test('two instances at once grant alice what one would, and no more', async ({ limiter }) => {
    const instances = [limiter(), limiter()];
    const taken = Array.from({ length: 12 }, (_, index) => instances[index % 2]!.take({ user: 'alice', address: '192.0.2.7' }, NOW));
    expect(await grants(taken)).toBe(4);
    expect(await limiter().take({ user: 'alice', address: '192.0.2.9' }, NOW)).toEqual({ kind: 'exhausted', whose: 'user', freeAt: NOW + 60_000 });
  });

  test('many users behind one address share what it has; one that is refused has used nothing up', async ({ limiter, kept }) => {
    const instances = [limiter(), limiter()];
    const users = Array.from({ length: 24 }, (_, index) => `user-${index}`);
    const taken = users.map((user, index) => instances[index % 2]!.take({ user, address: '192.0.2.7' }, NOW));
    expect(await grants(taken)).toBe(10);
    expect(await kept()).toBe(10 + 1);
    const refused = users[(await Promise.all(taken)).findIndex(({ kind }) => kind === 'exhausted')] ?? '';
    expect(await limiter().take({ user: refused, address: '192.0.2.8' }, NOW)).toEqual({ kind: 'granted' });
  });

  test('a minute later there is room again, also where a refusal was remembered', async ({ limiter }) => {
    const one = limiter();
    const claimant = { user: 'alice', address: undefined };
    expect(await grants(Array.from({ length: 5 }, () => one.take(claimant, NOW)))).toBe(4);
    expect((await one.take(claimant, NOW + 59_999)).kind).toBe('exhausted');
    expect((await one.take(claimant, NOW + 60_001)).kind).toBe('granted');
  });

  test('neither a name nor an address is in the database', async ({ limiter, suite }) => {
    await limiter().take({ user: 'alice', address: '192.0.2.7' }, NOW);
    const documents = (await suite.db.collection(MINT_LIMITS).get()).docs;
    expect(documents).toHaveLength(2);
    for (const document of documents) {
      expect(document.id).toMatch(/^[\w-]{43}$/);
      expect(document.get('shard')).toBe(document.id.charAt(0));
      expect(JSON.stringify([document.id, document.data()])).not.toMatch(/alice|192\.0\.2/);
    }
  });
});

describe('mintTurnCredentials', () => {
  const hasRelay = ({ result }: CallableAnswer) => JSON.stringify(result).includes(RELAY_URL);

  test('alice asks forty times, three at a time, of as many processes: thirty times she gets a relay, then STUN alone, and never an error', async ({ suite }) => {
    const { token } = await suite.signIn();
    const askedAt = Date.now();
    const answers: CallableAnswer[] = [];
    const lane = async (): Promise<void> => {
      while (answers.length < 38) answers.push(await suite.call('mintTurnCredentials', token, { data: null }));
    };
    await Promise.all([lane(), lane(), lane()]);
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    expect(answers.filter(hasRelay)).toHaveLength(DEFAULTS.userLimitPerHour);
    const refused = answers.find((answer) => !hasRelay(answer))?.result as { readonly expiresAt: number } | undefined;
    expect(refused?.expiresAt).toBeGreaterThanOrEqual(askedAt + HOUR_MS);
  });

  test('a thousand requests at once, of fifty accounts behind one address: no more relays than the address may have', async ({ kept, suite }) => {
    const instance = await suite.startInstance();
    try {
      const tokens = await Promise.all(Array.from({ length: 50 }, async () => (await suite.signIn()).token));
      const ask = (token: string | undefined, forwarded: string) =>
        suite.call('mintTurnCredentials', token, { data: null }, { forwarded, at: `${instance.url}/mintTurnCredentials` });
      const answers = await Promise.all(Array.from({ length: 1000 }, (_, index) => ask(tokens[index % tokens.length], '192.0.2.7')));
      expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
      expect(answers.filter(hasRelay)).toHaveLength(DEFAULTS.addressLimitPerHour);
      // Bob lives elsewhere, whatever he says on top of it.
      const bob = await suite.signIn();
      expect(hasRelay(await ask(bob.token, '192.0.2.7, 198.51.100.9'))).toBe(true);

      const before = await kept();
      const unasked = await Promise.all(Array.from({ length: 1000 }, () => ask(undefined, '203.0.113.7')));
      expect(new Set(unasked.map(({ status, error }) => `${status} ${error?.status}`))).toEqual(new Set(['401 UNAUTHENTICATED']));
      expect(await kept(), 'what is refused leaves nothing').toBe(before);
    } finally {
      await instance.stop();
    }
  });
});
