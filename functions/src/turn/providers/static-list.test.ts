import { describe, expect, test } from 'vitest';
import { createStaticList } from './static-list.ts';
import { TurnSettingsError } from './relay-provider.ts';

const dan = { user: 'dan', now: 0, lifetimeMs: 1 };

describe('a static list', () => {
  test('dan is given the servers as they were written down, without what is not an RTCIceServer’s', async () => {
    const servers = createStaticList(JSON.stringify([
      { urls: 'stun:stun.example.org', username: 'not needed' },
      { urls: ['turn:turn.example.org'], username: 'site', credential: 'word', comment: 'the old one' },
    ]));
    expect(await servers.mint(dan)).toEqual({ servers: [
      { urls: ['stun:stun.example.org'] },
      { urls: ['turn:turn.example.org'], username: 'site', credential: 'word' },
    ] });
  });

  test.each([
    ['', 'TURN_STATIC is not JSON'],
    ['[{"credential": "word"', 'TURN_STATIC is not JSON'],
    ['{}', 'TURN_STATIC: not a list of servers'],
    ['[]', 'TURN_STATIC: not a list of servers'],
    ['[null]', 'TURN_STATIC: server 0: not an object'],
    ['[{"urls": []}]', 'TURN_STATIC: server 0: urls is not a list of stun or turn URLs'],
    ['[{"urls": ["turn:a.example", 7]}]', 'TURN_STATIC: server 0: urls is not a list of stun or turn URLs'],
    ['[{"urls": "stun:a.example"}, {"urls": "http://a.example"}]', 'TURN_STATIC: server 1: urls is not a list of stun or turn URLs'],
    ['[{"urls": "turn:a.example", "credential": "word"}]', 'TURN_STATIC: server 0: a relay needs a username'],
    ['[{"urls": "turn:a.example", "username": "site", "credential": ""}]', 'TURN_STATIC: server 0: a relay needs a credential'],
  ])('%j is refused, and the reason holds no credential', (json, message) => {
    expect(() => createStaticList(json)).toThrow(new TurnSettingsError(message));
  });
});
