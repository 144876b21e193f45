/** The contestants, one after the other and again: whatever the machine does meanwhile, it does to all of them. */
import type { Browser } from 'playwright-core';
import { launchBrowser } from '../../emulator-tests/support/browsers/browser.ts';
import { makeY4m } from '../../emulator-tests/support/browsers/fake-media.ts';
import { coldStart, setUp, type ColdStart, type SetUp } from './attempt.ts';
import { BEFORE, CONTESTANTS, LIMIT, PEERJS, type Contestant } from './contestants.ts';
import type { Site } from '../../scripts/stack/web-server.ts';
import { prepareGrounds, ROUND_TRIPS_MS, type Grounds, type RoundTrip } from './grounds.ts';
import { measureStore } from './store-time.ts';

/** A try that came to nothing is one, too. */
export interface Tries<T> {
  readonly contestant: string;
  readonly roundTripMs: RoundTrip;
  readonly done: readonly T[];
  /** Of each of `done`, its round: the tries of one round follow each other. */
  readonly rounds: readonly number[];
  readonly failures: readonly string[];
}

export interface SetUpResults {
  readonly store: readonly number[];
  readonly setUps: readonly Tries<SetUp>[];
  readonly coldStarts: readonly Tries<ColdStart>[];
}

export interface SetUpOptions {
  /** Of each contestant at each distance. */
  readonly tries: number;
  /** Another version of the page, measured in turn with today's. */
  readonly before?: Site;
  /** The contestants' names; default all. */
  readonly only?: readonly string[];
  /** Without the calls from a cold link. */
  readonly isWarmOnly: boolean;
  readonly roundTripsMs?: readonly RoundTrip[];
  readonly tell: (text: string) => void;
}

interface Series<T> {
  readonly contestant: Contestant;
  readonly roundTripMs: RoundTrip;
  readonly done: T[];
  readonly rounds: number[];
  readonly failures: string[];
}

export async function benchSetUp(options: SetUpOptions): Promise<SetUpResults> {
  const { tries, before, only, isWarmOnly, roundTripsMs = ROUND_TRIPS_MS, tell } = options;
  const contestants = chooseContestants(before !== undefined, only);
  tell('Starting emulators, servers and browsers…');
  const grounds = await prepareGrounds(before && { before });
  // Small, since the machine has to draw four pictures beside all else, and often, since the first frame is waited for.
  const browser = await launchBrowser({ fakeVideoFile: makeY4m({ rgb: { r: 40, g: 120, b: 80 }, fps: 20 }) });
  try {
    const setUps = lists<SetUp>(contestants, roundTripsMs);
    const coldStarts = lists<ColdStart>(contestants.filter((one) => !isWarmOnly && one !== LIMIT && one !== PEERJS), roundTripsMs);
    const store: number[] = [];
    // The first of each is cold in every way, and is thrown away.
    for (let number = 0; number <= tries; number += 1) {
      tell(number === 0 ? 'Warming up…' : `Round ${number} of ${tries}…`);
      const times = await measureStore(browser, grounds.place(0));
      if (number > 0) store.push(...times);
      for (const series of turned(setUps, number)) await once(series, number, () => setUp(browser, series.contestant, grounds.place(series.roundTripMs)), tell);
      for (const series of turned(coldStarts, number)) await once(series, number, () => coldStart(browser, series.contestant, grounds.place(series.roundTripMs)), tell);
    }
    return { store, setUps: setUps.map(named), coldStarts: coldStarts.map(named) };
  } finally {
    await end(browser, grounds);
  }
}

/** @throws Error for a name that is no contestant's */
function chooseContestants(hasBefore: boolean, only: readonly string[] | undefined): readonly Contestant[] {
  const all = hasBefore ? [...CONTESTANTS, BEFORE] : CONTESTANTS;
  const unknown = only?.find((name) => !all.some((one) => one.name === name));
  if (unknown !== undefined) throw new Error(`There is no contestant "${unknown}": choose among ${all.map(({ name }) => name).join(', ')}.`);
  return only ? all.filter(({ name }) => only.includes(name)) : all;
}

async function end(browser: Browser, grounds: Grounds): Promise<void> {
  await browser.close();
  await grounds.close();
  await grounds.stack.stop();
}

async function once<T>(series: Series<T>, round: number, attempt: () => Promise<T>, tell: (text: string) => void): Promise<void> {
  try {
    const outcome = await attempt();
    if (round === 0) return;
    series.done.push(outcome);
    series.rounds.push(round);
  } catch (error) {
    const [why = ''] = String(error).split('\n');
    tell(`${series.contestant.name}, ${series.roundTripMs} ms: ${why}`);
    if (round > 0) series.failures.push(why);
  }
}

function lists<T>(contestants: readonly Contestant[], roundTripsMs: readonly RoundTrip[]): readonly Series<T>[] {
  return roundTripsMs.flatMap((roundTripMs) => contestants.map((contestant) => ({ contestant, roundTripMs, done: [], rounds: [], failures: [] })));
}

/** Another one begins each time, and every second time they go backwards: none always follows the same neighbour. */
function turned<T>(list: readonly T[], by: number): readonly T[] {
  const start = by % list.length;
  const rotated = [...list.slice(start), ...list.slice(0, start)];
  return by % 2 === 0 ? rotated : rotated.toReversed();
}

function named<T>({ contestant, ...series }: Series<T>): Tries<T> {
  return { ...series, contestant: contestant.name };
}
