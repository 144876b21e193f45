import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { call, type Participant } from '../../browser/participant.ts';
import { expectCall, isRelayed } from '../../network/calls/paths.ts';
import { RELAY, uplinkOf } from '../../network/lab/addresses.ts';
import type { Lab } from '../../network/lab/lab.ts';
import { LabCast } from '../../network/lab-cast.ts';
import { buildLab, type NetworkStack } from '../../network/network-stack.ts';

let lab: Lab;
let stack: NetworkStack;
let cast: LabCast;
beforeAll(async () => {
  ({ lab, stack } = await buildLab());
});
afterEach(async () => {
  await cast.disband();
  lab.reset();
});
afterAll(() => lab.remove());

async function enter(site: 'with-relay' | 'without-relay'): Promise<readonly [Participant, Participant]> {
  cast = await LabCast.gather(lab, stack, site);
  return [await cast.alice(), await cast.bob()];
}

async function isToldToBeUnreachable(who: Participant, why: string): Promise<void> {
  // The app tries for 20 s from then on, a fresh round included, and a participant waits for 25.
  await who.hasStatus('Connecting');
  await who.isTold('No connection to the other person');
  await who.reads(why);
}

const DIRECT = ['host', 'srflx', 'prflx'];

const PAIRS = [{ symmetric: 'a', open: 'b' }, { symmetric: 'b', open: 'a' }] as const;
test.for(PAIRS)('$symmetric is behind a symmetric NAT, $open behind an open one: no relay is needed', async ({ symmetric, open }) => {
  lab.client(symmetric).nat('symmetric');
  lab.client(open).nat('open');
  const [alice, bob] = await enter('without-relay');
  await call(alice, bob);
  const paths = await expectCall(alice, bob);
  for (const { local, remote } of [paths.alice, paths.bob]) expect([local.type, remote.type].filter((type) => !DIRECT.includes(type))).toEqual([]);
});

test.for(['a', 'b'] as const)('no UDP gets out of home %s: its browser talks to the relay over TCP', async (home) => {
  lab.client(home).blockUdp();
  const [alice, bob] = await enter('with-relay');
  await call(alice, bob);
  const paths = await expectCall(alice, bob);
  const [blocked, other] = home === 'a' ? [paths.alice, paths.bob] : [paths.bob, paths.alice];
  expect(blocked.local).toMatchObject({ type: 'relay', relayProtocol: 'tcp', address: RELAY.ipv4 });
  expect(isRelayed(other)).toBe(true);
});

test('only TCP to port 443 gets out of home a, and home b has a symmetric NAT: TLS to the relay', async () => {
  lab.client('a').allowOnly443();
  lab.client('b').nat('symmetric');
  const [alice, bob] = await enter('with-relay');
  await call(alice, bob);
  const paths = await expectCall(alice, bob);
  expect(paths.alice.local).toMatchObject({ type: 'relay', relayProtocol: 'tls', address: RELAY.ipv4 });
  expect(isRelayed(paths.bob)).toBe(true);
});

test('only TCP to port 443 gets out of either home: both are on TLS to the relay', async () => {
  for (const home of ['a', 'b'] as const) lab.client(home).allowOnly443();
  const [alice, bob] = await enter('with-relay');
  await call(alice, bob);
  const paths = await expectCall(alice, bob);
  for (const { local, remote } of [paths.alice, paths.bob]) {
    expect(local).toMatchObject({ type: 'relay', relayProtocol: 'tls' });
    expect(remote.type).toBe('relay');
  }
});

test('both are behind symmetric NATs and the site has no relay: both are told so', async () => {
  for (const home of ['a', 'b'] as const) lab.client(home).nat('symmetric');
  const [alice, bob] = await enter('without-relay');
  await bob.joinsFrom(await alice.startsCall());
  await Promise.all([isToldToBeUnreachable(alice, 'this site has no relay to help'), isToldToBeUnreachable(bob, 'this site has no relay to help')]);
});

test('no UDP gets out of home b and the relay is down: both are told that even the relay did not help', async () => {
  lab.client('b').blockUdp();
  await lab.relay.stop();
  try {
    const [alice, bob] = await enter('with-relay');
    await bob.joinsFrom(await alice.startsCall());
    await Promise.all([alice, bob].map((who) => isToldToBeUnreachable(who, 'Neither the direct way nor the relay got through')));
  } finally {
    await lab.relay.start();
  }
});

test('bob’s network has IPv6 alone, alice’s IPv4 alone: the relay joins the two', async () => {
  lab.client('b').onlyIpv6();
  cast = await LabCast.gather(lab, stack, 'with-relay');
  const [alice, bob] = [await cast.alice(), await cast.bob('ipv6')];
  await call(alice, bob);
  const paths = await expectCall(alice, bob);
  expect(paths.bob.local.type).toBe('relay');
  expect(isRelayed(paths.alice)).toBe(true);
});

// The answer stands since before the change. Chromium notices a change after 3 s at most: later, it names the new addresses.
test.for([
  { nat: 'cone', afterMs: 0, isNoticed: false }, { nat: 'cone', afterMs: 6_000, isNoticed: true },
  { nat: 'symmetric', afterMs: 1_000, isNoticed: false }, { nat: 'symmetric', afterMs: 6_000, isNoticed: true },
] as const)(
  'bob changes from Wi-Fi to cable in the lobby, behind a $nat NAT, and joins $afterMs ms later: they are connected',
  async ({ nat, afterMs, isNoticed }) => {
    for (const home of ['a', 'b'] as const) lab.client(home).nat(nat);
    const [alice, bob] = await enter('with-relay');
    const link = await alice.startsCall();
    await bob.opensLink(link);
    await bob.page.waitForFunction(() => performance.getEntriesByName('firelink:offer-read').length > 0);
    // He looks at himself, and his browser names all its addresses; then the time between change and click, which is the case.
    await bob.page.waitForTimeout(2_000);
    lab.client('b').switchTo('eth1');
    await bob.page.waitForTimeout(afterMs);
    await bob.joins();
    await expectCall(alice, bob);
    if (isNoticed) expect(await alice.page.evaluate(readFirstAnswer)).toContain(uplinkOf('b', 'eth1').address);
  },
);

/** In the page: the answer to its first offer. */
function readFirstAnswer(): string {
  return globalThis.window.labRecord?.connections.find(({ remoteDescription }) => remoteDescription !== null)?.remoteDescription?.sdp ?? '';
}
