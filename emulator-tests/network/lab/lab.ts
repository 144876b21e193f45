import { type ClientName, type LinkName, PORTS, type Door } from './addresses.ts';
import { LabClient } from './client.ts';
import { Http2Front } from './http2-front.ts';
import { type Doors, openDoors } from './doors.ts';
import { newPrefix, removeStaleNamespaces, removeNamespaces } from './namespaces.ts';
import { Relay } from './relay.ts';
import { type Impairment, SlowLink } from './slow-link.ts';
import { Store } from './store.ts';
import { build, connectRouter, layCable, nameSpaces, type Topology } from './topology.ts';

export interface LabOptions {
  /** coturn's static-auth-secret; without it there is no relay. */
  readonly secret: string;
  /** Where on this machine each public door leads. */
  readonly doors: Readonly<Record<Door, number>>;
  /** The clients whose first uplink can be made slow and lossy. A program carries its packets then. Default: none. */
  readonly impairable?: readonly ClientName[];
}

/**
 * Real networks on one machine: a public segment with the site, the store and a relay, and two homes behind NATs of
 * their own. Needs root. Everything in it ends with `remove()`, or with this process.
 */
export class Lab {
  readonly relay: Relay;
  /** Empty until it is started. */
  readonly front: Http2Front;
  readonly store: Store;
  readonly #topology: Topology;
  readonly #clients: Readonly<Record<ClientName, LabClient>>;
  readonly #slow: ReadonlyMap<ClientName, SlowLink>;
  readonly #doors: Doors;

  private constructor(topology: Topology, relay: Relay, slow: ReadonlyMap<ClientName, SlowLink>, doors: Doors) {
    this.#topology = topology;
    this.relay = relay;
    this.#slow = slow;
    this.#doors = doors;
    this.store = new Store(topology.public);
    this.front = new Http2Front(topology.public);
    const clientAt = (name: ClientName): LabClient =>
      new LabClient(name, {
        client: topology.client(name), eth0: topology.router(name, 'eth0'), eth1: topology.router(name, 'eth1'), public: topology.public,
      });
    this.#clients = { a: clientAt('a'), b: clientAt('b') };
  }

  static async build(options: LabOptions): Promise<Lab> {
    removeStaleNamespaces();
    const topology = nameSpaces(newPrefix());
    build(topology);
    const slow = new Map<ClientName, SlowLink>();
    for (const client of ['a', 'b'] as const) {
      for (const link of ['eth0', 'eth1'] as const satisfies readonly LinkName[]) {
        if (link === 'eth0' && options.impairable?.includes(client)) slow.set(client, await SlowLink.lay(topology, client));
        else layCable(topology, client, link);
        connectRouter(topology, client, link);
      }
    }
    const targets = new Map((Object.keys(PORTS) as Door[]).map((door) => [PORTS[door], options.doors[door]]));
    const doors = await openDoors(topology.public, targets);
    const relay = new Relay(topology.public, { secret: options.secret });
    await relay.start();
    return new Lab(topology, relay, slow, doors);
  }

  client(name: ClientName): LabClient {
    return this.#clients[name];
  }

  /** From now on, on a client's first uplink, both ways. @throws when the laboratory was built without */
  impair(client: ClientName, impairment: Impairment): void {
    const link = this.#slow.get(client);
    if (!link) throw new Error(`${client}'s uplink is a plain cable: name it in "impairable"`);
    link.set(impairment);
  }

  /** Everything as it was at the start. */
  reset(): void {
    this.store.unblock();
    for (const client of Object.values(this.#clients)) client.reset();
    for (const link of this.#slow.values()) link.set({});
  }

  async remove(): Promise<void> {
    this.#doors.close();
    await Promise.all([this.relay.remove(), this.front.remove(), ...[...this.#slow.values()].map((link) => link.remove())]);
    removeNamespaces(this.#topology.all);
  }
}
