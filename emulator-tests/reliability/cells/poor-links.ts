/**
 * A call on links that are narrow, lossy and long, on real networks: sound goes on, the picture gives way and comes
 * back, and both are told what the matter is.
 */
import { expect } from 'vitest';
import { ALICE, BOB, Cast, type Look } from '../../participants/cast.ts';
import { call, type Participant } from '../../participants/participant.ts';
import { expectTone } from '../../participants/seen-and-heard.ts';
import { recordConnections } from '../../network/calls/connections.ts';
import { type ClientName, SITE_WITHOUT_RELAY_URL } from '../../network/lab/addresses.ts';
import type { Lab } from '../../network/lab/lab.ts';
import type { Impairment } from '../../network/lab/slow-link.ts';
import { browserAt } from '../../network/lab-browser.ts';
import { makeWav, makeY4m } from '../../support/browsers/fake-media.ts';
import { type Cell, type Outcome, APP_IN_LAB } from '../cell.ts';
import { type Flow, sendingNow, since } from '../flows.ts';
import type { LabAndStack } from '../grounds.ts';

/** A picture that needs about 1 Mbit/s; what a plain one needs would fit into any of these links. */
const PICTURE = { width: 640, height: 360, fps: 15, seconds: 2, grain: 24 };
/** For the badge to follow: 6 s of numbers, three samples in a row, and a browser that feels its way up again. */
const PATIENCE = { timeout: 120_000, interval: 500 };
/** Long enough to tell a voice with gaps from one that hesitated once. */
const LISTENING_MS = 10_000;

/** What is heard of a voice: the least part of its packets that comes, and how much of it may be made up, in %. */
interface Hearing {
  readonly leastPart: number;
  readonly madeUpPercent: number;
}

/** One packet lost in a row is in the next one: only what follows a burst has to be made up. */
const HARDLY_IMPAIRED: Hearing = { leastPart: 0.8, madeUpPercent: 3 };
/** Chromium keeps the queue of one direction full and loses a quarter of all packets: decision 0028 has the figures. */
const ON_A_FULL_QUEUE: Hearing = { leastPart: 0.5, madeUpPercent: 10 };

const LINKS: readonly (readonly [string, Impairment, Hearing, RegExp])[] = [
  ['300 kbit/s', { kbitPerSecond: 300, delayMs: 10 }, ON_A_FULL_QUEUE, /(Fair|Poor): slow network/],
  ['5 % loss', { lossPercent: 5, delayMs: 10 }, HARDLY_IMPAIRED, /(Fair|Poor): packet loss/],
  ['a round trip of 400 ms', { delayMs: 200 }, HARDLY_IMPAIRED, /(Fair|Poor): long delay/],
];

export const POOR_LINKS: readonly Cell[] = LINKS.map(([name, impairment, hearing, told]): Cell => ({
  name: `poor links: ${name}`,
  promise: `the badge says why; in 10 s at least ${100 * hearing.leastPart} % of the sound's packets come and at most ${hearing.madeUpPercent} % of it is made up, 3 pictures a second move, ${impairment.kbitPerSecond === undefined ? '' : 'at most twice the rate is sent, '}and all is well again afterwards`,
  code: [...APP_IN_LAB, 'emulator-tests/reliability/cells/poor-links.ts', 'emulator-tests/reliability/flows.ts'],
  isInLab: true,
  prepare: (grounds) => grounds.slowLab(),
  async run(grounds) {
    const ground = await grounds.slowLab();
    const cast = await Cast.gather({ ...ground.stack, url: SITE_WITHOUT_RELAY_URL }, ({ page }) => grounds.watch(page));
    try {
      const [alice, bob] = [await enter(cast, ground, 'a', 'alice', ALICE), await enter(cast, ground, 'b', 'bob', BOB)];
      await call(alice, bob);
      // Making the pictures has kept this process busy.
      grounds.lag.begin();
      return await onLink([alice, bob], ground.lab, impairment, hearing, told);
    } finally {
      await cast.disband();
    }
  },
}));

async function enter(cast: Cast, { lab }: LabAndStack, client: ClientName, name: string, { rgb, hz }: Look): Promise<Participant> {
  const who = await cast.somebody(name, {
    fakeVideoFile: makeY4m({ rgb, ...PICTURE }), fakeAudioFile: makeWav({ hz }), ...browserAt(lab.client(client)),
  });
  await who.context.addInitScript(recordConnections);
  return who;
}

type Both = readonly [alice: Participant, bob: Participant];

async function onLink(both: Both, lab: Lab, impairment: Impairment, hearing: Hearing, told: RegExp): Promise<Outcome> {
  await isWell(both);
  lab.impair('a', impairment);
  await areTold(both, told);
  const flows = await Promise.all([since(both[0], LISTENING_MS), since(both[1], LISTENING_MS)]);
  const problems = flows.flatMap((flow, index) => problemsOf(flow, flows[1 - index], hearing, impairment.kbitPerSecond).map((problem) => `${both[index]?.name ?? ''}: ${problem}`));
  await expectTone(both[0], BOB);
  await expectTone(both[1], ALICE);
  if (impairment.kbitPerSecond !== undefined) {
    for (const who of both) {
      await expect.poll(async () => (await sendingNow(who)).width, { ...PATIENCE, message: `${who.name} sends a smaller picture` }).toBeLessThan(PICTURE.width);
    }
  }
  lab.impair('a', {});
  await isWell(both);
  return { isKept: problems.length === 0, evidence: [...problems, JSON.stringify(flows)].join('\n') };
}

function problemsOf(flow: Flow, other: Flow | undefined, { leastPart, madeUpPercent }: Hearing, narrowKbps: number | undefined): readonly string[] {
  const seconds = LISTENING_MS / 1_000;
  // A fake microphone that was starved speaks less, whatever the link.
  const spoken = other?.soundSent ?? 0;
  const problems: string[] = [];
  if (spoken < seconds * 25) problems.push(`only ${spoken} packets of sound were sent, of 50 a second`);
  if (flow.soundPackets <= spoken * leastPart) problems.push(`${flow.soundPackets} of ${spoken} packets of sound came`);
  if (flow.concealedPercent >= madeUpPercent) problems.push(`${flow.concealedPercent.toFixed(1)} % of the sound was made up`);
  if (flow.pictures <= seconds * 3) problems.push(`${flow.pictures} pictures moved`);
  // Repairs and padding are in it. Undiminished, the picture alone would be about three times what the link has.
  if (narrowKbps !== undefined && flow.sentKbps >= narrowKbps * 2) problems.push(`${flow.sentKbps} kbit/s were sent`);
  return problems;
}

const badge = async (who: Participant): Promise<string> => (await who.page.getByRole('button', { name: /^Call quality: / }).allInnerTexts()).join();

async function areTold(both: Both, what: RegExp): Promise<void> {
  for (const who of both) await expect.poll(() => badge(who), { ...PATIENCE, message: `${who.name} is told` }).toMatch(what);
}

/** Both are told so, and send all of the picture as the camera gives it. */
async function isWell(both: Both): Promise<void> {
  await areTold(both, /^.*Good$/s);
  for (const who of both) {
    await expect.poll(() => sendingNow(who), { ...PATIENCE, message: `${who.name} sends all of the picture` }).toMatchObject({ width: PICTURE.width });
  }
}
