import { describe, expect, test } from 'vitest';
import type { TurnSettings } from './providers/choose-provider.ts';
import type { LimitSettings } from './limits/limit-settings.ts';
import type { Claimant, RateLimiter, RelayLimits } from './limits/rate-limit.ts';
import type { PostForJson } from './providers/relay-provider.ts';
import { CREDENTIAL_LIFETIME_MS, FALLBACK_LIFETIME_MS, type MintRequest, mintCredentials } from './mint.ts';

const NOW = 1_700_000_000_000;
const STUN = { urls: ['stun:stun.example.org'] };
const none: TurnSettings & LimitSettings = {
  trustedHops: '', userLimitPerHour: '', addressLimitPerHour: '',
  provider: 'none', stunUrls: 'stun:stun.example.org', turnUrls: '', staticServers: '', turnAccount: '', turnSecret: 'unset' };
const coturn: typeof none = { ...none, provider: 'coturn', turnUrls: 'turn:turn.example.org', turnSecret: 'north' };
const alice: MintRequest = { uid: 'alice', way: { forwarded: '203.0.113.1, 192.0.2.7', direct: undefined }, data: null };
const always: RateLimiter = { take: () => Promise.resolve({ kind: 'granted' }) };

/** Mints at a fixed time and keeps what was logged. */
async function mint(request: MintRequest, settings: typeof none, limiter = always, post: PostForJson = () => Promise.reject(new Error('asked'))) {
  const logged: unknown[] = [];
  const limits: RelayLimits[] = [];
  const outcome = await mintCredentials(request, {
    settings, post, now: () => NOW, log: (severity, message, fields) => logged.push({ severity, message, ...fields }),
    logRefusal: (refusal) => logged.push(refusal),
    limiter: (of) => {
      limits.push(of);
      return limiter;
    },
  });
  return { outcome, logged, limits };
}

describe('who may ask', () => {
  test('alice, signed in, is given servers', async () => {
    expect((await mint(alice, none)).outcome.kind).toBe('minted');
  });

  test('a client that has not signed in is refused, whatever it sends', async () => {
    for (const data of [null, {}, { uid: 'alice' }]) {
      expect((await mint({ ...alice, uid: undefined, data }, coturn)).outcome).toMatchObject({ kind: 'refused', code: 'unauthenticated' });
    }
  });

  test.each([[null], [undefined], [{}]])('alice may send %j, which is nothing', async (data) => {
    expect((await mint({ ...alice, data }, coturn)).outcome.kind).toBe('minted');
  });

  test.each([[{ uid: 'bob' }], [{ lifetimeMs: 1 }], [[]], [''], ['bob'], [0], [false]])('alice may not send %j', async (data) => {
    expect((await mint({ ...alice, data }, coturn)).outcome).toMatchObject({ kind: 'refused', code: 'invalid-argument' });
  });
});

describe('what they are given', () => {
  test('without a relay: the STUN servers, and a time to ask again', async () => {
    const { outcome, logged } = await mint(alice, none);
    expect(outcome).toEqual({ kind: 'minted', credentials: { iceServers: [STUN], expiresAt: NOW + CREDENTIAL_LIFETIME_MS } });
    expect(logged).toEqual([]);
  });

  test('with neither: an empty list, not a server without URLs', async () => {
    expect((await mint(alice, { ...none, stunUrls: '' })).outcome).toMatchObject({ credentials: { iceServers: [] } });
  });

  test('with coturn: STUN and a relay whose credential ends when the answer says', async () => {
    const { outcome } = await mint(alice, coturn);
    expect(outcome).toEqual({
      kind: 'minted',
      credentials: {
        iceServers: [STUN, { urls: ['turn:turn.example.org'], username: '1700014400:alice', credential: 'vdJ7XnuaY5qzTO0D1hs7yLBVLqA=' }],
        expiresAt: 1_700_014_400_000,
      },
    });
  });

  test('no credential lives longer than four hours', () => {
    expect(CREDENTIAL_LIFETIME_MS).toBeLessThanOrEqual(4 * 3_600_000);
    expect(FALLBACK_LIFETIME_MS).toBeLessThan(CREDENTIAL_LIFETIME_MS);
  });
});

