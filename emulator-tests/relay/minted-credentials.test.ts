import { createHmac } from 'node:crypto';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { unsignedToken } from '../../engine/src/client/firebase/unsigned-token.ts';
import { type BrowserOptions, launchBrowser } from '../support/browsers/browser.ts';
import { makeWav, makeY4m } from '../support/browsers/fake-media.ts';
import { type Stack, startStack } from '../../scripts/stack/stack.ts';
import { ALICE, BOB, type Look } from '../participants/cast.ts';
import { Participant } from '../participants/participant.ts';
import { expectPicture } from '../participants/seen-and-heard.ts';
import { type Coturn, startCoturn } from './coturn.ts';

interface IceServer { readonly urls: readonly string[]; readonly username: string; readonly credential: string }

let relay: Coturn;
let elsewhere: Coturn;
let stack: Stack;
const browsers: Browser[] = [];
beforeAll(async () => {
  [relay, elsewhere] = await Promise.all([startCoturn('turn.example.org'), startCoturn('turn.example.net')]);
  const params = `TURN_PROVIDER=coturn\nSTUN_URLS=\nTURN_URLS=${relay.urls.join(',')}\n`;
  stack = await startStack({
    vite: 'preview', label: 'relay', settings: { iceTransportPolicy: 'relay' }, functions: { params, secrets: `TURN_SECRET=${relay.secret}\n` },
  });
});
afterAll(async () => {
  await Promise.all(browsers.map((browser) => browser.close()));
  await Promise.all([stack.stop(), relay.stop(), elsewhere.stop()]);
});

async function launch(options: BrowserOptions): Promise<Browser> {
  const browser = await launchBrowser(options);
  browsers.push(browser);
  return browser;
}

async function enters(name: string, { rgb, hz }: Look): Promise<Participant> {
  const browser = await launch({ fakeVideoFile: makeY4m({ rgb }), fakeAudioFile: makeWav({ hz }) });
  const context = await browser.newContext({ locale: 'en', viewport: { width: 640, height: 480 } });
  await context.addInitScript(keepConnections);
  return Participant.enter(name, context, stack.url);
}

test('alice and bob call each other through the relay alone, with credentials that the function has minted for each', async () => {
  const [alice, bob] = [await enters('alice', ALICE), await enters('bob', BOB)];
  await bob.joinsFrom(await alice.startsCall());
  await Promise.all([alice.isInCall(), bob.isInCall()]);
  await Promise.all([expectPicture(alice, 'Remote video', BOB), expectPicture(bob, 'Remote video', ALICE)]);
  for (const { page } of [alice, bob]) expect(await page.evaluate(selectedPair)).toEqual(['relay', 'relay']);
});

