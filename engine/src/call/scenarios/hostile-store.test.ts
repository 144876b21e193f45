import { describe, expect, it } from 'vitest';
import { honest, PLACES, type Place, type Tampering } from '../../signaling/testing/hostile-store.ts';
import { ATTACKS, type Attack } from '../../signaling/testing/hostile-tamperings.ts';
import { at, HostileWorld, type HostilePage } from '../testing/hostile-world.ts';

const CALLERS = ['offer', 'caller-batch'];
const attacksOn = (place: Place): readonly Attack[] => ATTACKS.filter(({ places }) => !places || places.includes(place));
const isRefusal = ({ message }: { readonly message: string }): boolean => message.endsWith('was refused');

/** alice calls and bob joins, while the store does `tamper` to one place, in what its reader is shown. */
async function firstRound(place: Place, tamper: Tampering): Promise<{ readonly world: HostileWorld; readonly alice: HostilePage; readonly bob: HostilePage }> {
  const world = new HostileWorld();
  await world.otherCall();
  const alice = await world.caller();
  const tampering = at(place, tamper);
  if (!CALLERS.includes(place)) alice.channel.tamper(tampering);
  const bob = await world.visitor('bob', CALLERS.includes(place) ? { tampering } : {});
  await world.run(60_000);
  return { world, alice, bob };
}

/** What alice and bob see in the end; alice's story ends before bob's where she gives the seat away. */
const ENDS: Record<Place, readonly [alice: RegExp, bob: RegExp]> = {
  // Told apart before anything is sent: bob never answers. What seems meant for another page of his, he waits out.
  offer: [/^preparing ringing$/, /^preparing answering( ended: (wrong-key|other-version))?$/],
  // The maker of the answer is not the invited person: the next round frees the seat.
  answer: [/^preparing ringing connecting ringing$/, /^preparing answering connecting ended: over$/],
  'caller-batch': [/^preparing ringing connecting ended: unreachable$/, /^preparing answering connecting ended: unreachable$/],
  'callee-batch': [/^preparing ringing connecting ended: unreachable$/, /^preparing answering connecting ended: unreachable$/],
};

describe.each(PLACES)('a call whose first %s', (place) => {
  // Before bob has answered there is nothing of his to send back.
  const possible = attacksOn(place).filter(({ name, needsEarlierRound }) => !needsEarlierRound && !(CALLERS.includes(place) && name.includes('itself made')));

  it.each(possible)('is spoilt by a store that $name never connects, and says why', async ({ name, tamper }) => {
    const { world, alice, bob } = await firstRound(place, tamper);
    expect(world.faults()).toEqual([]);
    expect(alice.story.join(' ')).toMatch(ENDS[place][0]);
    expect(bob.story.join(' ')).toMatch(ENDS[place][1]);
    const reader = CALLERS.includes(place) ? bob : alice;
    // What claims to be of a later round is kept for that round.
    if (place !== 'offer' && !name.includes('as the next')) expect(reader.log.some(isRefusal)).toBe(true);
    await world.end(alice, bob);
    expect(world.clock.pending).toBe(0);
  });

  it.each<[string, Tampering]>([
    ['is left alone', honest],
    ['is shown twice', (message) => [message, message]],
    ['comes behind a forged one', (message) => (message.place.endsWith('batch') ? [message, { ...message, index: 7 }] : [message])],
  ])('%s connects, and nothing is applied twice', async (_, tamper) => {
    const { world, alice, bob } = await firstRound(place, tamper);
    expect([alice.story.at(-1), bob.story.at(-1), world.faults()]).toEqual(['connected', 'connected', []]);
    expect([world.ledger.descriptionsOf('alice'), world.ledger.descriptionsOf('bob')]).toEqual([1, 1]);
    expect([alice.views.at(-1)?.code, alice.views.at(-1)?.code]).toEqual([expect.stringMatching(/^\d{6}$/), bob.views.at(-1)?.code]);
    await world.end(alice, bob);
    expect(world.clock.pending).toBe(0);
  });

  it('is withheld waits, and connects once it is shown', async () => {
    const world = new HostileWorld();
    const alice = await world.caller();
    const withheld = at(place, () => []);
    if (!CALLERS.includes(place)) alice.channel.tamper(withheld);
    const bob = await world.visitor('bob', CALLERS.includes(place) ? { tampering: withheld } : {});
    expect([alice.story.includes('connected'), bob.story.includes('connected')]).toEqual([false, false]);
    for (const { channel } of [alice, bob]) channel.tamper(honest);
    await world.run(1_000);
    bob.session.dispatch({ type: 'join' });
    await world.run(30_000);
    expect([alice.story.at(-1), bob.story.at(-1), world.faults()]).toEqual(['connected', 'connected', []]);
    await world.end(alice, bob);
  });
});

describe.each(PLACES)('a call that flows, whose second %s', (place) => {
  it.each(attacksOn(place))('is spoilt by a store that $name takes nothing of it, and goes on in another round', async ({ tamper }) => {
    const world = new HostileWorld();
    await world.otherCall();
    const [alice, bob] = [await world.caller(), await world.visitor()];
    const code = alice.views.at(-1)?.code;
    const reader = CALLERS.includes(place) ? bob : alice;
    reader.channel.tamper((message, archive) => (message.place === place && message.round === 2 ? tamper(message, archive) : [message]));
    alice.session.dispatch({ type: 'peer-silent' });
    await world.run(200);
    // What bob hears of alice flows on, over the connection that stands.
    expect(bob.story.at(-1)).toBe('connected');
    await world.run(60_000);
    expect([alice.story.at(-1), bob.story.at(-1), world.faults()]).toEqual(['connected', 'connected', []]);
    expect([alice.views.at(-1)?.code, bob.views.at(-1)?.code]).toEqual([code, code]);
    await world.end(alice, bob);
    expect(world.clock.pending).toBe(0);
  });
});

describe('a lobby that sees an offer of alice\'s next page', () => {
  it('while it still reads the one before answers the later, from a connection that has seen no other', async () => {
    const world = new HostileWorld();
    const alice = await world.caller();
    alice.session.dispatch({ type: 'network-changed' });
    await world.run(1_000);
    const bob = world.page('bob');
    bob.channel.tamper((message, archive) => (message.place === 'offer' ? archive.filter(({ place }) => place === 'offer').slice(0, 1) : [message]));
    bob.session.open();
    const opening = world.run(1_000);
    // Its digest is being computed on another thread.
    while (world.ledger.descriptionsOf('bob') === 0) await new Promise((resolve) => setImmediate(resolve));
    bob.channel.tamper(honest);
    await opening;
    bob.session.dispatch({ type: 'join' });
    await world.run(1_000);
    expect([alice.story.at(-1), bob.story.at(-1), world.faults()]).toEqual(['connected', 'connected', []]);
    await world.end(alice, bob);
  });
});
