import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createCloudflare } from './cloudflare.ts';
import { createPostForJson, MAX_ANSWER_BYTES, RETRY_PAUSE_MS } from './post-with-retry.ts';
import { type PostForJson, type RelayProvider, RelayServiceError, TurnSettingsError } from './relay-provider.ts';
import { type Answer, hangUp, json, type LocalService, silence, standstill, startLocalService, text } from './testing/local-service.ts';
import { createTwilio } from './twilio.ts';

const SECRET = 'a secret between the site and its provider';
const ACCOUNT_SID = `AC${'0123456789abcdef'.repeat(2)}`;
const alice = { user: 'alice', now: 1_700_000_000_000, lifetimeMs: 14_400_000 };

let service: LocalService;
const pauses: number[] = [];
const post: PostForJson = createPostForJson({
  fetch, attemptLimitMs: 600,
  pause: (ms) => { pauses.push(ms); return Promise.resolve(); },
});
beforeAll(async () => { service = await startLocalService(); });
afterAll(async () => { await service.stop(); });
let before = 0;
beforeEach(() => {
  before = service.asked.length;
  pauses.length = 0;
});
const asked = () => service.asked.slice(before);

/** Answers as the documentation of each says, with names that belong to no account. */
const CLOUDFLARES = {
  iceServers: [
    { urls: ['stun:stun.example.org:3478', 'stun:stun.example.org:53'] },
    {
      urls: [
        'turn:turn.example.org:3478?transport=udp', 'turn:turn.example.org:53?transport=udp', 'turn:turn.example.org:3478?transport=tcp',
        'turn:turn.example.org:80?transport=tcp', 'turns:turn.example.org:5349?transport=tcp', 'turns:turn.example.org:443?transport=tcp',
      ],
      username: 'name', credential: 'word',
    },
  ],
};
const TWILIOS = {
  account_sid: ACCOUNT_SID, username: 'name', password: 'word', ttl: '14400', date_created: 'Fri, 01 May 2020 01:42:57 +0000',
  ice_servers: [
    { url: 'stun:global.stun.example.org:3478', urls: 'stun:global.stun.example.org:3478' },
    { url: 'turn:a.example.org:3478?transport=udp', urls: 'turn:a.example.org:3478?transport=udp', username: 'name', credential: 'word' },
    { url: 'turn:a.example.org:443?transport=tcp', urls: 'turn:a.example.org:443?transport=tcp', username: 'name', credential: 'word' },
  ],
};

test('Cloudflare is asked with the key’s token for so many seconds, and its relays are taken, without the port that browsers block', async () => {
  service.answerWith(json(CLOUDFLARES));
  const { servers } = await createCloudflare('key-id', SECRET, post, service.origin).mint(alice);
  expect(servers).toEqual([{
    urls: [
      'turn:turn.example.org:3478?transport=udp', 'turn:turn.example.org:3478?transport=tcp', 'turn:turn.example.org:80?transport=tcp',
      'turns:turn.example.org:5349?transport=tcp', 'turns:turn.example.org:443?transport=tcp',
    ],
    username: 'name', credential: 'word',
  }]);
  const [request] = asked();
  expect(request).toMatchObject({ method: 'POST', path: '/v1/turn/keys/key-id/credentials/generate-ice-servers', headers: { authorization: `Bearer ${SECRET}` } });
  expect(JSON.parse(request?.body ?? '')).toEqual({ ttl: 14_400 });
});

test('Twilio is asked with the account and its token, and its relays are taken with the time that it gives', async () => {
  service.answerWith(json({ ...TWILIOS, ttl: '3600' }));
  expect(await createTwilio(ACCOUNT_SID, SECRET, post, service.origin).mint(alice)).toEqual({
    servers: [
      { urls: ['turn:a.example.org:3478?transport=udp'], username: 'name', credential: 'word' },
      { urls: ['turn:a.example.org:443?transport=tcp'], username: 'name', credential: 'word' },
    ],
    lifetimeMs: 3_600_000,
  });
  expect(asked()).toMatchObject([{
    method: 'POST', path: `/2010-04-01/Accounts/${ACCOUNT_SID}/Tokens.json`, body: 'Ttl=14400',
    headers: { authorization: `Basic ${Buffer.from(`${ACCOUNT_SID}:${SECRET}`).toString('base64')}`, 'content-type': 'application/x-www-form-urlencoded' },
  }]);
});

