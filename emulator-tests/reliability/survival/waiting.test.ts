/** The caller waits for hours: through sleep and changed networks the link still connects at the first click. */
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { ALICE, BOB } from '../../browser/cast.ts';
import { Database } from '../../browser/database.ts';
import { sharedStack } from '../../browser/shared-stack.ts';
import { roundOf, type Two, warmUp } from '../../survival/moments.ts';
import { Table } from './table.ts';
import { Person } from '../../survival/person.ts';
import { judge, pass } from '../../survival/verdict.ts';
import { killFirstAddresses, leapAfterSleep } from '../../survival/worn-addresses.ts';

/** The rules allow clocks that are an hour off. */
const SLEPT_MS = 50 * 60_000;
const FROZEN_MS = 5_000;
const OFFLINE_MS = 2_000;
const JOINED_S = 3;
/** An answer that has not connected in 3 s gets a fresh round, which connects like any. */
const STALE_S = 3;
/** A sleep is noticed at the next look at the clock, after 20 s. */
const FRESH_OFFER = { timeout: 30_000, interval: 100 };

const table = new Table('while the caller waits', 'rounds', 'outcome', 'seconds from the click');
let two: Two;
beforeAll(async () => {
  const stack = await sharedStack();
  const [caller, callee] = await Promise.all([Person.enter('caller', ALICE, stack), Person.enter('callee', BOB, stack)]);
  two = { caller, callee, database: new Database(stack) };
  await warmUp(two);
});
afterEach(() => Promise.all([two.caller.rests(), two.callee.rests()]));
afterAll(async () => {
  console.log(String(table));
  await Promise.all([two.caller.leaves(), two.callee.leaves()]);
});

test('the offer’s addresses are dead: the answer that does not connect gets a fresh round after 3 s', async () => {
  const link = await waits();
  expect(await joinsAtFirstClick(link, 'addresses die', STALE_S + JOINED_S)).toBeGreaterThan(1);
});

test('the machine sleeps, and the link is opened as it wakes: its addresses are dead, and the first click connects', async () => {
  const link = await waits();
  await sleeps();
  expect(await joinsAtFirstClick(link, 'sleeps, opened on waking', STALE_S + JOINED_S)).toBeGreaterThan(1);
});

test('the machine sleeps, and makes a fresh offer when it wakes: the first click connects', async () => {
  const link = await waits();
  await sleepsAndWakes(link);
  await joinsAtFirstClick(link, 'sleeps, opened later', JOINED_S);
});

test('the network changes: there is a fresh offer, and the first click connects', async () => {
  const link = await waits();
  await changesNetwork(link);
  await joinsAtFirstClick(link, 'network changes', JOINED_S);
});

test('the network changes five times, and the machine sleeps twice: the first click connects', async () => {
  const link = await waits();
  for (let change = 1; change <= 5; change += 1) {
    await changesNetwork(link);
    if (change % 2 === 0) await sleepsAndWakes(link);
  }
  await joinsAtFirstClick(link, 'network changes 5 times, sleeps twice', JOINED_S);
});

test('the network changes while the callee is in the lobby: the first click connects', async () => {
  const link = await waits();
  await opens(link);
  await changesNetwork(link);
  await clicks(link, 'network changes, callee in the lobby', JOINED_S);
});

async function waits(): Promise<string> {
  const { page } = await two.caller.opensTab();
  await page.addInitScript(killFirstAddresses);
  await page.addInitScript(leapAfterSleep, SLEPT_MS);
  return two.caller.at.startsCall();
}

async function sleeps(): Promise<void> {
  two.caller.freezes();
  await pass(FROZEN_MS);
  two.caller.goesOn();
}

/** Until the sleep has been noticed. */
async function sleepsAndWakes(link: string): Promise<void> {
  const before = await roundOf(two.database, link, 'offer');
  await sleeps();
  await expect.poll(() => roundOf(two.database, link, 'offer'), FRESH_OFFER).toBeGreaterThan(before);
}

/** The browser says offline, then online, as it does; the addresses of the offer before may be any network's. */
async function changesNetwork(link: string): Promise<void> {
  const before = await roundOf(two.database, link, 'offer');
  const { context } = two.caller.at;
  await context.setOffline(true);
  await pass(OFFLINE_MS);
  await context.setOffline(false);
  await expect.poll(() => roundOf(two.database, link, 'offer'), FRESH_OFFER).toBeGreaterThan(before);
}

async function opens(link: string): Promise<void> {
  await two.callee.opensTab();
  await two.callee.at.opensLink(link);
  await two.callee.at.isAtTheDoor();
}

async function joinsAtFirstClick(link: string, what: string, withinS: number): Promise<number> {
  await opens(link);
  return clicks(link, what, withinS);
}

/** @returns the round in which the two are connected */
async function clicks(link: string, what: string, withinS: number): Promise<number> {
  await two.callee.at.page.waitForFunction(() => performance.getEntriesByName('firelink:offer-read').length > 0);
  await two.callee.at.joins();
  const since = await two.callee.clickedAt();
  const { isWell, outcome, seconds, evidence } = await judge(two, link, { since, awakeSince: new Map() });
  const round = await roundOf(two.database, link, 'offer');
  table.add(what, String(round), outcome, seconds?.toFixed(2) ?? '–');
  expect(isWell, evidence).toBe(true);
  expect(seconds ?? 0, evidence).toBeLessThanOrEqual(withinS);
  return round;
}
