/** One file, sent by one of the contestants between two browsers. */
import { setTimeout as pass } from 'node:timers/promises';
import { Participant } from '../../emulator-tests/participants/participant.ts';
import { connectBare, sendBare, type BareWay } from './bare.ts';
import type { DiskBrowser } from './disk-browser.ts';
import type { Ground } from './grounds.ts';
import { cpuSince, processesOf, type Process } from './processes.ts';
import { offerFile, takeFile, withoutDialogs } from './site.ts';

export type Contestant = BareWay | 'firelink';
export const CONTESTANTS: readonly Contestant[] = ['limit', 'tutorial', 'firelink'];

export interface TestFile {
  readonly path: string;
  readonly mib: number;
}

export interface Sending {
  readonly ms: number;
  /** Of all processes of each browser, while it went on. */
  readonly cpu: { readonly sender: number; readonly receiver: number };
}

const MIB = 1024 * 1024;
/** A page reads its connection a second after it stands, and knows from then on that no media are in the way of a file. */
const KNOWN_MS = 2_000;
/** 10 Mbit/s, and time to begin. */
export const patienceMs = ({ mib }: TestFile): number => 20_000 + mib * 1_000;

export async function sendOnce(contestant: Contestant, ground: Ground, file: TestFile): Promise<Sending> {
  return withPages(ground, patienceMs(file), async (sender, receiver) => {
    if (contestant === 'firelink') {
      await chatOnly(sender, receiver);
      await offerFile(sender, receiver, file.path);
      await pass(KNOWN_MS);
      return measured(ground, () => takeFile(sender, receiver, file.path, patienceMs(file)));
    }
    await connectBare(sender.page, receiver.page, ground.iceServers);
    return measured(ground, () => sendBare(contestant, sender.page, receiver.page, file.path, file.mib * MIB));
  });
}

export async function withPages<T>(ground: Ground, patienceMs: number, work: (sender: Participant, receiver: Participant) => Promise<T>): Promise<T> {
  const [sender, receiver] = await Promise.all([enter('alice', ground.sender, ground.url), enter('bob', ground.receiver, ground.url)]);
  for (const { page } of [sender, receiver]) page.setDefaultTimeout(patienceMs);
  try {
    return await work(sender, receiver);
  } finally {
    await Promise.all([sender, receiver].map(({ page }) => page.close()));
  }
}

async function enter(name: string, { context }: DiskBrowser, url: string): Promise<Participant> {
  const participant = await Participant.enter(name, context, url);
  await participant.page.addInitScript(withoutDialogs);
  return participant;
}

/** A call without camera and microphone. */
export async function chatOnly(caller: Participant, callee: Participant): Promise<void> {
  await caller.opensHome();
  await caller.clicks('Start with chat only');
  await caller.hasStatus('Waiting for someone to join');
  await callee.joinsFrom(await caller.page.getByRole('textbox', { name: 'Call link' }).inputValue());
  await Promise.all([caller.isInCall(), callee.isInCall()]);
}

async function measured({ sender, receiver }: Ground, send: () => Promise<number>): Promise<Sending> {
  const look = (): readonly (readonly Process[])[] => [sender, receiver].map(({ profile }) => processesOf(profile));
  const [one = [], other = []] = look();
  const ms = await send();
  const [oneThen = [], otherThen = []] = look();
  return { ms, cpu: { sender: cpuSince(one, oneThen), receiver: cpuSince(other, otherThen) } };
}
