import { beforeEach, describe, expect, it } from 'vitest';
import { functionsOrigin } from '../../../../scripts/deploy/hosting.ts';
import { AppError } from '../../base/errors.ts';
import { ManualClock } from '../../base/testing/manual-clock.ts';
import type { GetTokens } from '../../signaling/firestore/requests/token-cache.ts';
import { CALL_LIMIT_MS, callableUrl, callFunction } from './callable.ts';

const URL = 'https://us-central1-mine.cloudfunctions.net/mintTurnCredentials';
const RESULT = [200, '{"result":{"expiresAt":7}}'] as const;
const UNAUTHENTICATED = [401, '{"error":{"message":"Sign in first.","status":"UNAUTHENTICATED"}}'] as const;

describe('the address of a callable function', () => {
  const config = { firebase: { projectId: 'mine', apiKey: 'key' }, functionsRegion: 'europe-west1', emulators: {} };

  it('is a host of the project’s, which the deployed page’s policy names', () => {
    expect(callableUrl(config, 'mint')).toBe('https://europe-west1-mine.cloudfunctions.net/mint');
    expect(callableUrl(config, 'mint')).toBe(`${functionsOrigin('mine', 'europe-west1')}/mint`);
  });

  it('is a path of the emulator, over HTTP or HTTPS', () => {
    const on = (functions: { host: string; port: number; ssl?: true }): string => callableUrl({ ...config, emulators: { functions } }, 'mint');
    expect(on({ host: '127.0.0.1', port: 5001 })).toBe('http://127.0.0.1:5001/mine/europe-west1/mint');
    expect(on({ host: 'desk.local', port: 8443, ssl: true })).toBe('https://desk.local:8443/mine/europe-west1/mint');
  });
});

describe('a call of a function', () => {
  let clock: ManualClock;
  let sent: { readonly url: string; readonly init: RequestInit }[];
  /** Taken one after the other; when there is none, no answer comes. */
  let answers: (readonly [status: number, text: string] | TypeError)[];
  /** For whom tokens were asked: whether the last were refused. */
  let asked: boolean[];

  beforeEach(() => {
    [clock, sent, answers, asked] = [new ManualClock(), [], [], []];
  });

  const fetch: typeof globalThis.fetch = (url, init = {}) => new Promise((resolve, reject) => {
    init.signal?.throwIfAborted();
    sent.push({ url: typeof url === 'string' ? url : 'no text', init });
    const answer = answers.shift();
    if (answer instanceof TypeError) reject(answer);
    else if (answer) resolve(new Response(answer[1], { status: answer[0] }));
    // Not every browser gives the reason.
    else init.signal?.addEventListener('abort', () => reject(new DOMException('aborted', 'AbortError')));
  });
  const tokens: GetTokens = async (areRefused) => {
    asked.push(areRefused);
    return areRefused ? { idToken: 'newer', appCheckToken: 'newer app' } : { idToken: 'me', appCheckToken: 'app' };
  };
  const call = (getTokens = tokens): Promise<unknown> => callFunction({ url: URL, clock, getTokens, fetch });
  const outcome = (getTokens?: GetTokens): Promise<unknown> => call(getTokens).catch((error: unknown) => (error instanceof AppError ? error.message : error));
  const headers = (): Record<string, string>[] => sent.map(({ init }) => Object.fromEntries(new Headers(init.headers)));

  it('is one POST of the documented shape, which names the user and the app, and gives the result', async () => {
    answers = [RESULT];
    expect(await call()).toEqual({ expiresAt: 7 });
    expect(sent.map(({ url, init: { method, body } }) => ({ url, method, body }))).toEqual([{ url: URL, method: 'POST', body: '{"data":null}' }]);
    expect(headers()).toEqual([{ 'content-type': 'application/json', authorization: 'Bearer me', 'x-firebase-appcheck': 'app' }]);
    expect([asked, clock.pending]).toEqual([[false], 0]);
  });

  it('goes without missing tokens', async () => {
    answers = [RESULT];
    await call(async () => ({ idToken: '' }));
    expect(headers()).toEqual([{ 'content-type': 'application/json' }]);
  });

  it('whose tokens are refused is made once more, with others', async () => {
    answers = [UNAUTHENTICATED, RESULT];
    expect(await call()).toEqual({ expiresAt: 7 });
    expect(asked).toEqual([false, true]);
    expect(headers()[1]).toMatchObject({ authorization: 'Bearer newer', 'x-firebase-appcheck': 'newer app' });
  });

  it('whose new tokens are refused too fails', async () => {
    answers = [UNAUTHENTICATED, UNAUTHENTICATED, RESULT];
    expect(await outcome()).toBe('signed-out: a function answered UNAUTHENTICATED');
    expect([sent.length, clock.pending]).toEqual([2, 0]);
  });

  it.each<[string, readonly [number, string] | TypeError, string]>([
    ['too often', [429, '{"error":{"status":"RESOURCE_EXHAUSTED","message":"…"}}'], 'quota-exhausted: a function answered RESOURCE_EXHAUSTED'],
    ['with an error, and 200', [200, '{"error":{"status":"INTERNAL"},"result":{}}'], 'unavailable: a function answered INTERNAL'],
    ['with an error of another shape', [200, '{"error":"no","result":{}}'], 'unavailable: HTTP 200, not from a function'],
    ['where there is no function', [404, '<html>Not found</html>'], 'unavailable: HTTP 404, not from a function'],
    ['by a hotel’s gate', [200, '<html>Welcome</html>'], 'unavailable: HTTP 200, not from a function'],
    ['with nothing', [200, ''], 'unavailable: HTTP 200, not from a function'],
    ['with no object', [200, 'null'], 'unavailable: HTTP 200, not from a function'],
    ['without a result', [200, '{"data":{}}'], 'unavailable: HTTP 200, not from a function'],
    ['not at all', new TypeError('Failed to fetch'), 'unavailable'],
  ])('that is answered %s fails, and is not made again', async (_how, answer, told) => {
    answers = [answer, RESULT];
    expect(await outcome()).toBe(told);
    expect([sent.length, clock.pending]).toEqual([1, 0]);
  });

  it.each<[string, GetTokens]>([['an answer', tokens], ['tokens', () => new Promise(() => {})]])('that waits for %s is given up in time', async (_what, getTokens) => {
    const told = outcome(getTokens);
    await clock.advance(CALL_LIMIT_MS - 1);
    expect(clock.pending).toBe(1);
    await clock.advance(1);
    expect(await told).toBe('unavailable: no answer of a function in time');
    expect(sent.every(({ init: { signal } }) => signal?.aborted)).toBe(true);
  });

  it('that was given up asks for no tokens, whatever comes then', async () => {
    const refused = Promise.withResolvers<Response>();
    const told = callFunction({ url: URL, clock, getTokens: tokens, fetch: () => refused.promise }).catch(() => 'given up');
    await clock.advance(CALL_LIMIT_MS);
    refused.resolve(new Response(UNAUTHENTICATED[1], { status: UNAUTHENTICATED[0] }));
    expect([await told, asked]).toEqual(['given up', [false]]);
    await clock.advance(0);
    expect(asked).toEqual([false]);
  });

  it('without tokens fails', async () => {
    expect(await outcome(() => Promise.reject(new Error('auth/network-request-failed')))).toBe('unavailable');
    expect(sent).toEqual([]);
  });
});
