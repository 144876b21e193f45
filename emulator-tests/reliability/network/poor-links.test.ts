/**
 * A call on links that are narrow, lossy and long, on real networks: sound goes on, the picture gives way and comes
 * back, and both are told what the matter is.
 */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ALICE, BOB, Cast, type Look } from '../../browser/cast.ts';
import { call, type Participant } from '../../browser/participant.ts';
import { expectTone } from '../../browser/seen-and-heard.ts';
import { recordConnections } from '../../network/calls/connections.ts';
import { type ClientName, SITE_WITHOUT_RELAY_URL } from '../../network/lab/addresses.ts';
import type { Lab } from '../../network/lab/lab.ts';
import type { Impairment } from '../../network/lab/slow-link.ts';
import { browserAt } from '../../network/lab-browser.ts';
import { buildLab, type NetworkStack } from '../../network/network-stack.ts';
import { makeWav, makeY4m } from '../../support/fake-media.ts';
import { sendingNow, since, type Flow } from './flows.ts';

/** A picture that needs about 1 Mbit/s; what a plain one needs would fit into any of these links. */
const PICTURE = { width: 640, height: 360, fps: 15, seconds: 2, grain: 24 };
/** For the badge to follow: 6 s of numbers, three samples in a row, and a browser that feels its way up again. */
const PATIENCE = { timeout: 120_000, interval: 500 };
/** Long enough to tell a voice with gaps from one that hesitated once. */
const LISTENING_MS = 10_000;

let lab: Lab;
let stack: NetworkStack;
let cast: Cast;
let alice: Participant;
let bob: Participant;
beforeAll(async () => {
  ({ lab, stack } = await buildLab({ impairable: ['a'] }));
  cast = await Cast.gather({ ...stack, url: SITE_WITHOUT_RELAY_URL });
  [alice, bob] = [await enter('a', 'alice', ALICE), await enter('b', 'bob', BOB)];
  await call(alice, bob);
});
afterAll(async () => {
  await cast?.disband();
  await lab?.remove();
});

async function enter(client: ClientName, name: string, { rgb, hz }: Look): Promise<Participant> {
  const who = await cast.somebody(name, {
    fakeVideoFile: makeY4m({ rgb, ...PICTURE }), fakeAudioFile: makeWav({ hz }), ...browserAt(lab.client(client)),
  });
  await who.context.addInitScript(recordConnections);
  return who;
}

const badge = async (who: Participant): Promise<string> => (await who.page.getByRole('button', { name: /^Call quality: / }).allInnerTexts()).join();

async function areTold(what: RegExp): Promise<void> {
  for (const who of [alice, bob]) await expect.poll(() => badge(who), { ...PATIENCE, message: `${who.name} is told` }).toMatch(what);
}

/** Whole, and as good as the camera gives it. */
async function isWell(who: Participant): Promise<void> {
  await expect.poll(() => sendingNow(who), { ...PATIENCE, message: `${who.name} sends all of the picture` }).toMatchObject({ width: PICTURE.width });
}

/** What `who` hears and sees in a while, on a link as it is now. */
async function during(who: Participant): Promise<Flow> {
  const flow = await since(who, LISTENING_MS);
  console.log(`${who.name}: ${JSON.stringify(flow)}, told "${await badge(who)}"`);
  return flow;
}

test('a good link: both are told so', async () => {
  await areTold(/^.*Good$/s);
  await Promise.all([isWell(alice), isWell(bob)]);
});

/** What is heard of a voice: the least part of its packets that comes, and how much of it may be made up, in %. */
interface Hearing {
  readonly leastPart: number;
  readonly madeUpPercent: number;
}
/** Without redundant sound, as much as is lost has to be made up. */
const HARDLY_IMPAIRED: Hearing = { leastPart: 0.8, madeUpPercent: 3 };
/** Chromium keeps the queue of one direction full and loses a quarter of all packets: decision 0028 has the figures. */
const ON_A_FULL_QUEUE: Hearing = { leastPart: 0.5, madeUpPercent: 10 };

test.each<[string, Impairment, Hearing, RegExp]>([
  ['300 kbit/s', { kbitPerSecond: 300, delayMs: 10 }, ON_A_FULL_QUEUE, /(Fair|Poor): slow network/],
  ['5 % loss', { lossPercent: 5, delayMs: 10 }, HARDLY_IMPAIRED, /(Fair|Poor): packet loss/],
  ['a round trip of 400 ms', { delayMs: 200 }, HARDLY_IMPAIRED, /(Fair|Poor): long delay/],
])('%s: the sound goes on, the picture gives way, the badge says why, and all is well again afterwards', async (_what, impairment, hearing, told) => {
  lab.impair('a', impairment);
  await areTold(told);
  const narrow = impairment.kbitPerSecond;
  const flows = await Promise.all([during(alice), during(bob)]);
  for (const [index, flow] of flows.entries()) {
    // A fake microphone that was starved speaks less, whatever the link.
    const spoken = flows[1 - index]?.soundSent ?? 0;
    expect(spoken, 'of 50 a second').toBeGreaterThan((LISTENING_MS / 1_000) * 25);
    expect(flow.soundPackets, 'of what was said').toBeGreaterThan(spoken * hearing.leastPart);
    expect(flow.concealedPercent, 'made up').toBeLessThan(hearing.madeUpPercent);
    expect(flow.pictures, 'the picture moves').toBeGreaterThan((LISTENING_MS / 1_000) * 3);
    // Repairs and padding are in it. Undiminished, the picture alone would be about three times what the link has.
    if (narrow !== undefined) expect(flow.sentKbps).toBeLessThan(narrow * 2);
  }
  await expectTone(alice, BOB);
  await expectTone(bob, ALICE);
  if (narrow !== undefined) {
    for (const who of [alice, bob]) {
      await expect.poll(async () => (await sendingNow(who)).width, { ...PATIENCE, message: `${who.name} sends a smaller picture` }).toBeLessThan(PICTURE.width);
    }
  }
  lab.impair('a', {});
  await areTold(/^.*Good$/s);
  await Promise.all([isWell(alice), isWell(bob)]);
});
