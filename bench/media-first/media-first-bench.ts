/** What a file that is sent in a call does to the call, on a narrow link: two calls, without a file and with one. */
import type { Participant } from '../../emulator-tests/participants/participant.ts';
import type { Impairment } from '../../emulator-tests/network/lab/slow-link.ts';
import { median } from '../median.ts';
import { type Counters, readCounters } from './counters.ts';
import { hangsUp, mutes } from './steps.ts';
import { beginTransfer, TwoOnALink } from './two-on-a-link.ts';

/** 20 ms each way are a round trip of 40. */
export const LINK = { kbitPerSecond: 2_000, delayMs: 20 } as const satisfies Impairment;

/** A browser feels its way up to what its picture needs. */
const SETTLE_MS = 20_000;
const WITHOUT_MS = 20_000;
/** From the moment at which the file was accepted: what its beginning does counts too. */
const WITH_MS = 30_000;
const AFTER_MS = 10_000;
const MUTES = 5;

/** Of one side, over a while. */
export interface Flow {
  /** % of the sound that this side heard. */
  readonly madeUp: number;
  readonly pictureKbps: number;
  readonly fps: number;
  readonly frozenPercent: number;
  readonly fileKbps: number;
  readonly sentKbps: number;
  /** % of this side's media packets. */
  readonly lost: number;
}

export interface Span {
  readonly alice: Flow;
  readonly bob: Flow;
  /** ms, as the call's reports measure it: mean, and worst. */
  readonly roundTrip: { readonly mean: number; readonly worst: number };
}

export interface MediaFirst {
  readonly without: Span;
  readonly with: Span;
  /** As `with`, without its first seconds. */
  readonly settled: Span;
  /** Medians, ms. */
  readonly steps: { readonly mute: readonly [without: number, beside: number]; readonly hangUp: readonly [without: number, beside: number] };
}

export async function measureMediaFirst(tell: (text: string) => void): Promise<MediaFirst> {
  tell('Building the laboratory…');
  const two = await TwoOnALink.build();
  try {
    tell('A call with a file in it…');
    const busy = await two.inCall(LINK, async (alice, bob) => {
      await alice.page.waitForTimeout(SETTLE_MS);
      const without = await span([alice, bob], WITHOUT_MS);
      await beginTransfer(alice, bob);
      const began = await both([alice, bob]);
      await alice.page.waitForTimeout(AFTER_MS);
      const middle = await both([alice, bob]);
      await alice.page.waitForTimeout(WITH_MS - AFTER_MS);
      const end = await both([alice, bob]);
      const muted: number[] = [];
      for (let step = 0; step < MUTES; step++) muted.push(...(await mutes(alice, bob)));
      return {
        without, with: await spanOf([alice, bob], began, end), settled: await spanOf([alice, bob], middle, end), muted, hungUp: await hangsUp(alice, bob),
      };
    });
    tell('A call without a file…');
    const quiet = await two.inCall(LINK, async (alice, bob) => {
      await alice.page.waitForTimeout(SETTLE_MS);
      const muted: number[] = [];
      for (let step = 0; step < MUTES; step++) muted.push(...(await mutes(alice, bob)));
      return { muted, hungUp: await hangsUp(alice, bob) };
    });
    return {
      without: busy.without, with: busy.with, settled: busy.settled,
      steps: { mute: [median(quiet.muted), median(busy.muted)], hangUp: [quiet.hungUp, busy.hungUp] },
    };
  } finally {
    await two.remove();
  }
}

type Both<T> = readonly [alice: T, bob: T];

async function both([alice, bob]: Both<Participant>): Promise<Both<Counters>> {
  return await Promise.all([alice.page.evaluate(readCounters), bob.page.evaluate(readCounters)]);
}

async function span(people: Both<Participant>, ms: number): Promise<Span> {
  const before = await both(people);
  await people[0].page.waitForTimeout(ms);
  return await spanOf(people, before, await both(people));
}

async function spanOf(people: Both<Participant>, before: Both<Counters>, after: Both<Counters>): Promise<Span> {
  const trips = await Promise.all(people.map(({ page }) => page.evaluate(() => window.roundTrips ?? [])));
  // Alice's and bob's reports go the same way round.
  const times = trips.flat().filter(({ at }) => at > before[0].at && at <= after[0].at).map(({ ms }) => ms);
  return {
    alice: flow(before[0], after[0]), bob: flow(before[1], after[1]),
    roundTrip: { mean: times.reduce((sum, one) => sum + one, 0) / times.length, worst: Math.max(...times) },
  };
}

function flow(before: Counters, after: Counters): Flow {
  const ms = after.at - before.at;
  const by = (name: keyof Counters): number => after[name] - before[name];
  return {
    madeUp: (100 * by('concealed')) / Math.max(1, by('samples')),
    pictureKbps: (8 * by('pictureBytes')) / ms, fps: (1_000 * by('pictures')) / ms, frozenPercent: (100 * by('frozenMs')) / ms,
    fileKbps: (8 * by('fileBytes')) / ms, sentKbps: (8 * by('sentBytes')) / ms,
    lost: (100 * Math.max(0, by('mediaLost'))) / Math.max(1, by('mediaSent')),
  };
}
