/** A store that fails at one stage of a call, and the result. */
import { expect } from 'vitest';
import type { StoreFailure } from '../../signaling/memory/memory-faults.ts';
import { World, type Page } from './world.ts';

const MINUTE_MS = 60_000;

export type Stage = 'starting' | 'ringing' | 'lobby' | 'joining' | 'connecting' | 'connected' | 'reconnecting';
export const STAGES: readonly Stage[] = ['starting', 'ringing', 'lobby', 'joining', 'connecting', 'connected', 'reconnecting'];

export interface Fault {
  begins(page: Page): void;
  ends(page: Page): void;
  readonly forMs: number;
}

/** Every read, listener and commit fails, of all pages in the call by then. */
export const failing = (failure: StoreFailure, forMs: number): Fault => ({
  begins: ({ faults }) => { faults.failure = failure; },
  ends: ({ faults }) => { faults.failure = undefined; },
  forMs,
});

/** Nothing is reported, no error either, until the SDK finds the stream dead (its watchdog: within a minute), or the snapshot comes. */
export const silent = (forMs: number): Fault => ({
  begins: ({ faults }) => { faults.holdsSnapshots = true; },
  ends: ({ faults }) => { faults.holdsSnapshots = false; },
  forMs,
});

/** How a stage comes out: `connected`, or each side's reason, alice's first. */
export async function outcomeOf(stage: Stage, fault: Fault): Promise<string> {
  const world = new World();
  const begin = (...pages: readonly Page[]): void => pages.forEach(fault.begins);
  const passes = async (...pages: readonly Page[]): Promise<void> => {
    await world.run(fault.forMs);
    pages.forEach(fault.ends);
    await world.run(5_000);
  };
  if (stage === 'starting') {
    const alice = world.page(world.browser('alice'));
    begin(alice);
    alice.session.dispatch({ type: 'start' });
    await passes(alice);
    return joined(world, alice, await world.visitor());
  }
  const alice = await world.caller();
  if (stage === 'ringing') {
    begin(alice);
    await passes(alice);
    return joined(world, alice, await world.visitor());
  }
  if (stage === 'lobby') {
    const bob = world.page(world.browser('bob'));
    begin(bob);
    bob.session.dispatch({ type: 'open' });
    await passes(bob);
    return joined(world, alice, bob);
  }
  const bob = await world.visitor();
  if (stage === 'joining') {
    begin(alice, bob);
    bob.session.dispatch({ type: 'join' });
    await passes(alice, bob);
    return joined(world, alice, bob);
  }
  if (stage === 'connecting') {
    bob.session.dispatch({ type: 'join' });
    while (alice.phase !== 'connecting') await world.run(1);
    begin(alice, bob);
    await passes(alice, bob);
    return told(alice, bob);
  }
  bob.session.dispatch({ type: 'join' });
  await world.run(1_000);
  expect([alice.phase, bob.phase]).toEqual(['connected', 'connected']);
  const made = world.peers.made.length;
  begin(alice, bob);
  if (stage === 'connected') {
    // Reasons to write, and to be refused: none of them touches what flows.
    alice.session.dispatch({ type: 'network-changed' });
    bob.session.dispatch({ type: 'network-changed' });
    const phases = new Set<string>();
    for (const { session } of [alice, bob]) session.observe(({ state }) => phases.add(state.phase));
    await passes(alice, bob);
    expect([...phases]).toEqual(['connected']);
    expect(world.peers.made.length).toBe(made);
    // And the store serves again when it is needed.
    world.peers.network.fail();
    await world.run(MINUTE_MS);
    return told(alice, bob);
  }
  world.peers.network.fail();
  await passes(alice, bob);
  await world.run(MINUTE_MS);
  return told(alice, bob);
}

/** bob's door: he presses Join once more where he was told why it came to nothing. */
async function joined(world: World, alice: Page, bob: Page): Promise<string> {
  const problem = bob.state.phase === 'answering' ? bob.state.problem : undefined;
  if (bob.phase === 'answering') bob.session.dispatch({ type: 'join' });
  await world.run(MINUTE_MS);
  return `${problem === undefined ? '' : `bob is told ${problem}, then `}${told(alice, bob)}`;
}

export function told(...pages: readonly Page[]): string {
  const [one, other] = pages.map(({ state }) => (state.phase === 'ended' ? state.reason : state.phase));
  return one === other ? `${one}` : `${one} / ${other}`;
}