describe('when the site’s settings are wrong', () => {
  test.each([
    ['an empty secret', { ...coturn, turnSecret: '' }, 'TURN_SECRET is empty'],
    ['a secret that says it is none', { ...coturn, turnSecret: 'unset' }, 'TURN_SECRET is empty'],
    ['no relay', { ...coturn, turnUrls: '' }, 'TURN_URLS is empty'],
    ['a provider that does not exist', { ...coturn, provider: 'cotrun' }, 'TURN_PROVIDER is unknown: cotrun'],
    ['a list that is none', { ...none, provider: 'static' }, 'TURN_STATIC is not JSON'],
  ])('%s: alice gets STUN alone for a short while, and the log an error', async (_what, settings, reason) => {
    const { outcome, logged } = await mint(alice, settings);
    expect(outcome).toEqual({ kind: 'minted', credentials: { iceServers: [STUN], expiresAt: NOW + FALLBACK_LIFETIME_MS } });
    expect(logged).toEqual([{ severity: 'error', message: 'No relay credentials minted, STUN alone', provider: settings.provider, reason }]);
  });

  test('a misspelt STUN server is left out and logged, the other one stays', async () => {
    const { outcome, logged } = await mint(alice, { ...none, stunUrls: 'stun.example.com,stun:stun.example.org' });
    expect(outcome).toMatchObject({ credentials: { iceServers: [STUN] } });
    expect(logged).toEqual([{ severity: 'error', message: 'STUN_URLS holds URLs that no browser takes', rejected: ['stun.example.com'] }]);
  });

  test('the secret is in no line of the log', async () => {
    const { logged } = await mint(alice, { ...coturn, turnUrls: 'nonsense', stunUrls: 'nonsense', turnSecret: 'north-by-northwest' });
    expect(logged).toHaveLength(2);
    expect(JSON.stringify(logged)).not.toContain('north');
  });
});

describe('how often', () => {
  const exhausted = (freeAt: number): RateLimiter => ({ take: () => Promise.resolve({ kind: 'exhausted', whose: 'address', freeAt }) });

  test('alice’s share and her network’s are asked for, once', async () => {
    const claimants: Claimant[] = [];
    await mint(alice, coturn, { take: (claimant) => { claimants.push(claimant); return always.take(claimant, NOW); } });
    expect(claimants).toEqual([{ user: 'alice', address: '192.0.2.7' }]);
  });

  test.each([[NOW + 3_000_000, NOW + 3_000_000], [NOW + 1, NOW + FALLBACK_LIFETIME_MS]])('whose network has had its share until %i gets STUN alone, and may ask again then', async (freeAt, expiresAt) => {
    const { outcome, logged } = await mint(alice, coturn, exhausted(freeAt));
    expect(outcome).toEqual({ kind: 'minted', credentials: { iceServers: [STUN], expiresAt } });
    expect(logged).toEqual([{ whose: 'address', limitPerHour: 300, trustedHops: 1, forwarded: 2 }]);
  });

  test('behind a load balancer that the site trusts, and by limits of its own, alice is counted for the address that it saw', async () => {
    const claimants: Claimant[] = [];
    const behind = { ...coturn, trustedHops: '2', userLimitPerHour: '5', addressLimitPerHour: '50' };
    const { limits } = await mint(alice, behind, { take: (claimant) => { claimants.push(claimant); return always.take(claimant, NOW); } });
    expect(claimants).toEqual([{ user: 'alice', address: '203.0.113.1' }]);
    expect(limits).toEqual([{ trustedHops: 2, user: { count: 5, windowMs: 3_600_000 }, address: { count: 50, windowMs: 3_600_000 } }]);
  });

  test('a limit that is no number costs the relay, and the log names it', async () => {
    const { outcome, logged } = await mint(alice, { ...coturn, addressLimitPerHour: 'many' });
    expect(outcome).toMatchObject({ credentials: { iceServers: [STUN] } });
    expect(logged).toMatchObject([{ severity: 'error', reason: 'ADDRESS_LIMIT_PER_HOUR is no whole number from 1 to 10000' }]);
  });

  test('when the count fails, no client is given any, and the log says so', async () => {
    const { outcome, logged } = await mint(alice, coturn, { take: () => Promise.reject(new Error('DEADLINE_EXCEEDED')) });
    expect(outcome).toMatchObject({ credentials: { iceServers: [STUN] } });
    expect(logged).toMatchObject([{ severity: 'error', reason: 'DEADLINE_EXCEEDED' }]);
  });

  test.each([['no relay', none], ['a list that is the same for everyone', { ...none, provider: 'static', staticServers: '[{"urls":"turn:a.example","username":"u","credential":"c"}]' }]])(
    'with %s nothing is counted', async (_what, settings) => {
      const { outcome, logged } = await mint(alice, settings, exhausted(NOW + 1));
      expect([outcome.kind, logged]).toEqual(['minted', []]);
    });

  test('a site that can’t mint uses up no share', async () => {
    let taken = 0;
    await mint(alice, { ...coturn, turnSecret: '' }, { take: (claimant) => { taken += 1; return always.take(claimant, NOW); } });
    expect(taken).toBe(0);
  });
});

test('a provider that gives less time than it was asked for is believed', async () => {
  const answer = { ttl: '600', ice_servers: [{ urls: 'turn:relay.example.org', username: 'u', credential: 'c' }] };
  const twilio = { ...none, provider: 'twilio', turnAccount: `AC${'0'.repeat(32)}`, turnSecret: 'north' };
  const { outcome } = await mint(alice, twilio, always, () => Promise.resolve(answer));
  expect(outcome).toMatchObject({ credentials: { expiresAt: NOW + 600_000, iceServers: [STUN, { urls: ['turn:relay.example.org'] }] } });
});
