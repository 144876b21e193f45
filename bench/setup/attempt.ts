/** One call by one contestant, in contexts that have never been there. */
import { deflateRawSync } from 'node:zlib';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import type { Contestant } from './contestants.ts';
import type { Place } from './grounds.ts';
import { awaitTime, installStopwatch, pressAtOnce, readBlocking, readDescriptions, readSteps, readTimes, type Blocking } from './stopwatch.ts';

/** Of one SDP, the candidates in it included. */
export interface DescriptionSize {
  readonly mediaSections: number;
  readonly bytes: number;
  /** Compressed, as Firelink seals it, before padding. */
  readonly deflatedBytes: number;
}

/** ms. */
export interface SetUp {
  /** From the click to `connected` on both sides, and to the first frame on both. */
  readonly connectedMs: number;
  readonly firstFrameMs: number;
  readonly callee: Blocking;
  readonly caller: Blocking;
  readonly offer: DescriptionSize;
  readonly answer: DescriptionSize;
  /** From the click until each step was done, by its name, where the contestant's pages tell of it. */
  readonly steps: Readonly<Partial<Record<Step, number>>>;
}

export const STEPS = ['answer sent', 'answer read', 'commit replied to', 'callee connected', 'caller connected', 'first frame at the caller', 'first frame at the callee'] as const;
export type Step = (typeof STEPS)[number];

export interface ColdStart {
  /** From the navigation: until it can be joined, and with a click at that moment until both are connected. */
  readonly joinableMs: number;
  readonly connectedMs: number;
  /** A mark of the page's own, where there is one: it could answer. */
  readonly ableToAnswerMs: number | undefined;
  readonly callee: Blocking;
}

/** So long the callee looks at the preview before joining. */
const POLL_MS = 1_500;
const PATIENCE_MS = 20_000;

export async function setUp(browser: Browser, contestant: Contestant, place: Place): Promise<SetUp> {
  return withTwo(browser, contestant, async (caller, callee) => {
    const link = await contestant.start(caller, place);
    await callee.goto(link);
    await contestant.untilReady(callee);
    // Waited for from now on: a question put to the pages in the middle of it would take its time from them.
    const reached = Promise.all([both('connectedAt', caller, callee), both('firstFrameAt', caller, callee)]);
    reached.catch(() => undefined);
    await callee.waitForTimeout(POLL_MS);
    await callee.getByRole('button', { name: 'Join call' }).click();
    const [connected, frames] = await reached;
    const { clickedAt = Number.NaN } = await readTimes(callee);
    const { offer, answer } = await readDescriptions(callee);
    return {
      connectedMs: connected - clickedAt, firstFrameMs: frames - clickedAt,
      callee: await readBlocking(callee), caller: await readBlocking(caller), offer: sizeOf(offer), answer: sizeOf(answer), steps: await stepsOf(caller, callee, clickedAt),
    };
  });
}

export async function coldStart(browser: Browser, contestant: Contestant, place: Place): Promise<ColdStart> {
  return withTwo(browser, contestant, async (caller, callee) => {
    const link = await contestant.start(caller, place);
    await callee.addInitScript(pressAtOnce);
    await callee.goto(link);
    const connected = await both('connectedAt', caller, callee);
    const { navigatedAt, joinableAt = Number.NaN } = await readTimes(callee);
    const mark = await callee.evaluate(() => (performance.getEntriesByName('bench:able-to-answer')[0] ?? performance.getEntriesByName('firelink:offer-read')[0])?.startTime);
    return { joinableMs: joinableAt - navigatedAt, connectedMs: connected - navigatedAt, ableToAnswerMs: mark, callee: await readBlocking(callee) };
  });
}

function sizeOf(sdp: string): DescriptionSize {
  return { mediaSections: sdp.match(/^m=/gm)?.length ?? 0, bytes: Buffer.byteLength(sdp), deflatedBytes: deflateRawSync(sdp).byteLength };
}

async function stepsOf(caller: Page, callee: Page, clickedAt: number): Promise<SetUp['steps']> {
  const [atCaller, atCallee, { answerReadAt }, { sentAt, repliedAt }] = await Promise.all([readTimes(caller), readTimes(callee), readSteps(caller), readSteps(callee)]);
  const times: readonly (readonly [Step, number | undefined])[] = [
    ['answer sent', sentAt], ['answer read', answerReadAt], ['commit replied to', repliedAt],
    ['callee connected', atCallee.connectedAt], ['caller connected', atCaller.connectedAt],
    ['first frame at the caller', atCaller.firstFrameAt], ['first frame at the callee', atCallee.firstFrameAt],
  ];
  return Object.fromEntries(times.flatMap(([step, at]) => (at === undefined ? [] : [[step, at - clickedAt]])));
}

/** The later of the two. */
export async function both(name: 'connectedAt' | 'firstFrameAt', ...pages: readonly Page[]): Promise<number> {
  return Math.max(...(await Promise.all(pages.map((page) => awaitTime(page, name, PATIENCE_MS)))));
}

export async function withTwo<T>(browser: Browser, { sharesContext }: Contestant, work: (caller: Page, callee: Page) => Promise<T>): Promise<T> {
  const contexts: BrowserContext[] = [];
  const open = async (): Promise<BrowserContext> => {
    const context = await browser.newContext({ locale: 'en', viewport: { width: 640, height: 480 }, reducedMotion: 'reduce' });
    contexts.push(context);
    await context.addInitScript(installStopwatch);
    return context;
  };
  try {
    const first = await open();
    const second = sharesContext ? first : await open();
    return await work(await first.newPage(), await second.newPage());
  } finally {
    await Promise.all(contexts.map((context) => context.close()));
  }
}
