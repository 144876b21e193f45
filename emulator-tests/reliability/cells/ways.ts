/** Every way to connect on real networks, and those of which there is none: then both are told so. */
import { call, type Participant } from '../../participants/participant.ts';
import { expectCall, isRelayed, type Paths } from '../../network/calls/paths.ts';
import { RELAY } from '../../network/lab/addresses.ts';
import type { Lab } from '../../network/lab/lab.ts';
import { type Cell, type Outcome, APP_IN_LAB, within } from '../cell.ts';

interface Way {
  readonly name: string;
  readonly site: 'with-relay' | 'without-relay';
  readonly prepare: (lab: Lab) => Promise<void> | void;
  /** Of bob's addresses. */
  readonly family?: 'ipv4' | 'ipv6';
  /** What is to be said of the way that both took; or the sentence that both are told, where there is none. */
  readonly expected: ((paths: Paths) => boolean) | string;
}

/** The app tries for 20 s from then on, a fresh round included. */
const TOLD_S = 25;
const DIRECT = new Set(['host', 'srflx', 'prflx']);
const isOverRelay = (side: Paths['alice'], relayProtocol: string): boolean =>
  side.local.type === 'relay' && side.local.relayProtocol === relayProtocol && side.local.address === RELAY.ipv4;

const openNat = (symmetric: 'a' | 'b', open: 'a' | 'b'): Way => ({
  name: `${symmetric} is behind a symmetric NAT, ${open} behind an open one: direct`, site: 'without-relay',
  prepare(lab) {
    lab.client(symmetric).nat('symmetric');
    lab.client(open).nat('open');
  },
  expected: ({ alice, bob }) => [alice, bob].every(({ local, remote }) => DIRECT.has(local.type) && DIRECT.has(remote.type)),
});

const WAYS: readonly Way[] = [
  openNat('a', 'b'), openNat('b', 'a'),
  ...(['a', 'b'] as const).map((home): Way => ({
    name: `no UDP gets out of home ${home}: relay over TCP`, site: 'with-relay',
    prepare: (lab) => lab.client(home).blockUdp(),
    expected: ({ alice, bob }) => isOverRelay(home === 'a' ? alice : bob, 'tcp') && isRelayed(home === 'a' ? bob : alice),
  })),
  {
    name: 'only TCP to port 443 gets out of home a, home b has a symmetric NAT: relay over TLS', site: 'with-relay',
    prepare(lab) {
      lab.client('a').allowOnly443();
      lab.client('b').nat('symmetric');
    },
    expected: ({ alice, bob }) => isOverRelay(alice, 'tls') && isRelayed(bob),
  },
  {
    name: 'only TCP to port 443 gets out of either home: both on TLS to the relay', site: 'with-relay',
    prepare(lab) {
      for (const home of ['a', 'b'] as const) lab.client(home).allowOnly443();
    },
    expected: ({ alice, bob }) => [alice, bob].every((side) => isOverRelay(side, 'tls') && side.remote.type === 'relay'),
  },
  {
    name: 'home b has IPv6 alone, home a IPv4 alone: the relay joins the two', site: 'with-relay', family: 'ipv6',
    prepare: (lab) => lab.client('b').onlyIpv6(),
    expected: ({ alice, bob }) => bob.local.type === 'relay' && isRelayed(alice),
  },
  {
    name: 'both behind symmetric NATs, and no relay: both are told so', site: 'without-relay',
    prepare(lab) {
      for (const home of ['a', 'b'] as const) lab.client(home).nat('symmetric');
    },
    expected: 'this site has no relay to help',
  },
  {
    name: 'no UDP gets out of home b, and the relay is down: both are told so', site: 'with-relay',
    async prepare(lab) {
      lab.client('b').blockUdp();
      await lab.relay.stop();
    },
    expected: 'Neither the direct way nor the relay got through',
  },
];

export const CONNECTING: readonly Cell[] = WAYS.map(({ name, site, prepare, family, expected }): Cell => ({
  name: `ways: ${name}`,
  promise: typeof expected === 'string' ? `both are told why not within ${TOLD_S} s` : 'connected by that way, with frames on both sides',
  code: [...APP_IN_LAB, 'emulator-tests/reliability/cells/ways.ts'],
  isInLab: true,
  prepare: (grounds) => grounds.lab(),
  async run(grounds) {
    const ground = await grounds.lab();
    await prepare(ground.lab);
    try {
      return await grounds.inLab(ground, site, async (cast): Promise<Outcome> => {
        const [alice, bob] = [await cast.alice(), await cast.bob(family)];
        return typeof expected === 'string' ? isUnreachable(alice, bob, expected) : connects(alice, bob, expected);
      });
    } finally {
      // One of them stops it.
      await ground.lab.relay.start();
    }
  },
}));

async function connects(alice: Participant, bob: Participant, isRight: (paths: Paths) => boolean): Promise<Outcome> {
  await call(alice, bob);
  const paths = await expectCall(alice, bob);
  return { isKept: isRight(paths), evidence: JSON.stringify(paths) };
}

async function isUnreachable(alice: Participant, bob: Participant, why: string): Promise<Outcome> {
  await bob.joinsFrom(await alice.startsCall());
  await Promise.all([alice, bob].map((who) => who.hasStatus('Connecting')));
  const since = Date.now();
  await Promise.all([alice, bob].map(async (who) => {
    await who.isTold('No connection to the other person');
    await who.reads(why);
  }));
  return within(TOLD_S, (Date.now() - since) / 1_000, '');
}
