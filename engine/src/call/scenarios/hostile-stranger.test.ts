/** eve knows a call's id, and has no link: what she can do, and for how long. */
import { describe, expect, it } from 'vitest';
import { MIN_SEALED_BYTES } from '#protocol/limits.ts';
import type { SignalChannel } from '../../signaling/signal-channel.ts';
import { HostileWorld } from '../testing/hostile-world.ts';
import { RESEND_MS } from '../machine/timings.ts';

const noise = (round: number) => ({ round, sealed: crypto.getRandomValues(new Uint8Array(MIN_SEALED_BYTES)).fill(1, 0, 1) });

/** Takes the seat with noise whenever it is free. */
function claimWithNoise(eve: SignalChannel): () => void {
  return eve.observeCall((seen) => {
    if (seen.kind !== 'present' || seen.call.callee !== '') return;
    void eve.commit({ intent: 'claim', answer: noise(seen.call.offer.round) });
  });
}

describe('eve, who knows the id of a call alone,', () => {
  it('takes the seat with noise: alice goes on waiting, and lets the next one in with a new offer', async () => {
    const world = new HostileWorld();
    const alice = await world.caller();
    const eve = world.stranger('eve');
    const stop = claimWithNoise(eve);
    await world.run(100);
    stop();
    expect(alice.story).toEqual(['preparing', 'ringing', 'connecting', 'ringing']);
    await world.run(RESEND_MS);
    const bob = await world.visitor();
    expect([alice.story.at(-1), bob.story.at(-1), world.faults()]).toEqual(['connected', 'connected', []]);
    await world.end(alice, bob);
    eve.close();
    expect(world.clock.pending).toBe(0);
  });

  it('does so again and again: alice makes a round in three seconds at most, also when her network changes', async () => {
    const world = new HostileWorld();
    const alice = await world.caller();
    const eve = world.stranger('eve');
    claimWithNoise(eve);
    await world.run(60_000);
    const offers = (): number => world.hostile.archive.filter(({ place }) => place === 'offer').length;
    expect(offers()).toBeGreaterThan(10);
    expect(offers()).toBeLessThanOrEqual(1 + 60_000 / RESEND_MS);
    eve.close();
    alice.session.dispatch({ type: 'network-changed' });
    await world.run(RESEND_MS);
    // The seat that was to be freed is free.
    const bob = await world.visitor();
    expect([alice.story.at(-1), bob.story.at(-1), world.faults()]).toEqual(['connected', 'connected', []]);
    await world.end(alice, bob);
  });

  it.each([
    ['asks for a round', { intent: 'request-round', round: 2 }],
    ['says that she has gone', { intent: 'away', role: 'callee', round: 1 }],
  ] as const)('takes the seat with noise and %s in the same breath: alice lets the next one in all the same', async (_, write) => {
    const world = new HostileWorld();
    const alice = await world.caller();
    const eve = world.stranger('eve');
    const claiming = eve.commit({ intent: 'claim', answer: noise(1) });
    const saying = eve.commit(write);
    await world.run(25_000);
    expect([await claiming, await saying].map(({ kind }) => kind)).toEqual(['committed', 'committed']);
    expect(alice.story.at(-1)).toBe('ringing');
    const bob = await world.visitor();
    expect([alice.story.at(-1), bob.story.at(-1), world.faults()]).toEqual(['connected', 'connected', []]);
    await world.end(alice, bob);
    eve.close();
  });

  it('can\'t come into a call that has begun: her writes are denied, and nothing of hers is read', async () => {
    const world = new HostileWorld();
    const [alice, bob] = [await world.caller(), await world.visitor()];
    const eve = world.stranger('eve');
    const sealed = new Uint8Array(MIN_SEALED_BYTES);
    const outcomes = await Promise.all([
      eve.commit({ intent: 'claim', answer: { round: 1, sealed } }),
      eve.commit({ intent: 'offer', offer: { round: 2, sealed }, freesSeat: true }),
      eve.commit({ intent: 'request-round', round: 2 }),
      eve.commit({ intent: 'end', by: 'caller', reason: 'hung-up' }),
      eve.commit({ intent: 'batch', side: 'callee', batch: { round: 1, index: 7, sealed } }),
    ]);
    expect(outcomes.map(({ kind }) => kind)).toEqual(Array(5).fill('denied'));
    await world.run(10_000);
    expect([alice.story.at(-1), bob.story.at(-1)]).toEqual(['connected', 'connected']);
    eve.close();
    await world.end(alice, bob);
  });
});
