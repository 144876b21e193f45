/** A call of data alone: no device is asked for until its person wants one, and then nothing passes to Firestore for it. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { ROOT } from '../../scripts/machine/paths.ts';
import { ALICE, BOB, lookOptions } from '../participants/cast.ts';
import type { Participant } from '../participants/participant.ts';
import { expectPicture, expectTone } from '../participants/seen-and-heard.ts';
import { test } from './fixtures/wire-test.ts';
import { makeBill } from './wire-meter/bill.ts';
import { readRuleLookups } from './wire-meter/rule-lookups.ts';
import { throughPort } from './wire-meter/through.ts';

const lookups = readRuleLookups(readFileSync(join(ROOT, 'firestore.rules'), 'utf8'));
const NOTHING_USED = 'No camera or microphone is used.';

interface Counted {
  readonly askedFor?: string[];
}

/** Before the app runs: what the page asks the browser for, of devices. */
function countDevices(): void {
  const askedFor: string[] = [];
  const { mediaDevices } = navigator;
  const [getUserMedia, enumerateDevices] = [mediaDevices.getUserMedia.bind(mediaDevices), mediaDevices.enumerateDevices.bind(mediaDevices)];
  mediaDevices.getUserMedia = (constraints) => {
    askedFor.push(['audio', 'video'].filter((kind) => constraints?.[kind as 'audio' | 'video']).join('+'));
    return getUserMedia(constraints);
  };
  mediaDevices.enumerateDevices = () => {
    askedFor.push('list');
    return enumerateDevices();
  };
  Object.assign(globalThis, { askedFor });
}

/** Without the lists, which a device that is on needs. */
const asked = ({ page }: Participant): Promise<string[]> => page.evaluate(() => ((globalThis as Counted).askedFor ?? []).filter((what) => what !== 'list'));
const askedOrListed = ({ page }: Participant): Promise<string[]> => page.evaluate(() => (globalThis as Counted).askedFor ?? []);
const permissions = ({ page }: Participant): Promise<string[]> =>
  page.evaluate(async () => Promise.all((['camera', 'microphone'] as const).map(async (name) => (await navigator.permissions.query({ name })).state)));

async function chats(caller: Participant, callee: Participant): Promise<string> {
  for (const who of [caller, callee]) await who.page.addInitScript(countDevices);
  await caller.opensHome();
  await caller.clicks('Start with chat only');
  await caller.hasStatus('Waiting for someone to join');
  await caller.reads(NOTHING_USED);
  const link = await caller.page.getByRole('textbox', { name: 'Call link' }).inputValue();
  await callee.opensLink(link);
  await callee.reads(NOTHING_USED);
  await callee.joins();
  await Promise.all([caller.isInCall(), callee.isInCall()]);
  return link;
}

/** A browser that would ask its person, and has not been answered. */
const ASKS = { ...lookOptions(ALICE), fakeUi: false };

/** The name of what has the focus, through the shadow roots. */
function focused({ page }: Participant): Promise<string | null | undefined> {
  return page.evaluate(() => {
    let active = document.activeElement;
    while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
    return active?.getAttribute('aria-label');
  });
}

test('alice and bob chat without a device; each turns one on, is seen and heard, also after a reload and in the next call, and Firestore hears nothing of it', async ({ cast, wire }) => {
  const [alice, bob] = [await cast.somebody('alice, whose browser asks', ASKS), await cast.bob()];
  for (const who of [alice, bob]) await throughPort(who, cast.stack, wire.port);
  const link = await chats(alice, bob);
  await Promise.all([alice, bob].map((who) => who.reads('Camera and microphone off')));
  expect([await askedOrListed(alice), await askedOrListed(bob)]).toEqual([[], []]);
  expect(await permissions(alice)).toEqual(['prompt', 'prompt']);
  const quiet = async (what: string): Promise<void> => {
    await expect.poll(() => wire.quietMs(), { interval: 100, message: what }).toBeGreaterThan(1_500);
  };
  await quiet('what the connection itself had to write is written');
  const { writes, reads } = makeBill(wire.exchanges(), lookups);

  // What she answers when her browser asks: its prompts are not to be pressed by a test.
  await alice.context.grantPermissions(['camera', 'microphone'], { origin: new URL(link).origin });
  await alice.clicks('Turn camera on');
  await expectPicture(alice, 'Your video', ALICE);
  // She alone sees it: nothing of it has left the page.
  expect(await bob.video('Remote video').isVisible()).toBe(false);
  await bob.reads('Camera and microphone off');
  await alice.clicks('Turn on');
  await expectPicture(bob, 'Remote video', ALICE);
  expect(await focused(alice)).toBe('Turn camera off');
  expect([await asked(alice), await asked(bob)]).toEqual([['video'], []]);

  await bob.clicks('Unmute microphone');
  await bob.button('Turn on').waitFor();
  await bob.page.getByRole('dialog').getByRole('button', { name: 'Mute microphone' }).waitFor();
  await bob.clicks('Turn on');
  await expectTone(alice, BOB);
  expect(await asked(bob)).toEqual(['audio']);
  await quiet('nothing more passes');
  const after = makeBill(wire.exchanges(), lookups);
  expect([after.writes, after.reads], after.items.join('\n')).toEqual([writes, reads]);

  await Promise.all([bob.hasStatus('Reconnecting'), alice.reloads()]);
  await Promise.all([alice.isInCall(), bob.isInCall()]);
  await expectPicture(bob, 'Remote video', ALICE);
  expect(await asked(alice)).toEqual(['video']);

  await bob.hangsUp();
  await alice.isTold('The other person hung up');
  await alice.clicks('Call again');
  await bob.clicks('Call again');
  await Promise.all([alice.isInCall(), bob.isInCall()]);
  await expectPicture(bob, 'Remote video', ALICE);
  await expectTone(alice, BOB);
  expect(alice.page.url()).toBe(link);
});

test('dora’s browser refuses her camera and microphone: she is told so where she tries them, chats on, and is asked for neither when she comes back or calls again', async ({ cast }) => {
  const [dora, bob] = [await cast.somebody('dora, whose browser refuses', ASKS), await cast.bob()];
  const areInCall = (): Promise<unknown> => Promise.all([dora, bob].map((who) => who.isInCall()));
  await chats(dora, bob);
  for (const [turnsOn, words] of [['Turn camera on', 'Your camera is blocked'], ['Unmute microphone', 'Your microphone is blocked']] as const) {
    await dora.clicks(turnsOn);
    await dora.reads(words);
    await dora.page.getByRole('button', { name: 'Turn on', exact: true, disabled: true }).waitFor();
    await dora.clicks('Cancel');
    await dora.button(turnsOn).waitFor();
  }
  await areInCall();
  expect([await asked(dora), await asked(bob)]).toEqual([['video', 'audio'], []]);

  await Promise.all([bob.hasStatus('Reconnecting'), dora.reloads()]);
  await areInCall();
  await dora.hangsUp();
  await bob.isTold('The other person hung up');
  await Promise.all([dora.clicks('Call again'), bob.clicks('Call again')]);
  await areInCall();
  expect([await askedOrListed(dora), await asked(bob)]).toEqual([[], []]);
});
