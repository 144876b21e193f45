import { createServer } from 'node:http';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { expect } from 'vitest';
import { ALICE, BOB } from '../participants/cast.ts';
import type { Participant } from '../participants/participant.ts';
import { expectPicture } from '../participants/seen-and-heard.ts';
import type { Exchange } from '../support/proxy/recording.ts';
import type { SharedStack } from '../support/stacks/shared-stack.ts';
import { callIdOf } from '../support/stacks/database.ts';
import { test as wireTest } from './fixtures/wire-test.ts';
import type { CallSeen } from './page/two-calls.ts';
import { readChannels } from './wire-meter/web-channel.ts';

const UNDISTURBED = ['preparing', 'ringing', 'connecting', 'connected'];

/** At an address of its own: a page that Playwright makes up may not reach this machine. */
const test = wireTest.extend('site', { scope: 'file' }, async ({ stack: { url, init } }, { onCleanup }) => {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL('page/two-calls.ts', import.meta.url))],
    bundle: true, format: 'esm', target: 'es2024', conditions: ['firelink-source'], write: false, logLevel: 'warning',
  });
  const server = createServer((request, response) => {
    const isScript = request.url === '/page.js';
    response.setHeader('content-type', isScript ? 'text/javascript' : 'text/html; charset=utf-8');
    response.end(isScript ? outputFiles[0]?.text : '<!doctype html><title>many calls</title><script type="module" src="/page.js"></script>');
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  onCleanup(() => void server.close());
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the page has no port');
  return { pageUrl: `http://127.0.0.1:${address.port}/`, origin: new URL(url).origin, init };
});

interface Site {
  readonly pageUrl: string;
  readonly origin: string;
  readonly init: SharedStack['init'];
}

/** A page of one client instead of the site's, which reaches Firestore by `port`; its links lead to the site. */
async function opensManyCalls({ page }: Participant, { pageUrl, origin, init }: Site, port: number): Promise<void> {
  await page.goto(pageUrl);
  await page.waitForFunction(() => 'manyCalls' in globalThis);
  const { firelink } = init;
  const emulators = { ...(firelink['emulators'] as object), firestore: { host: '127.0.0.1', port } };
  await page.evaluate(([told, where]) => window.manyCalls.begin(told, where), [{ ...init, firelink: { ...firelink, emulators } }, origin] as const);
}

function see({ page }: Participant, number: number): Promise<CallSeen> {
  return page.evaluate((one) => window.manyCalls.see(one), number);
}

async function startsCall(who: Participant, number: number, media: 'devices' | 'none' = 'devices'): Promise<string> {
  await who.page.evaluate((what) => window.manyCalls.startCall(what), media);
  await expect.poll(async () => (await see(who, number)).link).toBeDefined();
  return (await see(who, number)).link ?? '';
}

async function lastPhase(who: Participant, number: number): Promise<string | undefined> {
  return (await see(who, number)).phases.at(-1);
}

/** More of the other side's picture comes. */
async function expectMoreFrames(who: Participant, number: number): Promise<void> {
  const { frames } = await see(who, number);
  await expect.poll(async () => (await see(who, number)).frames).toBeGreaterThan(frames + 5);
}

/** The page is gone from one moment to the next, and has said nothing. */
async function dies({ page, context }: Participant): Promise<void> {
  const crashed = page.waitForEvent('crash');
  const cdp = await context.newCDPSession(page);
  // No page is left to answer.
  cdp.send('Page.crash').catch(() => {});
  await crashed;
}

/** The streams over which a call has been listened to, each with the number of messages that the page has sent on it. */
function streamsOf(exchanges: readonly Exchange[], link: string): readonly number[] {
  const listening = readChannels(exchanges, 'Listen').map(({ sent }) => sent);
  return listening.filter((sent) => JSON.stringify(sent).includes(`/calls/${callIdOf(link)}`)).map((sent) => sent.length);
}

test('alice talks to bob and to carol in two calls of one page: bob’s page dies and comes back, then she hangs up on him, and carol notices nothing', async ({ cast, site, wire }) => {
  const [alice, bob, carol] = [await cast.alice(), await cast.bob(), await cast.carol()];
  await opensManyCalls(alice, site, wire.port);
  const [toBob, toCarol] = await Promise.all([startsCall(alice, 0), startsCall(alice, 1)]);
  await Promise.all([bob.joinsFrom(toBob), carol.joinsFrom(toCarol)]);
  await Promise.all([bob.isInCall(), carol.isInCall()]);
  await Promise.all([expectPicture(bob, 'Remote video', ALICE), expectPicture(carol, 'Remote video', ALICE), expectMoreFrames(alice, 0), expectMoreFrames(alice, 1)]);
  expect(await alice.page.evaluate(() => window.manyCalls.asked)).toBe(1);
  const tracks = await alice.page.evaluate(() => window.manyCalls.cameraTracks());
  expect([tracks.length, new Set(tracks).size]).toEqual([2, 1]);
  const before = { bob: streamsOf(wire.exchanges(), toBob), carol: streamsOf(wire.exchanges(), toCarol) };
  expect([before.bob.length, before.carol.length]).toEqual([1, 1]);

  await dies(bob);
  await expect.poll(() => lastPhase(alice, 0)).toBe('reconnecting');
  const bobAgain = await bob.opensAnotherTab();
  await bobAgain.opensLink(toBob);
  await bobAgain.rejoins();
  await bobAgain.isInCall();
  await expect.poll(() => lastPhase(alice, 0)).toBe('connected');
  // Bob's call has been listened to over another connection, as it should when he fell silent; carol's was let be.
  expect(streamsOf(wire.exchanges(), toBob).length).toBeGreaterThan(1);
  expect(streamsOf(wire.exchanges(), toCarol)).toEqual(before.carol);
  expect((await see(alice, 1)).phases).toEqual(UNDISTURBED);
  await Promise.all([expectMoreFrames(alice, 0), expectMoreFrames(alice, 1)]);

  await alice.page.evaluate(() => window.manyCalls.hangUp(0));
  await bobAgain.isTold('The other person hung up');
  expect(await alice.page.evaluate(() => window.manyCalls.isCameraOn)).toBe(true);
  await Promise.all([expectMoreFrames(alice, 1), expectPicture(carol, 'Remote video', ALICE)]);
  expect([streamsOf(wire.exchanges(), toCarol), (await see(alice, 1)).phases]).toEqual([before.carol, UNDISTURBED]);

  await alice.page.evaluate(() => window.manyCalls.hangUp(1));
  await carol.isTold('The other person hung up');
  await expect.poll(() => alice.page.evaluate(() => window.manyCalls.isCameraOn)).toBe(false);
});

test('alice calls from a page that is for data alone: no device is asked for, bob is told that none is on, and she sees him once he turns his camera on; she closes her client, and he is told that she has left', async ({ cast, site, wire }) => {
  const [alice, bob] = [await cast.alice(), await cast.bob()];
  await opensManyCalls(alice, site, wire.port);
  await bob.joinsFrom(await startsCall(alice, 0, 'none'));
  await bob.isInCall();
  await bob.reads('Camera and microphone off');
  // Her link says that the call is for data alone, so his page asks for nothing either.
  await bob.clicks('Turn camera on');
  await expectPicture(bob, 'Your video', BOB);
  await bob.clicks('Turn on');
  await expectMoreFrames(alice, 0);
  expect(await alice.page.evaluate(() => window.manyCalls.asked)).toBe(0);
  await alice.page.evaluate(() => window.manyCalls.close());
  await bob.reads('The other person left. They may come back.');
});
