/** What happens to pages and browsers in a call between Firefox and Chromium; between two Chromiums, see ../survival. */
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { ALICE, lookOptions } from '../../browser/cast.ts';
import { Participant } from '../../browser/participant.ts';
import { sharedStack } from '../../browser/shared-stack.ts';
import { type WebServer, startWebServer } from '../../../scripts/stack/web-server.ts';
import { type DelayProxy, startDelayProxy } from '../../support/delay-proxy.ts';
import { areInCall, codesOf, connect, type Couple, enterBoth, expectMedia, launchFionasFirefox } from '../../support/firefox-and-chromium.ts';
import type { Firefox } from '../../support/firefox.ts';
import { OwnBrowser } from '../../support/own-browser.ts';
import { type Diary, keepDiary } from '../../survival/page-diary.ts';

/** Longer than any silence goes unnoticed, and shorter than a side is given up. */
const FROZEN_MS = 10_000;
/** Since it ended; and then the call lasts that much longer. A busy machine's timers are late, never early. */
const KILLED_IS_SEEN_MS = 6_000;
const GIVEN_UP_MS = { from: 29_000, to: 33_000 };

let site: WebServer;
let store: DelayProxy;
let firefox: Firefox;
let chromium: OwnBrowser;
let couple: Couple;
beforeAll(async () => {
  const { init, ports } = await sharedStack();
  // With the answers that production gives to a browser's questions: a request that needs one first does not outlive a
  // page of Firefox, which keeps the emulator's answer for five seconds only.
  store = await startDelayProxy(ports.firestore, 0);
  const emulators = { ...(init.firelink['emulators'] as object), firestore: { host: '127.0.0.1', port: store.port } };
  site = await startWebServer('preview', { ...init, firelink: { ...init.firelink, emulators } });
  [chromium, firefox] = await Promise.all([OwnBrowser.start('alice', lookOptions(ALICE)), launchFionasFirefox()]);
});
beforeEach(async () => {
  couple = await enterBoth(Participant.enter('alice', chromium.context, site.url), firefox, site.url);
});
afterEach(async () => {
  await Promise.all([couple.alice.page.close(), couple.fiona.leaves()]);
});
afterAll(async () => {
  await Promise.all([chromium.end(), firefox.close(), site.stop()]);
  await store.close();
});

test.each([
  ['alice', 'fiona'], ['fiona', 'fiona'], ['alice', 'alice'], ['fiona', 'alice'],
] as const)('%s calls, and %s’s browser is stopped for 10 s: the other is told so, and then both see and hear each other again', async (caller, who) => {
  await connect(couple, caller);
  await expectMedia(couple);
  const [frozen, other] = who === 'fiona' ? [firefox, couple.alice] : [chromium, couple.fiona];
  const until = sleep(FROZEN_MS);
  frozen.freeze();
  try {
    await other.hasStatus('Reconnecting');
    await until;
  } finally {
    frozen.continue();
  }
  await areInCall(couple);
  await expectMedia(couple);
});

test('fiona closes her tab and opens the link again: alice is told that she left, and then they are in the call again', async () => {
  const { alice, fiona } = couple;
  const link = await connect(couple, 'alice');
  const tab = await fiona.opensAnotherTab();
  await fiona.closesTab();
  await alice.reads('The other person left. They may come back.');
  await tab.opensLink(link);
  couple = { alice, fiona: tab };
  await areInCall(couple);
  await expectMedia(couple);
});

test.each(['alice', 'fiona'] as const)('%s calls, and fiona goes to another page and back: both are in the call again', async (caller) => {
  const { alice, fiona } = couple;
  await connect(couple, caller);
  await fiona.page.goto('about:blank');
  await alice.reads('The other person left. They may come back.');
  await fiona.page.goBack();
  await areInCall(couple);
  await expectMedia(couple);
  const [hers, theirs] = await codesOf(couple);
  expect(theirs).toBe(hers);
});

// The last request of a Firefox whose process goes with the page is lost as often as not. Then nobody knows that she
// has gone until nobody answers, and alice is told that: neither way leaves her at a door that says nothing.
test('fiona closes the tab in which she waits: alice, who joins then, is told that nobody is there, and let in when she is back', async () => {
  const { alice, fiona } = couple;
  // A context without a tab is a context that is gone.
  const tab = await fiona.opensAnotherTab();
  const link = await fiona.startsCall();
  await fiona.closesTab();
  await alice.joinsFrom(link);
  const told = ['The person who started this call is away right now.', 'Waiting for the other side to come back'];
  alice.page.setDefaultTimeout(60_000);
  await Promise.any(told.map((text) => alice.reads(text)));
  await tab.opensLink(link);
  couple = { alice, fiona: tab };
  await areInCall(couple);
  await expectMedia(couple);
});

test('alice’s browser is killed: fiona is told within 6 s that something is wrong, and 30 s later that the call is over', async () => {
  const { fiona } = couple;
  await connect(couple, 'alice');
  await expectMedia(couple);
  await fiona.page.evaluate(keepDiary, 50);
  const killedAt = Date.now();
  await chromium.kill();
  fiona.page.setDefaultTimeout(2 * GIVEN_UP_MS.to);
  await fiona.hasStatus('Call ended');
  const timeOf = async (status: string): Promise<number> => {
    const diary = await fiona.page.evaluate(() => (globalThis as unknown as { readonly pageDiary: Diary }).pageDiary);
    return (diary.screens.find(({ at, text }) => at >= killedAt && text.startsWith(status))?.at ?? Number.NaN) - killedAt;
  };
  const [seenMs, endedMs] = [await timeOf('Reconnecting'), await timeOf('Call ended')];
  expect(seenMs).toBeLessThan(KILLED_IS_SEEN_MS);
  console.log(`Firefox noticed after ${seenMs.toFixed(0)} ms, and ended the call after ${endedMs.toFixed(0)} ms`);
  expect(endedMs - seenMs).toBeGreaterThanOrEqual(GIVEN_UP_MS.from);
  expect(endedMs - seenMs).toBeLessThanOrEqual(GIVEN_UP_MS.to);
  await chromium.start();
});

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
}
