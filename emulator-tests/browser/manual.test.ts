/** Two people connect at /manual: no emulator runs, and the only server is the one that the page came from. */
import { fileURLToPath } from 'node:url';
import type { Browser } from 'playwright-core';
import { createServer, type ViteDevServer } from 'vite';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { initJson } from '../../web/vite/init-json.ts';
import { launchBrowser } from '../support/browser.ts';
import { makeWav, makeY4m } from '../support/fake-media.ts';
import { ALICE, BOB, type Look } from './cast.ts';
import { Participant } from './participant.ts';
import { expectPicture } from './seen-and-heard.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
/** No STUN server either. */
const INIT = JSON.stringify({ projectId: 'demo-nowhere', apiKey: 'none', firelink: { iceServers: [], emulators: { firestore: '127.0.0.1:9' } } });

let server: ViteDevServer;
let origin: string;
let browsers: Readonly<Record<'alice' | 'bob', Browser>>;
const requested: string[] = [];

beforeAll(async () => {
  server = await createServer({
    root: `${ROOT}web`,
    configFile: false,
    logLevel: 'error',
    cacheDir: `${ROOT}node_modules/.vite-manual`,
    plugins: [initJson({ FIRELINK_INIT_JSON: INIT })],
    server: { host: '127.0.0.1', port: 0, hmr: false, watch: null, fs: { allow: [ROOT] } },
    optimizeDeps: { noDiscovery: true, include: [] },
  });
  await server.listen();
  const address = server.httpServer?.address();
  if (typeof address !== 'object' || address === null) throw new Error('the server has no port');
  origin = `http://127.0.0.1:${address.port}`;
  const open = ({ rgb, hz }: Look): Promise<Browser> => launchBrowser({ fakeVideoFile: makeY4m({ rgb }), fakeAudioFile: makeWav({ hz }) });
  const [alice, bob] = await Promise.all([open(ALICE), open(BOB)]);
  browsers = { alice, bob };
});
afterEach(async () => {
  for (const browser of Object.values(browsers)) await Promise.all(browser.contexts().map((context) => context.close()));
  const elsewhere = requested.splice(0).filter((url) => new URL(url).origin !== origin || /firebase(?!\/init\.json)|firestore|googleapis/.test(url));
  expect(elsewhere).toEqual([]);
});
afterAll(async () => {
  await Promise.all(Object.values(browsers).map((browser) => browser.close()));
  await server.close();
});

async function enters(name: 'alice' | 'bob', path = '/manual', slowByMs = 0): Promise<Participant> {
  const permissions = ['camera', 'microphone', 'clipboard-read', 'clipboard-write'];
  const context = await browsers[name].newContext({ locale: 'en', viewport: { width: 640, height: 720 }, permissions });
  await context.addInitScript((ms) => {
    const { now } = Date;
    Date.now = () => now() - ms;
  }, slowByMs);
  context.on('request', (request) => requested.push(request.url()));
  const who = await Participant.enter(name, context, origin);
  await who.page.goto(`${origin}${path}`);
  return who;
}

const field = (who: Participant, name: string) => who.page.getByRole('textbox', { name, exact: true });

/** @returns the text that `who` is to hand over, once it is there */
async function handsOver(who: Participant, name: 'Invitation' | 'Reply'): Promise<string> {
  await expect.poll(() => field(who, name).inputValue(), { timeout: 25_000 }).toMatch(/^FL1.*\.$/);
  return field(who, name).inputValue();
}

async function reads(who: Participant, name: 'Invitation' | 'Reply', text: string): Promise<void> {
  await field(who, name).fill(text);
  await who.clicks(name === 'Invitation' ? 'Open invitation' : 'Connect');
}

async function invitation(alice: Participant): Promise<string> {
  await alice.clicks('Make an invitation');
  return handsOver(alice, 'Invitation');
}

test('alice invites and bob replies: they see each other, and no server but the page’s own was asked for anything', async () => {
  const [alice, bob] = [await enters('alice', '/'), await enters('bob')];
  await alice.clicks('Connect without a server');
  const invited = await invitation(alice);
  await reads(bob, 'Invitation', `Hi bob, open ${origin}/manual and paste this:\n> ${invited.replace(/.{70}/g, '$&\n> ')}\nSee you`);
  await bob.isTold('Are you both ready?');
  await bob.clicks('I am ready');
  const reply = await handsOver(bob, 'Reply');
  await reads(alice, 'Reply', reply);
  await Promise.all([alice.isInCall(), bob.isInCall()]);
  await Promise.all([expectPicture(alice, 'Remote video', BOB), expectPicture(bob, 'Remote video', ALICE)]);
  console.log(`an invitation has ${invited.length} characters, a reply ${reply.length}`);
  expect(Math.max(invited.length, reply.length)).toBeLessThan(2_000);
  expect(requested.length).toBeGreaterThan(0);

  await alice.hangsUp();
  await alice.isTold('You hung up');
  await bob.isTold('The other person hung up');
  await bob.clicks('Start a new call');
  await bob.isTold('Connect without a server');
});

