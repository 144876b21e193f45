/** The moments of a call at which something may happen to a page: each is brought about and held, never hit by chance. */
import { expect, vi } from 'vitest';
import { callIdOf, type Database } from '../support/stacks/database.ts';
import { PATIENCE_MS } from '../support/patience.ts';
import { pictureSince } from './page-diary.ts';
import { type Action, keepsPage, type BrowserUser } from './browser-user.ts';

export const MOMENTS = [
  'before the offer is written', 'while waiting', 'the other in the lobby', 'between answer and connection', 'connected', 'reconnecting',
] as const;
export type Moment = (typeof MOMENTS)[number];
export type SideName = 'caller' | 'callee';

const PATIENCE = { timeout: PATIENCE_MS, interval: 50 };

export interface Two {
  readonly caller: BrowserUser;
  readonly callee: BrowserUser;
  readonly database: Database;
}

export interface Reached {
  readonly link: string;
  /**
   * Once the acting page is gone or stopped: what was held goes on, and the other side does what people do meanwhile.
   * @returns when the other page came back, if it did
   */
  readonly meanwhile?: () => Promise<number | undefined>;
  /** Once it is back: what else it takes to be in the call. @returns from when on the time counts, if not from the return */
  readonly afterwards?: () => Promise<number | undefined>;
}

/** Cells of the matrix that can't be: why. */
export function whyNot(moment: Moment, side: SideName): string | undefined {
  if (side === 'callee' && moment === 'before the offer is written') return 'there is no link yet that a callee could have opened';
  return undefined;
}

export async function reach(moment: Moment, side: SideName, two: Two, action: Action): Promise<Reached> {
  switch (moment) {
    case 'before the offer is written': return beforeTheOffer(two);
    case 'while waiting': return side === 'caller' ? callerWaits(two, action) : calleeWaits(two, action);
    case 'the other in the lobby': return side === 'caller' ? calleeInLobby(two) : inLobby(two);
    case 'between answer and connection': return answered(two);
    case 'connected': return connected(two);
    case 'reconnecting': return reconnecting(two, side);
  }
}

/** An unmeasured call: the first one of a run waits for emulators and browsers that are cold, unlike a store in use. */
export async function warmUp(two: Two): Promise<void> {
  await connected(two);
  await Promise.all([two.caller.rests(), two.callee.rests()]);
}

/** The commit that opens the call waits at the gate: a page that goes takes it with it. */
async function beforeTheOffer({ caller, callee, database }: Two): Promise<Reached> {
  await caller.opensTab();
  const isHeld = caller.gate.holdCommits();
  await caller.at.opensHome();
  await caller.at.clicks('Start a call');
  await isHeld;
  const link = caller.address;
  expect(await database.everythingOf(callIdOf(link)), 'nothing is written yet').toEqual([]);
  return {
    link,
    afterwards: async () => {
      caller.gate.letCommits();
      if (!(await waitsOrEnds(caller))) return undefined;
      return joins(callee, link);
    },
  };
}

async function callerWaits({ caller, callee, database }: Two, action: Action): Promise<Reached> {
  await caller.opensTab();
  const link = await caller.at.startsCall();
  return {
    link,
    afterwards: async () => {
      await caller.at.hasStatus('Waiting for someone to join');
      // A page that went has taken its offer's connection with it: only the next offer can be answered.
      if (!keepsPage(action)) await vi.waitUntil(async () => (await roundOf(database, link, 'offer')) > 1, PATIENCE);
      return joins(callee, link);
    },
  };
}

/** The callee waits for a caller who has closed the page: joined, and nothing written. */
async function calleeWaits({ caller, callee }: Two, action: Action): Promise<Reached> {
  await caller.opensTab();
  const link = await caller.at.startsCall();
  await callee.opensTab();
  await callee.at.opensLink(link);
  await isReadyToJoin(callee);
  const comesBack = await caller.goes('close and reopen', link);
  await callee.at.reads('The person who started this call is away right now');
  await callee.at.joins();
  return {
    link,
    meanwhile: comesBack,
    // Who has not claimed the seat yet is in the lobby once more; a page that was only stopped remembers the click.
    ...(!keepsPage(action) && { afterwards: () => joinsAgain(callee) }),
  };
}

