import { describe, expect, test } from 'vitest';
import { createCoturn } from './coturn.ts';
import { TurnSettingsError } from './relay-provider.ts';

const URLS = 'turn:turn.example.org:3478?transport=udp, turns:turn.example.org:443?transport=tcp';
const alice = { user: 'alice', now: 1_700_000_000_000, lifetimeMs: 14_400_000 };

describe('coturn', () => {
  test('alice is given the credential that openssl computes for her name and expiry', async () => {
    // printf '1700014400:alice' | openssl dgst -sha1 -hmac 'north' -binary | base64
    expect(await createCoturn(URLS, 'north').mint(alice)).toEqual({ servers: [{
      urls: ['turn:turn.example.org:3478?transport=udp', 'turns:turn.example.org:443?transport=tcp'],
      username: '1700014400:alice',
      credential: 'vdJ7XnuaY5qzTO0D1hs7yLBVLqA=',
    }] });
  });

  test('a secret that was pasted with its line end signs like the secret', async () => {
    expect(await createCoturn(URLS, 'north\n').mint(alice)).toEqual(await createCoturn(URLS, 'north').mint(alice));
  });

  test('bob and alice, and one second later, get other credentials', async () => {
    const coturn = createCoturn(URLS, 'north');
    const requests = [alice, { ...alice, user: 'bob' }, { ...alice, now: alice.now + 1000 }];
    const credentials = await Promise.all(requests.map(async (request) => (await coturn.mint(request)).servers[0]?.credential));
    expect(new Set(credentials).size).toBe(3);
  });

  test.each(['', ' \n', 'unset'])('without a secret (%j) nothing is signed', (secret) => {
    expect(() => createCoturn(URLS, secret)).toThrow(new TurnSettingsError('TURN_SECRET is empty'));
  });

  test.each([
    ['', 'TURN_URLS is empty'],
    ['turn.example.org', 'TURN_URLS holds URLs that no browser takes: turn.example.org'],
    ['stun:turn.example.org', 'TURN_URLS holds URLs that no browser takes: stun:turn.example.org'],
    ['turn:a.example.org turn:b.example.org?transport=sctp', 'TURN_URLS holds URLs that no browser takes: turn:b.example.org?transport=sctp'],
  ])('the URLs %j are refused', (urls, message) => {
    expect(() => createCoturn(urls, 'north')).toThrow(new TurnSettingsError(message));
  });
});
