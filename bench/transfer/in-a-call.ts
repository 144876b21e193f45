/** A file sent in a call with camera and microphone: what both pages need for it, and what becomes of the call meanwhile. */
import { setTimeout as pass } from 'node:timers/promises';
import { recordConnections } from '../../emulator-tests/network/calls/connections.ts';
import { call, type Participant } from '../../emulator-tests/participants/participant.ts';
import type { Ground } from './grounds.ts';
import { memoryOf, processesOf, type MemoryMib } from './processes.ts';
import { countCall, qualityOf, type CallQuality } from './quality.ts';
import { offerFile, openChats, takeFile } from './site.ts';
import { patienceMs, withPages, type TestFile } from './tries.ts';

/** Of one page, while something goes on. */
export interface Meanwhile extends CallQuality {
  /** The most that was seen. */
  readonly peak: MemoryMib;
}

export interface InACall {
  readonly ms: number;
  readonly sender: { readonly without: Meanwhile; readonly with: Meanwhile };
  readonly receiver: { readonly without: Meanwhile; readonly with: Meanwhile };
}

/** What a page makes once, when its call begins, is there by then. */
const SETTLE_MS = 10_000;
/** The call without a file. */
const ALONE_MS = 20_000;
const SAMPLE_MS = 250;

export async function sendInACall(ground: Ground, file: TestFile): Promise<InACall> {
  return withPages(ground, patienceMs(file), async (sender, receiver) => {
    for (const { page } of [sender, receiver]) await page.addInitScript(recordConnections);
    await call(sender, receiver);
    await openChats(sender, receiver);
    await pass(SETTLE_MS);
    const people = [[sender, ground.sender.profile], [receiver, ground.receiver.profile]] as const;
    const [, alone] = await meanwhile(people, () => pass(ALONE_MS));
    await offerFile(sender, receiver, file.path);
    const [ms, sending] = await meanwhile(people, () => takeFile(sender, receiver, file.path, patienceMs(file)));
    return { ms, sender: { without: alone[0], with: sending[0] }, receiver: { without: alone[1], with: sending[1] } };
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
