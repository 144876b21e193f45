import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, inject, it } from 'vitest';
import { createCallId } from '../../engine/src/signaling/link/call-link.ts';
import type { CallSeen, SignalWrite } from '../../engine/src/signaling/signal-channel.ts';
import { away, claim, late, offer, open } from '../../engine/src/signaling/testing/messages-of-a-call.ts';
import { launchBrowser } from '../support/browsers/browser.ts';
import { createParticipants, unsignedToken } from './firestore-participants.ts';

/** What the channel costs on the wire, in a real browser: one commit is one request. */

const { host, port, projectId } = inject('firestoreEmulator');
const participants = createParticipants(`http://${host}:${port}`, projectId);
let server: Server;
let browser: Browser;
let page: Page;
let requests: { readonly rpc: string; readonly writes: number }[];
let callId: ReturnType<typeof createCallId>;

beforeAll(async () => {
  const entry = fileURLToPath(new URL('page/alices-page.ts', import.meta.url));
  const alias = { '#protocol': fileURLToPath(new URL('../../protocol', import.meta.url)) };
  const { outputFiles } = await build({ entryPoints: [entry], bundle: true, write: false, format: 'iife', conditions: ['browser'], alias });
  const script = outputFiles[0]!.text;
  server = createServer((request, response) => {
    response.setHeader('content-type', request.url === '/page.js' ? 'text/javascript' : 'text/html');
    response.end(request.url === '/page.js' ? script : '<!doctype html><meta charset="utf-8"><script src="/page.js"></script>');
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  browser = await launchBrowser();
  await participants.warmUp();
});

afterAll(async () => {
  await browser?.close();
  server?.close();
  await participants.leave();
});

beforeEach(async () => {
  callId = createCallId();
  requests = [];
  const context = await browser.newContext();
  page = await context.newPage();
  page.on('request', (request) => {
    const [, rpc = ''] = /documents(?::|\/)([A-Za-z]+)/.exec(request.url()) ?? /google\.firestore\.v1\.Firestore\/(\w+)/.exec(request.url()) ?? [];
    const body = (rpc === 'commit' ? request.postDataJSON() : {}) as { readonly writes?: readonly unknown[] };
    if (rpc) requests.push({ rpc, writes: body.writes?.length ?? 0 });
  });
  await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  await page.evaluate((options) => window.openChannel(options), { callId, projectId, host, port, idToken: unsignedToken('alice', projectId) });
  return () => context.close();
});

const commit = (write: SignalWrite): Promise<string> => page.evaluate(async (copy) => (await window.channel.commit(copy)).kind, write);

const read = (): Promise<CallSeen> => page.evaluate(() => window.channel.read());

it('sends one request for a commit, however many documents it writes, whether allowed or denied', async () => {
  expect(await commit(open)).toBe('committed');
  expect(requests).toEqual([{ rpc: 'commit', writes: 2 }]);
  expect(await commit(late('caller', 1, 1))).toBe('committed');
  expect(requests.slice(1)).toEqual([{ rpc: 'commit', writes: 1 }]);
  expect(await commit(open)).toBe('denied');
  expect(requests.slice(2)).toEqual([{ rpc: 'commit', writes: 2 }]);
});

it('sends one request for a read, and no commit after it', async () => {
  expect(await read()).toMatchObject({ kind: 'missing' });
  await participants.join(callId, 'alice').commit(open);
  expect(await read()).toMatchObject({ kind: 'present' });
  expect(requests).toEqual([{ rpc: 'batchGet', writes: 0 }, { rpc: 'batchGet', writes: 0 }]);
});

it('asks the server at each read, even beside a listener that has an answer', async () => {
  await commit(open);
  await page.evaluate(() => new Promise<void>((resolve) => {
    window.channel.observeCall(() => resolve());
  }));
  requests.length = 0;
  await read();
  expect(requests.filter(({ rpc }) => rpc === 'batchGet')).toHaveLength(1);
  expect(requests.filter(({ rpc }) => rpc === 'commit')).toHaveLength(0);
});

it('warms up with an empty commit', async () => {
  const response = page.waitForResponse((candidate) => candidate.url().includes(':commit') && candidate.request().method() === 'POST');
  await page.evaluate(() => window.channel.warm());
  expect((await response).status()).toBe(200);
  expect(requests).toEqual([{ rpc: 'commit', writes: 0 }]);
});

it('opens no write stream beside its listeners', async () => {
  await page.evaluate(() => {
    window.channel.observeCall(() => {});
    window.channel.observeBatches('callee', () => {});
  });
  await commit(open);
  const bob = participants.join(callId, 'bob');
  await bob.read();
  await bob.commit(claim(1));
  await commit(offer(2));
  expect(new Set(requests.map(({ rpc }) => rpc))).toEqual(new Set(['Listen', 'commit']));
  expect(requests.filter(({ rpc }) => rpc === 'commit')).toHaveLength(2);
});

it('says that alice has left although her page is gone', async () => {
  await commit(open);
  const bob = participants.join(callId, 'bob');
  const seen = new Promise<number | undefined>((resolve) => {
    bob.observeCall((look) => {
      if (look.kind === 'present' && look.call.away.caller !== undefined) resolve(look.call.away.caller);
    });
  });
  await page.evaluate((write) => {
    addEventListener('pagehide', () => window.channel.commitOnLeaving(write));
  }, away('caller', 1));
  await page.goto('about:blank');
  expect(await seen).toBe(1);
  bob.close();
});
