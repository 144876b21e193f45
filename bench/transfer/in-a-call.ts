/** A large file sent in a call: what both pages need for it, and what becomes of the call meanwhile. */
import { setTimeout as pass } from 'node:timers/promises';
import { recordConnections } from '../../emulator-tests/network/calls/connections.ts';
import { call, type Participant } from '../../emulator-tests/participants/participant.ts';
import type { Ground } from './grounds.ts';
import { memoryOf, processesOf, type MemoryMib } from './processes.ts';
import { countCall, qualityOf, receivedMib, type CallQuality } from './quality.ts';
import { offerFile, openChats, takeFile } from './site.ts';
import { chatOnly, patienceMs, withPages, type TestFile } from './tries.ts';

/** Of one page, while something goes on. */
export interface Meanwhile extends CallQuality {
  /** The most that was seen. */
  readonly peak: MemoryMib;
}

export interface InACall {
  /** `chat`: camera and microphone are off. */
  readonly kind: CallKind;
  readonly ms: number;
  /** Of the file, which a call with media may have no time for. */
  readonly sentMib: number;
  readonly sender: { readonly without: Meanwhile; readonly with: Meanwhile };
  readonly receiver: { readonly without: Meanwhile; readonly with: Meanwhile };
}

export type CallKind = 'chat' | 'media';

/** What a page makes once, when its call begins, is there by then. */
const SETTLE_MS = 10_000;
/** The call without a file. */
const ALONE_MS = 20_000;
const SAMPLE_MS = 250;
/** Media go first: how long the file takes beside them is not known. */
const MOST_MS: Readonly<Record<CallKind, number>> = { chat: 300_000, media: 60_000 };

export async function sendInACall(kind: CallKind, ground: Ground, file: TestFile): Promise<InACall> {
  return withPages(ground, patienceMs(file), async (sender, receiver) => {
    for (const { page } of [sender, receiver]) await page.addInitScript(recordConnections);
    if (kind === 'chat') await chatOnly(sender, receiver);
    else {
      await call(sender, receiver);
      await openChats(sender, receiver);
    }
    await pass(SETTLE_MS);
    const people = [[sender, ground.sender.profile], [receiver, ground.receiver.profile]] as const;
    const [, alone] = await meanwhile(people, () => pass(ALONE_MS));
    await offerFile(sender, receiver, file.path);
    const sent = Promise.withResolvers<number>();
    const [[ms, sentMib], sending] = await meanwhile(people, async () => {
      const since = Date.now();
      takeFile(sender, receiver, file.path, patienceMs(file)).then(sent.resolve, sent.reject);
      const took = await Promise.race([sent.promise, pass(MOST_MS[kind], undefined)]);
      return took === undefined ? [Date.now() - since, await receivedMib(receiver.page)] as const : [took, file.mib] as const;
    });
    // What is left of it ends with the pages.
    sent.promise.catch(() => undefined);
    return { kind, ms, sentMib, sender: { without: alone[0], with: sending[0] }, receiver: { without: alone[1], with: sending[1] } };
  });
}

type Two<T> = readonly [T, T];

async function meanwhile<T>(people: Two<readonly [Participant, profile: string]>, work: () => Promise<T>): Promise<readonly [T, Two<Meanwhile>]> {
  const watches = [watchMemory(people[0][1]), watchMemory(people[1][1])] as const;
  try {
    const before = await countBoth(people);
    const done = await work();
    const after = await countBoth(people);
    const one = (side: 0 | 1): Meanwhile => ({ ...qualityOf(before[side], after[side]), peak: watches[side].peak() });
    return [done, [one(0), one(1)]];
  } finally {
    for (const { stop } of watches) stop();
  }
}

async function countBoth(people: Two<readonly [Participant, string]>): Promise<Two<Awaited<ReturnType<typeof countCall>>>> {
  return Promise.all([countCall(people[0][0].page), countCall(people[1][0].page)]);
}

function watchMemory(profile: string): { peak(): MemoryMib; stop(): void } {
  let peak: MemoryMib = { pages: 0, all: 0 };
  const look = (): void => {
    const { pages, all } = memoryOf(processesOf(profile));
    peak = { pages: Math.max(peak.pages, pages), all: Math.max(peak.all, all) };
  };
  look();
  const timer = setInterval(look, SAMPLE_MS);
  return { peak: () => peak, stop: () => clearInterval(timer) };
}