async function calleeInLobby({ caller, callee }: Two): Promise<Reached> {
  const link = await lobby({ caller, callee });
  return {
    link,
    meanwhile: async () => {
      await callee.at.joins();
      return undefined;
    },
  };
}

async function inLobby({ caller, callee }: Two): Promise<Reached> {
  const link = await lobby({ caller, callee });
  return { link, afterwards: () => joinsAgain(callee) };
}

/** The answer is in the document, and the caller does not hear of it until one of the two is gone. */
async function answered({ caller, callee, database }: Two): Promise<Reached> {
  const link = await lobby({ caller, callee });
  caller.gate.holdListens();
  await callee.at.joins();
  await vi.waitUntil(async () => (await roundOf(database, link, 'answer')) === 1, PATIENCE);
  await callee.at.hasStatus('Connecting');
  await caller.at.hasStatus('Waiting for someone to join');
  return {
    link,
    meanwhile: async () => {
      caller.gate.letListens();
      return undefined;
    },
  };
}

async function connected({ caller, callee }: Pick<Two, 'caller' | 'callee'>): Promise<Reached> {
  const link = await lobby({ caller, callee });
  const since = Date.now();
  await callee.at.joins();
  for (const person of [caller, callee]) {
    await person.at.isInCall();
    await vi.waitUntil(async () => pictureSince(await person.diary(), since) !== undefined, PATIENCE);
  }
  return { link };
}

/** The other machine is suspended, this page has noticed; once this one is gone, the other goes on. */
async function reconnecting(two: Two, side: SideName): Promise<Reached> {
  const { link } = await connected(two);
  const [here, there] = side === 'caller' ? [two.caller, two.callee] : [two.callee, two.caller];
  there.freezes();
  await here.at.hasStatus('Reconnecting');
  return { link, meanwhile: async () => there.goesOn() };
}

/** @returns the link; the caller waits, and the callee's click can be answered at once */
async function lobby({ caller, callee }: Pick<Two, 'caller' | 'callee'>): Promise<string> {
  await caller.opensTab();
  const link = await caller.at.startsCall();
  await callee.opensTab();
  await callee.at.opensLink(link);
  await isReadyToJoin(callee);
  return link;
}

async function isReadyToJoin(callee: BrowserUser): Promise<void> {
  await callee.at.page.waitForFunction(() => performance.getEntriesByName('firelink:offer-read').length > 0);
}

/** @returns when the click was made */
async function joins(callee: BrowserUser, link: string): Promise<number> {
  await callee.opensTab();
  await callee.at.opensLink(link);
  await isReadyToJoin(callee);
  await callee.at.joins();
  return callee.clickedAt();
}

/** As soon as there is a button: what counts is the time since the return. */
async function joinsAgain(callee: BrowserUser): Promise<undefined> {
  await callee.at.joins();
}

async function waitsOrEnds(caller: BrowserUser): Promise<boolean> {
  const waiting = caller.at.page.getByRole('status').getByText('Waiting for someone to join', { exact: true });
  await waiting.or(caller.at.page.locator('firelink-ended')).first().waitFor({ state: 'attached' });
  return (await waiting.count()) > 0;
}

export async function roundOf(database: Database, link: string, field: 'offer' | 'answer'): Promise<number> {
  const [document] = await database.everythingOf(callIdOf(link));
  const value = document?.fields[field] as { mapValue?: { fields?: { round?: { integerValue?: string } } } } | undefined;
  return Number(value?.mapValue?.fields?.round?.integerValue ?? 0);
}
