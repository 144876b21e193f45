/** Evidence of an attacker in between is not only logged: the view says that the call can't be verified. */
import { describe, expect, it } from 'vitest';
import type { CallDocument, SealedDescription } from '#protocol/call-document.ts';
import { createPlainSeal } from '../../signaling/testing/plain-seal.ts';
import { CALL_ID, World } from '../testing/world.ts';
import { SAS_MS, HANDOVER_MS } from '../machine/timings.ts';

/** An attacker who can read and make the messages between the two: `change` is given each text on the data channel. */
function meddle({ peers: { network } }: World, change: (text: string) => string | undefined): void {
  const carry = network.carry.bind(network);
  network.carry = (from, kind, data) => {
    const changed = typeof data === 'string' ? change(data) : data;
    if (changed !== undefined) carry(from, kind, changed);
  };
}

const isReveal = (text: string): boolean => text.includes('"type":"reveal"');
const OTHER_NONCE = 'x'.repeat(22);

/** A sealed description with something in it changed: the plain seal of these tests hides nothing. */
function changed({ sealed, ...rest }: SealedDescription, what: RegExp, by: string): SealedDescription {
  const text = new TextDecoder().decode(sealed);
  if (!what.test(text)) throw new Error(`there is no ${what}`);
  return { ...rest, sealed: new TextEncoder().encode(text.replace(what, by).padEnd(text.length)) };
}

const COMMITMENT = /,\\"commitment\\":\\"[^"\\]*\\"/;
const NONCE = /,\\"nonce\\":\\"[^"\\]*\\"/;
const digestOf = ({ sealed }: SealedDescription): Promise<string> => createPlainSeal('secret', { makers: 0, nonces: 0 }).digest(sealed);

/** The current document, changed by a writer of the database. */
async function rewrite(world: World, change: (document: CallDocument) => Promise<CallDocument>): Promise<void> {
  const stored = world.store.peek(CALL_ID);
  if (!stored.document) throw new Error('the call stands');
  world.store.put({ ...stored, document: await change(stored.document) });
}

describe('a call', () => {
  it('whose caller reveals another nonce than the one committed to can’t be verified, and goes on', async () => {
    const world = new World();
    meddle(world, (text) => (isReveal(text) ? JSON.stringify({ type: 'reveal', nonce: OTHER_NONCE }) : text));
    const { bob } = await world.call();
    expect(bob.session.view).toMatchObject({ isUnverifiable: true, state: { phase: 'connected' } });
    expect(bob.session.view.code).toBeUndefined();
  });

  it('that was told a wrong nonce is not mended by the right one', async () => {
    const world = new World();
    const { bob } = await world.call();
    expect(bob.session.view.code).toMatch(/^\d{6}$/);
    world.peers.made.at(0)?.send('control', JSON.stringify({ type: 'reveal', nonce: OTHER_NONCE }));
    await world.run(100);
    expect(bob.session.view).toMatchObject({ isUnverifiable: true });
  });

  it('whose offer commits to nothing can’t be verified by the callee', async () => {
    const world = new World();
    const alice = await world.caller();
    let digests: readonly string[] = [];
    await rewrite(world, async ({ offer, ...document }) => {
      const without = changed(offer, COMMITMENT, '');
      digests = await Promise.all([without, offer].map(digestOf));
      return { ...document, offer: without };
    });
    const bob = await world.visitor();
    alice.faults.holdsSnapshots = true;
    bob.session.dispatch({ type: 'join' });
    await world.run(1_000);
    // His answer is to the offer that he has seen; hers is another.
    await rewrite(world, async ({ answer, ...document }) =>
      ({ ...document, ...(answer && { answer: changed(answer, new RegExp(digests[0] ?? '-'), digests[1] ?? '') }) }));
    alice.faults.holdsSnapshots = false;
    await world.run(1_000);
    expect(bob.session.view).toMatchObject({ isUnverifiable: true, state: { phase: 'connected' } });
  });

  it('whose answer brings no nonce can’t be verified by the caller', async () => {
    const world = new World();
    const alice = await world.caller();
    const bob = await world.visitor();
    alice.faults.holdsSnapshots = true;
    bob.session.dispatch({ type: 'join' });
    await world.run(1_000);
    await rewrite(world, async ({ answer, ...document }) => ({ ...document, ...(answer && { answer: changed(answer, NONCE, '') }) }));
    alice.faults.holdsSnapshots = false;
    await world.run(1_000);
    expect(alice.session.view).toMatchObject({ isUnverifiable: true, state: { phase: 'connected' } });
  });

  it('whose caller reveals nothing can’t be verified after a while, unless that comes late', async () => {
    const world = new World();
    let held = '';
    let isHolding = true;
    meddle(world, (text) => {
      if (!isReveal(text) || !isHolding) return text;
      held = text;
      return undefined;
    });
    const { alice, bob } = await world.call();
    await world.run(SAS_MS - 2_000);
    expect([bob.session.view.code, bob.session.view.isUnverifiable]).toEqual([undefined, undefined]);
    await world.run(2_000);
    expect([bob.session.view.isUnverifiable, alice.session.view.isUnverifiable]).toEqual([true, undefined]);
    isHolding = false;
    world.peers.made.at(0)?.send('control', held);
    await world.run(100);
    expect(bob.session.view.code).toBe(alice.session.view.code);
  });

  it('that is connected anew is judged anew', async () => {
    const world = new World();
    const { alice, bob } = await world.call();
    world.peers.made.at(0)?.send('control', JSON.stringify({ type: 'reveal', nonce: OTHER_NONCE }));
    await world.run(100);
    bob.session.dispatch({ type: 'peer-silent' });
    await world.run(1_000 + HANDOVER_MS);
    expect([alice.session.view.code, bob.session.view.code]).toEqual([expect.stringMatching(/^\d{6}$/), alice.session.view.code]);
  });

  it('whose two only lose sight of each other is not accused', async () => {
    const world = new World();
    meddle(world, (text) => (isReveal(text) ? undefined : text));
    const { bob } = await world.call();
    world.peers.network.cut();
    await world.run(SAS_MS);
    expect(bob.session.view.isUnverifiable).toBeUndefined();
  });
});