describe('a new allocation', () => {
  let page: Page;
  beforeAll(async () => {
    page = await (await launch({})).newPage();
    await page.goto(stack.url);
  });

  const minted = async (): Promise<IceServer> => {
    const { auth, functions } = stack.ports;
    const post = async (url: string, headers: Record<string, string>, body: object): Promise<unknown> =>
      (await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(body) })).json();
    const { idToken } = (await post(`http://127.0.0.1:${auth}/identitytoolkit.googleapis.com/v1/accounts:signUp?key=k`, {}, { returnSecureToken: true })) as { idToken: string };
    const headers = { authorization: `Bearer ${idToken}`, 'x-firebase-appcheck': unsignedToken(stack.init, Date.now()).token };
    const url = `http://127.0.0.1:${functions}/${stack.projectId}/${String(stack.init.firelink['functionsRegion'])}/mintTurnCredentials`;
    const { result } = (await post(url, headers, { data: null })) as { result: { iceServers: [IceServer] } };
    return result.iceServers[0];
  };
  const signed = (secret: string, secondsFromNow: number): IceServer => {
    const username = `${Math.floor(Date.now() / 1000) + secondsFromNow}:mallory`;
    return { urls: relay.urls, username, credential: createHmac('sha1', secret).update(username).digest('base64') };
  };

  test('is had with minted credentials over UDP and over TCP', async () => {
    const server = await minted();
    expect(server.urls).toEqual(relay.urls);
    for (const url of server.urls) expect(await page.evaluate(gatherRelays, { ...server, urls: [url] }), url).toEqual({ relays: 1, errors: [] });
  });

  test('is had with the secret that is being replaced, while both are in the configuration', async () => {
    expect(await page.evaluate(gatherRelays, signed(relay.oldSecret, 3600))).toEqual({ relays: 1, errors: [] });
  });

  test.each<[string, () => Promise<IceServer> | IceServer]>([
    ['that have run out', () => signed(relay.secret, -1)],
    ['that were signed with another secret', () => signed('a guess', 3600)],
    ['that were signed with none', () => signed('', 3600)],
    ['of another realm’s relay', () => signed(elsewhere.secret, 3600)],
    ['that were minted, for a longer time than they are for', async () => {
      const server = await minted();
      return { ...server, username: server.username.replace(/^\d+/, (expiry) => String(Number(expiry) + 3600)) };
    }],
    ['that were minted, for another user', async () => ({ ...(await minted()), username: `${Math.floor(Date.now() / 1000) + 3600}:mallory` })],
  ])('is refused with credentials %s', async (_what, credentials) => {
    const server = await credentials();
    expect(await page.evaluate(gatherRelays, { ...server, urls: relay.urls.slice(0, 1) })).toEqual({ relays: 0, errors: [401] });
    expect(await page.evaluate(gatherRelays, signed(relay.secret, 3600)), 'the relay still serves others').toEqual({ relays: 1, errors: [] });
  });
});

/** How many relayed addresses a page gets, and what it is told instead. */
async function gatherRelays({ urls, username, credential }: IceServer): Promise<{ relays: number; errors: number[] }> {
  const peer = new RTCPeerConnection({ iceServers: [{ urls: [...urls], username, credential }], iceTransportPolicy: 'relay' });
  const found = { relays: 0, errors: [] as number[] };
  peer.addEventListener('icecandidate', ({ candidate }) => {
    if (candidate?.type === 'relay') found.relays += 1;
  });
  peer.addEventListener('icecandidateerror', ({ errorCode }) => found.errors.push(errorCode));
  peer.createDataChannel('any');
  const gathered = new Promise<void>((resolve) => {
    peer.addEventListener('icegatheringstatechange', () => {
      if (peer.iceGatheringState === 'complete') resolve();
    });
  });
  await peer.setLocalDescription();
  await gathered;
  peer.close();
  // One a network interface.
  return { relays: Math.min(found.relays, 1), errors: [...new Set(found.errors)] };
}

function keepConnections(): void {
  const kept: RTCPeerConnection[] = [];
  Object.assign(globalThis, { kept });
  globalThis.RTCPeerConnection = new Proxy(RTCPeerConnection, {
    construct(target, args, made) {
      const connection = Reflect.construct(target, args, made) as RTCPeerConnection;
      kept.push(connection);
      return connection;
    },
  });
}

/** The kinds of candidates, here and there, over which the newest connection goes. */
async function selectedPair(): Promise<readonly unknown[]> {
  const { kept } = globalThis as unknown as { kept: RTCPeerConnection[] };
  const connected = kept.filter(({ connectionState }) => connectionState === 'connected').at(-1);
  const stats = [...((await connected?.getStats()) ?? new Map<string, Record<string, unknown>>()).values()] as Record<string, unknown>[];
  const transport = stats.find(({ type }) => type === 'transport');
  const pair = stats.find(({ id }) => id === transport?.['selectedCandidatePairId']);
  return [pair?.['localCandidateId'], pair?.['remoteCandidateId']].map((id) => stats.find((one) => one['id'] === id)?.['candidateType']);
}
