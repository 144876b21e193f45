/** What happens to pages and browsers in a call between Firefox and Chromium; between two Chromiums, see matrix.ts. */
import { type WebServer, startWebServer } from '../../../scripts/stack/web-server.ts';
import { ALICE, lookOptions } from '../../participants/cast.ts';
import { Participant } from '../../participants/participant.ts';
import { areInCall, codesOf, connect, type Couple, enterBoth, expectMedia, launchFionasFirefox } from '../../participants/firefox-and-chromium.ts';
import type { Firefox } from '../../support/browsers/firefox.ts';
import { OwnBrowser } from '../../support/browsers/own-browser.ts';
import { PATIENCE_MS } from '../../support/patience.ts';
import { delay } from '../../support/proxy/delay.ts';
import { type Proxy, startProxy } from '../../support/proxy/proxy.ts';
import { pass } from '../../survival/observe.ts';
import { type Diary, keepDiary } from '../../survival/page-diary.ts';
import { type Cell, type Outcome, APP } from '../cell.ts';
import type { Grounds } from '../grounds.ts';

/** Longer than any silence goes unnoticed, and shorter than a side is given up. */
const FROZEN_MS = 10_000;
const BACK_S = 6;
/** Since it ended; and then the call lasts that much longer. A busy machine's timers are late, never early. */
const KILLED_IS_SEEN_S = 6;
const GIVEN_UP_S = { from: 29, to: 33 };

interface Ground {
  readonly site: WebServer;
  readonly store: Proxy;
  readonly firefox: Firefox;
  readonly chromium: OwnBrowser;
}

function groundOf(grounds: Grounds): Promise<Ground> {
  const make = async (): Promise<Ground> => {
    const { init, ports } = await grounds.site();
    // With the answers that production gives to a browser's questions: a request that needs one first does not outlive a
    // page of Firefox, which keeps the emulator's answer for five seconds only.
    const store = await startProxy(ports.firestore, delay(0));
    const emulators = { ...(init.firelink['emulators'] as object), firestore: { host: '127.0.0.1', port: store.port } };
    const site = await startWebServer('preview', { init: () => ({ ...init, firelink: { ...init.firelink, emulators } }) });
    const [chromium, firefox] = await Promise.all([OwnBrowser.start('alice', lookOptions(ALICE)), launchFionasFirefox()]);
    return { site, store, firefox, chromium };
  };
  const tidy = async ({ chromium }: Ground): Promise<void> => {
    chromium.continue();
    if (!chromium.isRunning) await chromium.start();
  };
  return grounds.get('firefox', make, tidy, async ({ chromium, firefox, site, store }) => {
    await Promise.all([chromium.end(), firefox.close(), site.stop()]);
    await store.close();
  });
}

type Who = 'alice' | 'fiona';

/** @param isStopped whether alice's browser is stopped on purpose: then her page's timers tell nothing of the machine */
function cell(what: string, promise: string, run: (couple: Couple, ground: Ground) => Promise<Outcome>, isStopped = false): Cell {
  return {
    name: `firefox: ${what}`, promise, code: [...APP, 'emulator-tests/reliability/cells/firefox.ts', 'emulator-tests/survival'],
    prepare: groundOf,
    async run(grounds) {
      const ground = await groundOf(grounds);
      const couple = await enterBoth(Participant.enter('alice', ground.chromium.context, ground.site.url), ground.firefox, ground.site.url);
      await grounds.watch(couple.alice.page, () => (isStopped ? [{ from: 0, until: Infinity }] : []));
      try {
        return await run(couple, ground);
      } finally {
        ground.firefox.continue();
        ground.chromium.continue();
        await Promise.all([couple.alice.page.close().catch(() => undefined), couple.fiona.leaves()]);
      }
    },
  };
}

/** From now until both pages say that they are in the call; then each sees and hears the other. */
async function untilBack(couple: Couple): Promise<Outcome> {
  const since = Date.now();
  await areInCall(couple);
  const seconds = (Date.now() - since) / 1_000;
  await expectMedia(couple);
  return { isKept: seconds <= BACK_S, seconds, evidence: `in the call after ${seconds.toFixed(1)} s` };
}

