/** The contestants, one after the other and again: whatever the machine does meanwhile, it does to all of them. */
import { startStack, type Stack } from '../../scripts/stack/stack.ts';
import { link, loopback, type Ground } from './grounds.ts';
import { sendInACall, type CallKind, type InACall } from './in-a-call.ts';
import { makeTestFile } from './test-file.ts';
import { CONTESTANTS, sendOnce, type Contestant, type Sending, type TestFile } from './tries.ts';

export const PLACES = ['loopback', 'link'] as const;
export type Place = (typeof PLACES)[number];
/** A large file in a call without media, for its memory, and in one with them, for the call's quality. */
export const CALLS = { memory: 'chat', call: 'media' } as const satisfies Readonly<Record<string, CallKind>>;

/** The tries of one contestant, by round; undefined for one that came to nothing. */
export interface Tries {
  readonly place: Place;
  readonly contestant: Contestant;
  readonly sendings: readonly (Sending | undefined)[];
}

export interface TransferResults {
  readonly mib: number;
  readonly callMib: number;
  readonly tries: readonly Tries[];
  readonly inCalls: readonly InACall[];
}

export interface TransferOptions {
  /** Of the file; in the call it is four times as large. */
  readonly mib: number;
  readonly rounds: number;
  /** Names of places, contestants and calls; what is not named is left out. Default all. */
  readonly only?: readonly string[];
  readonly tell: (text: string) => void;
}

const SEED = 'firelink';
/** Sent once by each contestant, and not counted: compiled code, and a first connection. */
const WARM_UP_MIB = 16;
const GROUNDS = { loopback, link };

export async function benchTransfer({ mib, rounds, only, tell }: TransferOptions): Promise<TransferResults> {
  const { places, contestants, calls } = choose(only);
  tell('Starting emulators and the site…');
  const stack = await startStack({ vite: 'preview', label: 'transfer', functions: false });
  try {
    const tries: Tries[] = [];
    for (const place of places) tries.push(...(await onGround(stack, place, (ground) => sendInTurns(ground, place, contestants, { mib, rounds, tell }))));
    const callMib = 4 * mib;
    const inCalls: InACall[] = [];
    for (const kind of calls) inCalls.push(await onGround(stack, 'loopback', (ground) => inOneCall(kind, ground, callMib, tell)));
    return { mib, callMib, tries, inCalls };
  } finally {
    await stack.stop();
  }
}

/** @throws Error for a name that is none */
function choose(only: readonly string[] | undefined): { readonly places: readonly Place[]; readonly contestants: readonly Contestant[]; readonly calls: readonly CallKind[] } {
  const all = [...PLACES, ...Object.keys(CALLS), ...CONTESTANTS];
  const unknown = only?.find((name) => !all.includes(name));
  if (unknown !== undefined) throw new Error(`There is no "${unknown}": choose among ${all.join(', ')}.`);
  const isNamed = (name: string): boolean => only?.includes(name) === true;
  const isAnywhere = [...PLACES, ...Object.keys(CALLS)].some(isNamed);
  const contestants = CONTESTANTS.filter(isNamed);
  return {
    places: PLACES.filter((place) => !isAnywhere || isNamed(place)),
    calls: Object.entries(CALLS).filter(([name]) => (isAnywhere ? isNamed(name) : only === undefined)).map(([, kind]) => kind),
    contestants: contestants.length > 0 ? contestants : CONTESTANTS,
  };
}

async function onGround<T>(stack: Stack, place: Place, work: (ground: Ground) => Promise<T>): Promise<T> {
  const ground = await GROUNDS[place](stack);
  try {
    return await work(ground);
  } finally {
    await ground.close();
  }
}

async function sendInTurns(ground: Ground, place: Place, contestants: readonly Contestant[], { mib, rounds, tell }: TransferOptions): Promise<readonly Tries[]> {
  const file: TestFile = { path: makeTestFile(mib, SEED), mib };
  const small: TestFile = { path: makeTestFile(WARM_UP_MIB, SEED), mib: WARM_UP_MIB };
  const sendings = new Map<Contestant, (Sending | undefined)[]>(contestants.map((contestant) => [contestant, []]));
  for (let round = 0; round <= rounds; round++) {
    // Every second time they go backwards: none always follows the same neighbour.
    for (const contestant of round % 2 === 0 ? contestants : contestants.toReversed()) {
      const sending = await once(contestant, ground, round === 0 ? small : file, tell);
      if (round === 0) continue;
      sendings.get(contestant)?.push(sending);
      if (sending) tell(`${place}, round ${round} of ${rounds}, ${contestant}: ${Math.round(mbitPerSecond(file.mib, sending.ms))} Mbit/s`);
    }
  }
  return [...sendings].map(([contestant, done]) => ({ place, contestant, sendings: done }));
}

async function once(contestant: Contestant, ground: Ground, file: TestFile, tell: (text: string) => void): Promise<Sending | undefined> {
  try {
    return await sendOnce(contestant, ground, file);
  } catch (error) {
    tell(`${contestant}: ${String(error).split('\n')[0] ?? ''}`);
    return undefined;
  }
}

async function inOneCall(kind: CallKind, ground: Ground, mib: number, tell: (text: string) => void): Promise<InACall> {
  tell(`${mib} MiB in a call ${kind === 'chat' ? 'of data alone' : 'with camera and microphone'}…`);
  const done = await sendInACall(kind, ground, { path: makeTestFile(mib, SEED), mib });
  tell(`…${Math.round(done.sentMib)} MiB in ${Math.round(done.ms / 1_000)} s`);
  return done;
}

export function mbitPerSecond(mib: number, ms: number): number {
  return (mib * 8 * 1.048576 * 1_000) / ms;
}
