import { beforeEach, describe, expect, it } from 'vitest';
import { ManualClock } from '../../../base/testing/manual-clock.ts';
import { Scope } from '../../../base/scope.ts';
import { ServerClock } from '../../../base/server-clock.ts';
import { outcomeOf } from './firestore-answers.ts';
import { DEADLINE_MS, FirestoreRequests, untilNotCalledOff } from './firestore-requests.ts';
import { TokenCache, type GetTokens } from './token-cache.ts';

const ORIGIN = 'https://firestore.googleapis.com';
const ROOT = `${ORIGIN}/v1/projects/a-project/databases/(default)/documents`;
const app = { name: 'app', automaticDataCollectionEnabled: false, options: { projectId: 'a-project', apiKey: 'a key' } };
const LANDED = [200, { commitTime: '2030-01-01T00:00:00Z' }] as const;
const REFUSED = [403, { error: { status: 'PERMISSION_DENIED' } }] as const;
const SIGNED_OUT = [401, { error: { status: 'UNAUTHENTICATED' } }] as const;

describe('a request of our own', () => {
  let clock: ManualClock;
  let serverClock: ServerClock;
  let sent: { readonly url: string; readonly init: RequestInit }[];
  let isOnline: boolean;
  /** Questions to the server itself, and whether the connections that they go out on are alive. */
  let asked: (RequestCredentials | undefined)[] = [];
  let areAlive = true;
  /** Taken one after the other; when there is none, no answer comes. */
  let answers: (readonly [status: number, content: unknown] | TypeError)[];

  beforeEach(() => {
    [clock, sent, answers, isOnline, asked, areAlive] = [new ManualClock(), [], [], true, [], true];
    serverClock = new ServerClock(clock);
  });

  const fetch: typeof globalThis.fetch = (url, init = {}) => new Promise((resolve, reject) => {
    init.signal?.throwIfAborted();
    if (url === `${ORIGIN}/`) {
      asked.push(init.credentials);
      if (areAlive) resolve(new Response());
      else init.signal?.addEventListener('abort', () => reject(new DOMException('aborted', 'AbortError')));
      return;
    }
    sent.push({ url: typeof url === 'string' ? url : 'no text', init });
    const answer = answers.shift();
    if (answer instanceof TypeError) reject(answer);
    else if (answer) resolve(new Response(JSON.stringify(answer[1]), { status: answer[0] }));
    // Not every browser gives the reason.
    else init.signal?.addEventListener('abort', () => reject(new DOMException('aborted', 'AbortError')));
  });
  const make = async (getTokens: GetTokens = async () => ({ idToken: 'me' })): Promise<FirestoreRequests> => {
    const requests = new FirestoreRequests({ firestore: { app }, restOrigin: ORIGIN, clock, serverClock, fetch, isOnline: () => isOnline }, new TokenCache(new Scope(), clock, getTokens));
    await clock.advance(0);
    return requests;
  };
  const authorizations = (): (string | null)[] => sent.map(({ init }) => new Headers(init.headers).get('authorization'));

  it('of a commit, an empty one and one on leaving goes to one address with the same headers', async () => {
    answers = [LANDED, [200, {}], LANDED];
    const requests = await make(async () => ({ idToken: 'me', appCheckToken: 'app' }));
    expect(await requests.commit([{ op: 'delete', path: 'calls/x' }])).toEqual({ kind: 'answered', value: 'committed' });
    expect(await requests.warm()).toEqual({ kind: 'answered', value: 'reached' });
    await requests.leave([]);
    expect(sent.map(({ url, init: { method, headers, keepalive } }) => ({ url, method, headers, keepalive }))).toEqual([undefined, undefined, true].map((keepalive) => ({
      url: `${ROOT}:commit?key=a%20key`, method: 'POST', keepalive,
      headers: { Authorization: 'Bearer me', 'Content-Type': 'text/plain', 'X-Firebase-AppCheck': 'app' },
    })));
  });

  it('that lists a collection is a query of it below its document, and names no call where it fails', async () => {
    answers = [[200, [{ document: { name: `${ROOT}/calls/x/callerCandidates/3`, fields: {} }, readTime: '2030-01-01T00:00:00Z' }]]];
    const requests = await make();
    expect(await requests.list('calls/x', 'callerCandidates', 8)).toEqual({ kind: 'answered', value: [{ id: '3', data: {} }] });
    const unanswered = requests.list('calls/x', 'callerCandidates', 8);
    await clock.advance(DEADLINE_MS);
    expect(await unanswered).toMatchObject({ kind: 'unanswered', error: { failure: 'unavailable', message: expect.not.stringContaining('calls/') as string } });
    expect(sent.map(({ url, init: { method, body } }) => [url, method, body])).toEqual(Array.from({ length: 2 }, () =>
      [`${ROOT}/calls/x:runQuery?key=a%20key`, 'POST', '{"structuredQuery":{"from":[{"collectionId":"callerCandidates"}],"limit":8}}'],
    ));
  });

  it('on leaving is not made without tokens at hand', async () => {
    const requests = await make(() => new Promise(() => {}));
    expect([requests.leave([]), sent]).toEqual([false, []]);
  });

  it('has no answer at its deadline: it is given up, and its outcome is unknown', async () => {
    const requests = await make();
    const outcomes: unknown[] = [];
    void requests.commit([], 4000).then((answer) => outcomes.push(outcomeOf(answer)));
    void requests.read('calls/x').then((answer) => outcomes.push(answer));
    await clock.advance(3999);
    expect(outcomes).toEqual([]);
    await clock.advance(1);
    expect(outcomes).toMatchObject([{ kind: 'unknown', error: { failure: 'unavailable' } }]);
    expect(sent.map(({ init }) => init.signal?.aborted)).toEqual([true, false]);
    await clock.advance(DEADLINE_MS - 4000);
    expect(outcomes[1]).toMatchObject({ kind: 'unanswered', error: { failure: 'unavailable' } });
    expect(outcomes.some((outcome) => Object.hasOwn(outcome as object, 'isCalledOff'))).toBe(false);
  });

  it('is called off with all that wait for an answer, and the next is not', async () => {
    const requests = await make();
    const waiting = [requests.commit([]), requests.read('calls/x')];
    await clock.advance(0);
    void requests.renew();
    const [committed, read] = await Promise.all(waiting);
    expect(committed && outcomeOf(committed)).toMatchObject({ kind: 'unknown', error: { failure: 'unavailable' }, isCalledOff: true });
    expect(read).toMatchObject({ kind: 'unanswered', isCalledOff: true });
    answers = [LANDED];
    expect(await requests.commit([])).toMatchObject({ kind: 'answered' });
  });

  it('of a read that is called off is made again over the new connection, until it is answered', async () => {
    const requests = await make();
    const read = untilNotCalledOff(() => requests.list('calls/x', 'callerCandidates', 8));
    await clock.advance(0);
    answers = [[200, [{ readTime: '2030-01-01T00:00:00Z' }]]];
    void requests.renew();
    expect(await read).toEqual({ kind: 'answered', value: [] });
    expect(sent).toHaveLength(2);
  });

  it('waits until dead connections have been given up, and no longer', async () => {
    const requests = await make();
    areAlive = false;
    void requests.renew();
    answers = [LANDED];
    const committed = requests.commit([]);
    await clock.advance(399);
    // The listeners' are the SDK's, with credentials: browsers keep connections of either kind apart.
    const each = (credentials: RequestCredentials) => asked.filter((one) => one === credentials).length;
    expect([each('omit'), each('include'), asked.length, sent.length]).toEqual([6, 6, 12, 0]);
    await clock.advance(1);
    expect(await committed).toMatchObject({ kind: 'answered' });
  });

  it('is called off while it waits for tokens, and never sent', async () => {
    let arrive = (): void => {};
    const requests = await make(() => new Promise((resolve) => { arrive = () => resolve({ idToken: 'late' }); }));
    const waiting = requests.commit([]);
    void requests.renew();
    expect(await waiting).toMatchObject({ isCalledOff: true });
    arrive();
    await clock.advance(0);
    expect(sent).toEqual([]);
  });

  it('that is turned down for its token is made once more with another', async () => {
    let made = 0;
    const requests = await make(async (areRefused) => ({ idToken: areRefused ? `renewed ${++made}` : 'old' }));
    answers = [SIGNED_OUT, LANDED, SIGNED_OUT, SIGNED_OUT];
    expect(await requests.commit([])).toMatchObject({ kind: 'answered' });
    expect(await requests.commit([])).toMatchObject({ kind: 'turned-down', error: { failure: 'signed-out' } });
    expect(authorizations()).toEqual(['Bearer old', 'Bearer renewed 1', 'Bearer old', 'Bearer renewed 2']);
  });

  it.each([
    ['a read', 'with others, since every signed-in user may read', ['Bearer old', 'Bearer renewed']],
    ['an empty commit', 'with others, since it writes nothing', ['Bearer old', 'Bearer renewed']],
    ['a commit', 'as it is, since the rules may be against it', ['Bearer old']],
    ['a list', 'as it is, since the rules keep a third holder of the link from it', ['Bearer old']],
  ] as const)('refused, %s is sent %s', async (what, _, sentAs) => {
    const requests = await make(async (areRefused) => ({ idToken: areRefused ? 'renewed' : 'old' }));
    answers = [REFUSED, what === 'a read' ? [200, [{ missing: 'calls/x' }]] : what === 'an empty commit' ? LANDED : REFUSED];
    const asked = {
      'a read': () => requests.read('calls/x'), 'a list': () => requests.list('calls/x', 'callerCandidates', 8),
      'an empty commit': () => requests.warm(), 'a commit': () => requests.commit([{ op: 'delete', path: 'calls/x' }]),
    };
    await asked[what]();
    expect(authorizations()).toEqual(sentAs);
  });

  it('whose other tokens are refused, too, says so, and has been sent twice', async () => {
    const requests = await make();
    answers = [REFUSED, REFUSED];
    expect(await requests.read('calls/x')).toMatchObject({ kind: 'turned-down', error: { failure: 'refused' } });
    expect(sent).toHaveLength(2);
  });

  it('that is turned down for its token says so when there is no other', async () => {
    const requests = await make(async (areRefused) => {
      if (areRefused) throw new Error('no network');
      return { idToken: 'old' };
    });
    answers = [SIGNED_OUT];
    expect(await requests.commit([])).toMatchObject({ kind: 'turned-down', error: { failure: 'signed-out' } });
  });

  it.each([[true, 'unavailable'], [false, 'offline']] as const)('that does not get through, with the network there: %s, is %s', async (isThere, failure) => {
    isOnline = isThere;
    answers = [new TypeError('Failed to fetch')];
    const answer = await (await make()).commit([]);
    expect(outcomeOf(answer)).toMatchObject({ kind: 'unknown', error: { failure, cause: expect.any(TypeError) as TypeError } });
  });

  it('goes without a token while no user is signed in', async () => {
    answers = [LANDED];
    await (await make(async () => ({ idToken: '' }))).commit([]);
    expect(authorizations()).toEqual([null]);
  });

  it.each([
    ['a commit', [200, { commitTime: '2031-05-06T07:08:09.123456Z' }]],
    ['a read of what is there', [200, [{ found: { fields: {} }, readTime: '2031-05-06T07:08:09.123456Z' }]]],
    ['a read of what is not', [200, [{ missing: 'calls/x', readTime: '2031-05-06T07:08:09.123456Z' }]]],
    ['a list', [200, [{ document: { name: 'x', fields: {} }, readTime: '2031-05-06T07:08:09.123456Z' }]]],
  ] as const)('tells by the answer to %s what time it is', async (what, answer) => {
    const requests = await make();
    expect(serverClock.isSure).toBe(false);
    answers = [answer];
    await (what === 'a commit' ? requests.commit([]) : what === 'a list' ? requests.list('calls/x', 'callerCandidates', 8) : requests.read('calls/x'));
    expect([serverClock.isSure, serverClock.now()]).toEqual([true, Date.UTC(2031, 4, 6, 7, 8, 9, 123)]);
  });

  it('is told no time by a refusal, nor by what is not from Firestore', async () => {
    answers = [[403, { error: { status: 'PERMISSION_DENIED' } }], [502, { commitTime: '2031-05-06T07:08:09Z' }]];
    const requests = await make();
    await requests.commit([]);
    await requests.commit([]);
    expect(serverClock.isSure).toBe(false);
  });

  it('leaves no timer but the check of the tokens', async () => {
    answers = [LANDED];
    await (await make()).commit([]);
    expect(clock.pending).toBe(1);
  });
});