const stopped = (caller: Who, who: Who): Cell => cell(
  `${caller} calls, and ${who}’s browser is stopped for ${FROZEN_MS / 1_000} s`,
  `the other is told so, and both pages say so within ${BACK_S} s of the return, and each sees and hears the other`,
  async (couple, { firefox, chromium }) => {
    await connect(couple, caller);
    await expectMedia(couple);
    const [frozen, other] = who === 'fiona' ? [firefox, couple.alice] : [chromium, couple.fiona];
    const until = pass(FROZEN_MS);
    frozen.freeze();
    await other.hasStatus('Reconnecting');
    await until;
    frozen.continue();
    return untilBack(couple);
  },
  who === 'alice',
);

const goesBack = (caller: Who): Cell => cell(
  `${caller} calls, and fiona goes to another page and back`,
  `alice is told that she left, both pages say so within ${BACK_S} s of the return, and each sees and hears the other, with the same code`,
  async (couple) => {
    const { alice, fiona } = couple;
    await connect(couple, caller);
    await fiona.page.goto('about:blank');
    await alice.reads('The other person left. They may come back.');
    await fiona.page.goBack();
    const outcome = await untilBack(couple);
    const [hers, theirs] = await codesOf(couple);
    return { ...outcome, untruths: hers === theirs ? [] : [`the codes differ: ${hers ?? 'none'} and ${theirs ?? 'none'}`] };
  },
);

export const FIREFOX: readonly Cell[] = [
  stopped('alice', 'fiona'), stopped('fiona', 'fiona'), stopped('alice', 'alice'), stopped('fiona', 'alice'),
  goesBack('alice'), goesBack('fiona'),
  cell('fiona closes her tab and opens the link again', `alice is told that she left, and both pages say so within ${BACK_S} s of the return, and each sees and hears the other`, async (couple) => {
    const { alice, fiona } = couple;
    const link = await connect(couple, 'alice');
    const tab = await fiona.opensAnotherTab();
    await fiona.closesTab();
    await alice.reads('The other person left. They may come back.');
    await tab.opensLink(link);
    await tab.clicks('Rejoin');
    return untilBack({ alice, fiona: tab });
  }),
  // The last request of a Firefox whose process goes with the page is lost about half the time. Then alice learns only from
  // the missing answer that fiona has gone, and is told so: in both cases her lobby has a message.
  cell('fiona closes the tab in which she waits', `alice, who joins then, is told that nobody is there, and let in within ${BACK_S} s once fiona is back`, async (couple) => {
    const { alice, fiona } = couple;
    // A context without a tab is a context that is gone.
    const tab = await fiona.opensAnotherTab();
    const link = await fiona.startsCall();
    await fiona.closesTab();
    await alice.joinsFrom(link);
    const told = ['The person who started this call is away right now.', 'Waiting for the other side to come back'];
    await Promise.any(told.map((text) => alice.reads(text)));
    await tab.opensLink(link);
    await tab.clicks('Rejoin');
    return untilBack({ alice, fiona: tab });
  }),
  cell('alice’s browser is killed', `fiona is told within ${KILLED_IS_SEEN_S} s that something is wrong, and ${GIVEN_UP_S.from} to ${GIVEN_UP_S.to} s later that the call is over`, async (couple, { chromium }) => {
    const { fiona } = couple;
    await connect(couple, 'alice');
    await expectMedia(couple);
    await fiona.page.evaluate(keepDiary, 50);
    const killedAt = Date.now();
    await chromium.kill();
    fiona.page.setDefaultTimeout(PATIENCE_MS);
    await fiona.hasStatus('Call ended');
    const { screens } = await fiona.page.evaluate(() => (globalThis as unknown as { readonly pageDiary: Diary }).pageDiary);
    const timeOf = (status: string): number => ((screens.find(({ at, text }) => at >= killedAt && text.startsWith(status))?.at ?? Number.NaN) - killedAt) / 1_000;
    const [seen, ended] = [timeOf('Reconnecting'), timeOf('Call ended')];
    const isEndInTime = ended - seen >= GIVEN_UP_S.from && ended - seen <= GIVEN_UP_S.to;
    return { isKept: seen <= KILLED_IS_SEEN_S && isEndInTime, seconds: seen, evidence: `noticed after ${seen.toFixed(1)} s, ended after ${ended.toFixed(1)} s` };
  }),
];
