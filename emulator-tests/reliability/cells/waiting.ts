/** The caller waits for hours: through sleep and changed networks the link still connects at the first click. */
import { vi } from 'vitest';
import { PATIENCE_MS } from '../../support/patience.ts';
import { evidenceOf } from '../../survival/evidence.ts';
import { roundOf, type Two } from '../../survival/moments.ts';
import { observe, pass } from '../../survival/observe.ts';
import { readTimes } from '../../survival/times.ts';
import { checkTruth } from '../../survival/truth.ts';
import { killFirstAddresses, leapAfterSleep } from '../../survival/worn-addresses.ts';
import { type Cell, type Outcome, APP } from '../cell.ts';

/** The rules allow clocks that are an hour off. */
const SLEPT_MS = 50 * 60_000;
const FROZEN_MS = 5_000;
const OFFLINE_MS = 2_000;
const JOINED_S = 3;
/** An answer that has not connected in 3 s gets a fresh round, which connects like any. */
const STALE_S = 3;
const FRESH_OFFER = { timeout: PATIENCE_MS, interval: 100 };

interface Wait {
  readonly name: string;
  readonly withinS: number;
  /** Whether the first round can't connect. */
  readonly isWorn?: boolean;
  happens(two: Two, link: string): Promise<void>;
}

const WAITS: readonly Wait[] = [
  { name: 'the addresses of the offer die', withinS: STALE_S + JOINED_S, isWorn: true, happens: async () => {} },
  { name: 'the machine sleeps, and the link is opened as it wakes', withinS: STALE_S + JOINED_S, isWorn: true, happens: sleeps },
  { name: 'the machine sleeps, and the link is opened later', withinS: JOINED_S, happens: sleepsAndWakes },
  { name: 'the network changes', withinS: JOINED_S, happens: changesNetwork },
  {
    name: 'the network changes five times, and the machine sleeps twice',
    withinS: JOINED_S,
    async happens(two, link) {
      for (let change = 1; change <= 5; change += 1) {
        await changesNetwork(two, link);
        if (change % 2 === 0) await sleepsAndWakes(two, link);
      }
    },
  },
];

const code = [...APP, 'emulator-tests/reliability/cells/waiting.ts', 'emulator-tests/survival'];

export const WAITING: readonly Cell[] = WAITS.map(({ name, withinS, isWorn = false, happens }): Cell => ({
  name: `waiting: ${name}`,
  promise: `the first click connects within ${withinS} s`,
  code,
  prepare: (grounds) => grounds.two(),
  async run(grounds) {
    const two = await grounds.two();
    const link = await waits(two);
    await happens(two, link);
    await opens(two, link);
    return clicks(two, link, withinS, isWorn);
  },
})).concat({
  name: 'waiting: the network changes while the callee is in the lobby',
  promise: `the first click connects within ${JOINED_S} s`,
  code,
  prepare: (grounds) => grounds.two(),
  async run(grounds) {
    const two = await grounds.two();
    const link = await waits(two);
    await opens(two, link);
    const before = await roundOf(two.database, link, 'offer');
    await changesNetwork(two, link);
    await vi.waitUntil(async () => (await roundOf(two.database, link, 'offer')) > before, FRESH_OFFER);
    return clicks(two, link, JOINED_S, false);
  },
});

async function waits({ caller }: Two): Promise<string> {
  const { page } = await caller.opensTab();
  await page.addInitScript(killFirstAddresses);
  await page.addInitScript(leapAfterSleep, SLEPT_MS);
  return caller.at.startsCall();
}

async function sleeps({ caller }: Two): Promise<void> {
  caller.freezes();
  await pass(FROZEN_MS);
  caller.goesOn();
}

/** Until the sleep has been noticed. */
async function sleepsAndWakes(two: Two, link: string): Promise<void> {
  const before = await roundOf(two.database, link, 'offer');
  await sleeps(two);
  await vi.waitUntil(async () => (await roundOf(two.database, link, 'offer')) > before, FRESH_OFFER);
}

/** The browser says offline, then online, as it does; the addresses of the offer before may be any network's. */
async function changesNetwork(two: Two, link: string): Promise<void> {
  const before = await roundOf(two.database, link, 'offer');
  const { context } = two.caller.at;
  await context.setOffline(true);
  await pass(OFFLINE_MS);
  await context.setOffline(false);
  await vi.waitUntil(async () => (await roundOf(two.database, link, 'offer')) > before, FRESH_OFFER);
}

async function opens({ callee }: Two, link: string): Promise<void> {
  await callee.opensTab();
  await callee.at.opensLink(link);
  await callee.at.isAtTheDoor();
}

async function clicks(two: Two, link: string, withinS: number, isWorn: boolean): Promise<Outcome> {
  await two.callee.at.page.waitForFunction(() => performance.getEntriesByName('firelink:offer-read').length > 0);
  await two.callee.at.joins();
  const since = await two.callee.clickedAt();
  const observation = await observe(two, { since });
  const { isWell, untruths, outcome } = checkTruth(observation);
  const { backS } = readTimes(observation, since);
  const round = await roundOf(two.database, link, 'offer');
  // Else the addresses were not dead, and the case was another one.
  const isTheCase = !isWorn || round > 1;
  return {
    isKept: isWell && isTheCase && (backS ?? Infinity) <= withinS, seconds: backS, untruths,
    evidence: `${outcome}, in round ${round}\n${await evidenceOf(two, link, observation, since)}`,
  };
}
