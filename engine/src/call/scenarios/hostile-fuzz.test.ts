import { describe, expect, it } from 'vitest';
import { honest, PLACES, type Place, type Tampering } from '../../signaling/testing/hostile-store.ts';
import { ATTACKS } from '../../signaling/testing/hostile-tamperings.ts';
import { HostileWorld, type HostilePage } from '../testing/hostile-world.ts';
import { Seeded } from '../testing/simulator/seeded.ts';

/** `SEED=123 npx vitest run --project unit hostile-fuzz` replays one. */
const only = process.env['SEED'];
const seeds = only === undefined ? Array.from({ length: 300 }, (_, seed) => seed) : [Number(only)];

type Trick = (random: Seeded) => Tampering;

/** Without a fitting message yet, the original is kept. */
const wherePossible = (tamper: Tampering): Tampering => (message, archive) => {
  try {
    return tamper(message, archive);
  } catch {
    return [message];
  }
};

const TRICKS: readonly [Trick, ...Trick[]] = [
  () => honest,
  () => () => [],
  () => (message) => [message, message],
  // Two of a kind, in either order: what stands now, and any other of this place, whatever its call, round and slot.
  (random) => (message, archive) => {
    const others = archive.filter(({ place }) => place === message.place);
    const other = others[random.integer(0, Math.max(others.length - 1, 0))];
    const both = other ? [message, other] : [message];
    return random.chance(0.5) ? both : both.toReversed();
  },
  // Anything that was ever written, under any label.
  (random) => (message, archive) => {
    const other = archive[random.integer(0, Math.max(archive.length - 1, 0))];
    return other ? [{ ...message, sealed: other.sealed, round: random.integer(1, message.round + 1) }] : [message];
  },
  (random) => (message) => [{ ...message, sealed: message.sealed.map((byte) => (random.chance(0.001) ? byte ^ (1 << random.integer(0, 7)) : byte)) }],
  (random) => (message) => [{ ...message, sealed: message.sealed.slice(0, random.integer(0, message.sealed.length)) }],
  (random) => {
    const attack = ATTACKS[random.integer(0, ATTACKS.length - 1)] ?? ATTACKS[0];
    return attack ? wherePossible(attack.tamper) : honest;
  },
];

const isFlowing = ({ story }: HostilePage): boolean => story.at(-1) === 'connected';

class Siege {
  readonly world = new HostileWorld(150);
  readonly #random: Seeded;
  readonly story: string[] = [];
  tampered = 0;

  constructor(seed: number) {
    this.#random = new Seeded(seed);
  }

  async run(): Promise<readonly string[]> {
    const random = this.#random;
    await this.world.otherCall();
    const alice = await this.world.caller();
    let bob = this.world.page('bob');
    const all = [alice, bob];
    this.#spoil(alice, bob);
    bob.session.open();
    for (let step = 0; step < 6; step++) {
      await this.world.run(random.integer(1, 4_000));
      if (random.chance(0.4)) this.#spoil(alice, bob);
      bob.session.dispatch({ type: 'join' });
      if (random.chance(0.3)) (random.chance(0.5) ? alice : bob).session.dispatch({ type: 'network-changed' });
      if (random.chance(0.15) && bob.story.at(-1)?.startsWith('ended')) {
        bob = this.world.page('bob'); // The link, opened again.
        all.push(bob);
        this.#spoil(alice, bob);
        bob.session.open();
      }
    }
    for (const { channel } of all) channel.tamper(honest);
    await this.world.run(60_000);
    this.story.push(...all.map(({ who, story }) => `${who}: ${story.join(' ')}`));
    const faults = [...this.world.faults()];
    if (isFlowing(alice) !== all.some((page) => page !== alice && isFlowing(page))) faults.push('alice alone is connected');
    // Contained, an exception looks like any other end: no message of a store breaks a page.
    faults.push(...all.flatMap(({ log }) => log.flatMap(({ message }) => (/\bbroke\b/.test(message) ? [message] : []))));
    const [ours, theirs] = [alice, bob].map(({ views }) => views.at(-1)?.code);
    if (isFlowing(alice) && isFlowing(bob) && ours !== theirs) faults.push(`codes ${ours} and ${theirs}`);
    await this.world.end(...all);
    if (this.world.clock.pending > 0) faults.push(`${this.world.clock.pending} timers are left`);
    return faults;
  }

  /** Each place its own trick, on the page that reads it. */
  #spoil(alice: HostilePage, bob: HostilePage): void {
    const tricks = new Map<Place, Tampering>(PLACES.map((place) => [place, this.#random.chance(0.5) ? honest : this.#random.pick(TRICKS)(this.#random)]));
    const tampering: Tampering = (message, archive) => {
      const shown = (tricks.get(message.place) ?? honest)(message, archive);
      if (shown[0] !== message || shown.length !== 1) this.tampered++;
      return shown;
    };
    for (const { channel } of [alice, bob]) channel.tamper(tampering);
  }
}

describe('a store that does whatever it likes, for as long as it likes', () => {
  it('never makes a page take a message that the other side did not make, nor the same twice', async () => {
    const failures: string[] = [];
    let [tampered, connected, given] = [0, 0, 0];
    for (const seed of seeds) {
      const siege = new Siege(seed);
      const faults = await siege.run();
      if (faults.length > 0) failures.push(`SEED=${seed}: ${faults.join('; ')} (${siege.story.join(' | ')})`);
      tampered += siege.tampered;
      given += siege.world.ledger.given.length;
      if (siege.story.some((line) => line.includes('connected'))) connected++;
    }
    process.stdout.write(`${seeds.length} sieges: ${tampered} times tampered, ${given} things applied, ${connected} calls that connected\n`);
    expect(failures).toEqual([]);
    if (only === undefined) expect(Math.min(tampered / 1_000, connected / 50)).toBeGreaterThan(1);
  });
});
