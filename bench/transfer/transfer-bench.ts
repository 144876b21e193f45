/** The contestants, one after the other and again: whatever the machine does meanwhile, it does to all of them. */
import { startStack, type Stack } from '../../scripts/stack/stack.ts';
import { link, loopback, type Ground } from './grounds.ts';
import { sendInACall, type InACall } from './in-a-call.ts';
import { makeTestFile } from './test-file.ts';
import { CONTESTANTS, sendOnce, type Contestant, type Sending, type TestFile } from './tries.ts';

export const PLACES = ['loopback', 'link'] as const;
export type Place = (typeof PLACES)[number];
export const IN_A_CALL = 'call';

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
  readonly inACall: InACall | undefined;
}

export interface TransferOptions {
  /** Of the file; in the call it is four times as large. */
  readonly mib: number;
  readonly rounds: number;
  /** Names of places and contestants, and `call`; what is not named is left out. Default all. */
  readonly only?: readonly string[];
  readonly tell: (text: string) => void;
}

const SEED = 'firelink';
/** Sent once by each contestant, and not counted: compiled code, and a first connection. */
const WARM_UP_MIB = 16;
const GROUNDS = { loopback, link };

export async function benchTransfer({ mib, rounds, only, tell }: TransferOptions): Promise<TransferResults> {
  const { places, contestants, hasCall } = choose(only);
  tell('Starting emulators and the site…');
  const stack = await startStack({ vite: 'preview', label: 'transfer', functions: false });
  try {
    const tries: Tries[] = [];
    for (const place of places) tries.push(...(await onGround(stack, place, (ground) => sendInTurns(ground, place, contestants, { mib, rounds, tell }))));
    const callMib = 4 * mib;
    const inACall = hasCall ? await onGround(stack, 'loopback', (ground) => inOneCall(ground, callMib, tell)) : undefined;
    return { mib, callMib, tries, inACall };
  } finally {
    await stack.stop();
  }
}

/** @throws Error for a name that is none */
function choose(only: readonly string[] | undefined): { readonly places: readonly Place[]; readonly contestants: readonly Contestant[]; readonly hasCall: boolean } {
  const all = [...PLACES, IN_A_CALL, ...CONTESTANTS];
  const unknown = only?.find((name) => !all.some((one) => one === name));
  if (unknown !== undefined) throw new Error(`There is no "${unknown}": choose among ${all.join(', ')}.`);
  const named = <T extends string>(some: readonly T[]): readonly T[] => some.filter((one) => only?.includes(one));
  const contestants = named(CONTESTANTS);
  const [places, hasCall] = [named(PLACES), only?.includes(IN_A_CALL) === true];
  const isAnywhere = places.length > 0 || hasCall;
  return { places: isAnywhere ? places : PLACES, contestants: contestants.length > 0 ? contestants : CONTESTANTS, hasCall: isAnywhere ? hasCall : only === undefined };
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

async function inOneCall(ground: Ground, mib: number, tell: (text: string) => void): Promise<InACall> {
  tell(`${mib} MiB in a call with camera and microphone…`);
  const done = await sendInACall(ground, { path: makeTestFile(mib, SEED), mib });
  tell(`…took ${Math.round(done.ms / 1_000)} s`);
  return done;
}

export function mbitPerSecond(mib: number, ms: number): number {
  return (mib * 8 * 1.048576 * 1_000) / ms;
}