const PROVIDERS: readonly (readonly [string, () => RelayProvider, unknown])[] = [
  ['Cloudflare', () => createCloudflare('key-id', SECRET, post, service.origin), CLOUDFLARES],
  ['Twilio', () => createTwilio(ACCOUNT_SID, SECRET, post, service.origin), TWILIOS],
];

describe.each(PROVIDERS)('%s, as any provider that is asked over HTTP', (name, provider, good) => {
  const relays = (list: unknown): unknown => ({ ttl: '60', iceServers: list, ice_servers: list });
  const relay = { urls: 'turn:a.example', username: 'u', credential: 'c' };

  test.each<[string, Answer]>([
    ['is out of order', text('<h1>502</h1>', 502)],
    ['has too much to do', json({ message: 'slow down' }, 429)],
    ['says nothing', silence],
    ['stops in the middle', standstill],
    ['hangs up', hangUp],
  ])('%s once: it is asked once more, after a pause, and the answer is taken', async (_what, trouble) => {
    service.answerWith(trouble, json(good));
    expect((await provider().mint(alice)).servers.length).toBeGreaterThan(0);
    expect([asked().length, pauses]).toEqual([2, [RETRY_PAUSE_MS]]);
  });

  test.each<[string, Answer, string]>([
    ['is out of order', text('<h1>502</h1>', 502), 'the service answered 502'],
    ['says nothing', silence, 'the service took too long'],
    ['stops in the middle', standstill, 'the service took too long'],
    ['hangs up', hangUp, 'the service can’t be reached'],
  ])('%s twice: that is all', async (_what, trouble, message) => {
    service.answerWith(trouble);
    await expect(provider().mint(alice)).rejects.toThrow(new RelayServiceError(message));
    expect(asked()).toHaveLength(2);
  });

  test.each<[string, Answer, string]>([
    ['the secret is wrong', json({ message: SECRET }, 401), 'the service answered 401'],
    ['there is no such account', json({}, 404), 'the service answered 404'],
    ['a page', text(`<p>${SECRET}</p>`), 'the answer is not JSON'],
    ['half an answer', text('{"iceServers": [{"urls"'), 'the answer is not JSON'],
    ['more than any client needs', text(' '.repeat(MAX_ANSWER_BYTES + 1)), 'the answer is too large'],
    ['nothing', json(null), 'the answer holds no relay: not an object'],
    ['no list', json(relays(undefined)), 'the answer holds no relay: not a list of servers'],
    ['an object in place of the list', json(relays(relay)), 'the answer holds no relay: not a list of servers'],
    ['STUN alone', json(relays([{ urls: 'stun:a.example' }])), 'the answer names no relay'],
    ['a relay without a credential', json(relays([{ urls: 'turn:a.example', username: 'u' }])), 'the answer holds no relay: server 0: a relay needs a credential'],
    ['a URL that browsers throw on', json(relays([relay, { ...relay, urls: ['turn:a.example?transport=sctp'] }])), 'the answer holds no relay: server 1: urls is not a list of stun or turn URLs'],
    ['a web page for a relay', json(relays([{ ...relay, urls: 'https://a.example' }])), 'the answer holds no relay: server 0: urls is not a list of stun or turn URLs'],
    ['another place', (response) => { response.writeHead(307, { location: 'http://127.0.0.1:9/' }).end(); }, 'the service can’t be reached'],
  ])('answers with %s: refused, and nothing of it is in the message', async (_what, answer, message) => {
    service.answerWith(answer);
    await expect(provider().mint(alice)).rejects.toThrow(new RelayServiceError(message));
  });

  test.each(['', 'unset', ' '])(`with the secret %j ${name} is never asked`, (secret) => {
    const make = name === 'Twilio' ? () => createTwilio(ACCOUNT_SID, secret, post) : () => createCloudflare('key-id', secret, post);
    expect(make).toThrow(new TurnSettingsError('TURN_SECRET is empty'));
  });

  test.each(['', '../../accounts', 'a b', 'x'.repeat(65)])(`with the account %j ${name} is never asked`, (account) => {
    const make = name === 'Twilio' ? () => createTwilio(account, SECRET, post) : () => createCloudflare(account, SECRET, post);
    expect(make).toThrow(TurnSettingsError);
  });
});

test.each(['0', 'soon', null, undefined, {}])('Twilio names %j for the time: refused', async (ttl) => {
  service.answerWith(json({ ...TWILIOS, ttl }));
  await expect(createTwilio(ACCOUNT_SID, SECRET, post, service.origin).mint(alice)).rejects.toThrow(new RelayServiceError('the answer holds no relay: no ttl'));
});