test('a reply that nobody takes in time runs out: bob makes a fresh one, and that one connects', async () => {
  const [alice, bob] = [await enters('alice'), await enters('bob')];
  await reads(bob, 'Invitation', await invitation(alice));
  await bob.clicks('I am ready');
  const first = await handsOver(bob, 'Reply');
  await bob.page.getByRole('timer').getByText(/^[1-9] seconds left$/).waitFor();
  await bob.isTold('The reply was not used in time');
  await bob.clicks('Make a fresh reply');
  const second = await handsOver(bob, 'Reply');
  expect(second).not.toBe(first);
  // Pasting is enough.
  await alice.page.evaluate((text) => navigator.clipboard.writeText(text), second);
  await field(alice, 'Reply').press('Control+V');
  await Promise.all([alice.isInCall(), bob.isInCall()]);
  await expectPicture(alice, 'Remote video', BOB);
});

test('a reply that looks old by alice’s clock is doubted once: it may be bob’s clock that is wrong', async () => {
  const [alice, bob] = [await enters('alice'), await enters('bob', '/manual', 60_000)];
  await reads(bob, 'Invitation', await invitation(alice));
  await bob.clicks('I am ready');
  await reads(alice, 'Reply', await handsOver(bob, 'Reply'));
  await alice.reads('This reply is too old');
  await alice.clicks('Connect');
  await Promise.all([alice.isInCall(), bob.isInCall()]);
});

test('alice pastes the reply of somebody who is gone: she is told that nobody could be reached, and begins again', async () => {
  const [alice, bob] = [await enters('alice'), await enters('bob')];
  await reads(bob, 'Invitation', await invitation(alice));
  await bob.clicks('I am ready');
  const reply = await handsOver(bob, 'Reply');
  await bob.context.close();
  await reads(alice, 'Reply', reply);
  await alice.hasStatus('Connecting');
  // The limit for connecting is 20 s.
  alice.page.setDefaultTimeout(45_000);
  await alice.isTold('No connection to the other person');
  await alice.clicks('Try again');
  await alice.isTold('Connect without a server');
});

test('an invitation opens from the address that its QR code holds, and the address forgets it', async () => {
  const alice = await enters('alice');
  const invited = await invitation(alice);
  await alice.clicks('Show QR code');
  await alice.page.getByRole('img', { name: 'QR code of this text' }).waitFor();
  const bob = await enters('bob', `/manual#${invited}`);
  await bob.isTold('Are you both ready?');
  expect(bob.page.url()).toBe(`${origin}/manual`);
});

test('bob, who pastes something else than an invitation, is told what is wrong with it, and may try again', async () => {
  const [alice, bob] = [await enters('alice'), await enters('bob')];
  const invited = await invitation(alice);
  for (const [pasted, sentence] of [
    ['', 'Paste the text that you were sent.'],
    ['Hello', 'neither an invitation nor a reply'],
    [invited.slice(0, 600), 'missing or was changed'],
    [invited.replace('FL1', 'FL9'), 'different version'],
    [invited.replace(/.{8}$/, 'AAAAAAA.'), 'missing or was changed'],
  ] as const) {
    await reads(bob, 'Invitation', pasted);
    await bob.reads(sentence);
    expect(await field(bob, 'Invitation').getAttribute('aria-invalid')).toBe('true');
  }
  await reads(bob, 'Invitation', invited);
  await bob.isTold('Are you both ready?');
});

test('alice is told that what she pasted is her own invitation, or a reply to another one', async () => {
  const [alice, other, bob] = [await enters('alice'), await enters('alice'), await enters('bob')];
  await reads(alice, 'Reply', await invitation(alice));
  await alice.reads('This is an invitation.');
  await reads(bob, 'Invitation', await invitation(other));
  await bob.clicks('I am ready');
  await reads(alice, 'Reply', await handsOver(bob, 'Reply'));
  await alice.reads('This is a reply to another invitation.');
});
