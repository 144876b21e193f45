/** What happens to a network in the middle of a call. */
import type { Candidate } from '../calls/connections.ts';
import type { ClientName } from '../lab/addresses.ts';
import type { Lab } from '../lab/lab.ts';
import type { NatKind } from '../lab/nat.ts';

export interface Scenario {
  readonly name: string;
  /** Of both homes. */
  readonly nat: NatKind;
  /** Before the call. */
  readonly prepare?: (lab: Lab) => void;
  /** A change of the same call that it has recovered from before. */
  readonly earlier?: (lab: Lab) => void;
  /** Breaks the path, and resolves at the moment at which there is one again. */
  readonly change: (lab: Lab) => Promise<void> | void;
  /** What the way of client a has to begin with afterwards. */
  readonly way?: Partial<Candidate>;
}

const SECOND = 1_000;
const pass = (ms: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, ms);
  });

const linkDown = (ms: number) => async (lab: Lab): Promise<void> => {
  const link = lab.client('a').link('eth0');
  link.down();
  await pass(ms);
  link.up();
};

export const ADDRESS_CHANGE: Scenario = {
  name: 'address change (Wi-Fi to cable)',
  nat: 'cone',
  change: (lab) => lab.client('a').switchTo('eth1'),
};

export const ADDRESS_CHANGED_BACK: Scenario = {
  name: 'address change back (cable to Wi-Fi)',
  nat: 'cone',
  earlier: (lab) => lab.client('a').switchTo('eth1'),
  change: (lab) => lab.client('a').switchTo('eth0'),
};

// Both links are up all the while, so no browser is told of anything.
const routeMoved = (name: string, client: ClientName, quietMs = 0): Scenario => ({
  name,
  nat: 'cone',
  prepare: (lab) => lab.client(client).link('eth1').join(),
  async change(lab) {
    await pass(quietMs);
    lab.client(client).moveRoute('eth1');
  },
});

/** Over HTTP/2, what a browser knows of a connection depends on how long nothing has arrived on it: most calls are older than 10 s. */
const QUIET_MS = 15 * SECOND;

export const ROUTE_MOVED = routeMoved('default route moved to another NAT', 'a');
export const ROUTE_MOVED_LATER = routeMoved('default route moved to another NAT, after 15 quiet seconds', 'a', QUIET_MS);
/** The caller's offer has its candidates in batches, the callee's answer has most of its own in itself. */
export const CALLEES_ROUTE_MOVED = routeMoved('the callee’s default route moved to another NAT', 'b');
export const CALLEES_ROUTE_MOVED_LATER = routeMoved('the callee’s default route moved to another NAT, after 15 quiet seconds', 'b', QUIET_MS);

export const LINK_DOWN_5: Scenario = { name: 'link down for 5 s', nat: 'cone', change: linkDown(5 * SECOND) };
export const LINK_DOWN_25: Scenario = { name: 'link down for 25 s', nat: 'cone', change: linkDown(25 * SECOND) };

export const UDP_BLOCKED: Scenario = {
  name: 'UDP suddenly blocked',
  nat: 'cone',
  change: (lab) => lab.client('a').blockUdp(),
  way: { type: 'relay', relayProtocol: 'tcp' },
};

export const RELAY_RESTARTED: Scenario = { name: 'relay restarted', nat: 'symmetric', change: (lab) => lab.relay.restart() };

export const STORE_AWAY_LINK_DOWN: Scenario = {
  name: 'link down for 5 s, store away until after it',
  nat: 'cone',
  async change(lab) {
    lab.store.block();
    await linkDown(5 * SECOND)(lab);
  },
};

export const STORE_AWAY_ADDRESS_CHANGE: Scenario = {
  name: 'address change, store away for 5 s more',
  nat: 'cone',
  async change(lab) {
    lab.store.block();
    lab.client('a').switchTo('eth1');
    await pass(5 * SECOND);
    lab.store.unblock();
  },
};

export const SCENARIOS: readonly Scenario[] = [
  ADDRESS_CHANGE, ADDRESS_CHANGED_BACK, ROUTE_MOVED, ROUTE_MOVED_LATER, CALLEES_ROUTE_MOVED, CALLEES_ROUTE_MOVED_LATER, UDP_BLOCKED, RELAY_RESTARTED,
  STORE_AWAY_ADDRESS_CHANGE, LINK_DOWN_25, LINK_DOWN_5, STORE_AWAY_LINK_DOWN,
];

/** Those that the browser alone can be put through too: it knows no store, and a link that is down for longer is no other case. */
export const REFERENCES: readonly Scenario[] = [ADDRESS_CHANGE, ROUTE_MOVED, UDP_BLOCKED, RELAY_RESTARTED, LINK_DOWN_5];
