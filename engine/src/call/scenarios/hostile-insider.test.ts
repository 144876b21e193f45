/** mallory holds the link and controls the store: what a third holder of the link still can't do to alice and bob. */
import { describe, expect, it } from 'vitest';
import { fromBase64Url } from '../../base/bytes.ts';
import { readEnvelope } from '../../signaling/seal/envelope.ts';
import type { SealCrypto } from '../../signaling/seal/key-schedule.ts';
import { formatDescription } from '../../signaling/seal/messages.ts';
import type { Instance, SealContext, SealInstance } from '../../signaling/seal/seal.ts';
import { contextOf, honest, type Message, type Place } from '../../signaling/testing/hostile-store.ts';
import { createWebCryptoSeal } from '../../signaling/seal/webcrypto-seal.ts';
import { at, HostileWorld, type HostilePage } from '../testing/hostile-world.ts';

const EVIL_OFFER = 'v=0 fake {"type":"offer","peer":"p1","fragment":"mallory"}';

async function talking(): Promise<{ readonly world: HostileWorld; readonly alice: HostilePage; readonly bob: HostilePage }> {
  const world = new HostileWorld();
  const [alice, bob] = [await world.caller(), await world.visitor()];
  expect([alice.story.at(-1), bob.story.at(-1)]).toEqual(['connected', 'connected']);
  return { world, alice, bob };
}

const latest = (world: HostileWorld, place: Place): Message => {
  const found = world.hostile.archive.findLast((message) => message.place === place);
  if (!found) throw new Error(`no ${place} yet`);
  return found;
};

/** Who made the latest message of a place: it stands in the clear. */
const makerOf = (world: HostileWorld, place: Place): Instance => {
  const read = readEnvelope(latest(world, place).sealed, contextOf(latest(world, place)).kind);
  if (read.kind !== 'envelope') throw new Error(read.kind);
  return read.envelope.maker;
};

/** mallory's keys under another page's id and public key. Without the private key they serve for fresh messages alone. */
async function impersonate({ secret }: HostileWorld, { id, publicKey }: Instance): Promise<SealInstance> {
  const { subtle } = crypto;
  const posing: SealCrypto = {
    getRandomValues: (array) => {
      if (array instanceof Uint8Array && array.length === 16) array.set(fromBase64Url(id) ?? []);
      else crypto.getRandomValues(array);
      return array;
    },
    subtle: new Proxy(subtle, {
      get: (target, name: keyof SubtleCrypto) => (name === 'exportKey' ? async () => publicKey.slice().buffer : target[name].bind(target)),
    }),
  };
  return createWebCryptoSeal(secret, posing).createInstance();
}

const instead = (place: Place, round: number, sealed: Uint8Array | undefined): Parameters<HostilePage['channel']['tamper']>[0] =>
  at(place, (message) => (message.round < round ? [message] : message.round > round ? [message] : sealed ? [{ ...message, sealed }] : []));

async function settles(world: HostileWorld, alice: HostilePage, bob: HostilePage): Promise<void> {
  expect(world.faults()).toEqual([]);
  for (const { channel } of [alice, bob]) channel.tamper(honest);
  await world.run(60_000);
  expect([alice.story.at(-1), bob.story.at(-1), world.faults()]).toEqual(['connected', 'connected', []]);
  await world.end(alice, bob);
  expect(world.clock.pending).toBe(0);
}

describe('mallory, who holds the link and controls the store,', () => {
  it('can\'t go on with bob in alice\'s name: a fresh offer, which she can seal, continues nothing', async () => {
    const { world, alice, bob } = await talking();
    const mallory = await impersonate(world, makerOf(world, 'offer'));
    const context: SealContext = { ...contextOf(latest(world, 'offer')), round: 2 };
    const forged = await mallory.seal(context, formatDescription({ sdp: EVIL_OFFER }), undefined);
    // It opens for every holder of the link: it is refused because it is fresh.
    expect(await (await createWebCryptoSeal(world.secret).createInstance()).open(context, forged)).toMatchObject({ kind: 'opened', maker: makerOf(world, 'offer') });
    bob.channel.tamper(instead('offer', 2, forged));
    alice.session.dispatch({ type: 'peer-silent' });
    await world.run(1_000);
    await settles(world, alice, bob);
  });

  it('can\'t open what bob answers, nor his candidates', async () => {
    const { world, alice, bob } = await talking();
    const posing = await impersonate(world, makerOf(world, 'offer'));
    for (const place of ['answer', 'callee-batch'] as const) {
      const message = latest(world, place);
      expect(await posing.open(contextOf(message), message.sealed)).toEqual({ kind: 'refused', reason: 'forged' });
    }
    await settles(world, alice, bob);
  });
});
