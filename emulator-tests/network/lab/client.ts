import { ipIn, nftIn, setIn } from './commands.ts';
import { type ClientName, ipv6Of, type LinkName, SITE, type Uplink, uplinkOf } from './addresses.ts';
import { type Filter, IPV6_FIREWALL, type NatKind, natRules } from './nat.ts';

/** A home network: a client with two links, and behind each a router with a NAT of its own. */
export class LabClient {
  readonly name: ClientName;
  readonly namespace: string;
  readonly #routers: Readonly<Record<LinkName, string>>;
  readonly #public: string;
  #kind: NatKind = 'cone';
  #filter: Filter = 'all';
  #hasOnlyIpv6 = false;

  constructor(name: ClientName, namespaces: { readonly client: string; readonly eth0: string; readonly eth1: string; readonly public: string }) {
    this.name = name;
    this.namespace = namespaces.client;
    this.#routers = { eth0: namespaces.eth0, eth1: namespaces.eth1 };
    this.#public = namespaces.public;
    this.#applyRules();
  }

  /** Both routers' kind; connections that are there keep what they have. */
  nat(kind: NatKind): this {
    this.#kind = kind;
    this.#applyRules();
    return this;
  }

  blockUdp(): void {
    this.#setFilter('no-udp');
  }

  allowOnly443(): void {
    this.#setFilter('only-443');
  }

  unblock(): void {
    this.#setFilter('all');
  }

  /** As a cable that is pulled, or put back: the address stays with the link. `join` leaves the way out where it is. */
  link(name: LinkName): { down(): void; up(): void; join(): void } {
    return {
      join: () => ipIn(this.namespace, `link set ${name} up`),
      down: () => ipIn(this.namespace, `link set ${name} down`),
      // The address was kept; the route went with the link.
      up: () => ipIn(this.namespace, `link set ${name} up`, `route replace default via ${this.uplink(name).gateway} dev ${name}`),
    };
  }

  /** From Wi-Fi to cable: the other link comes up and takes the way out, the former goes. @param to the link that is used from now on */
  switchTo(to: LinkName): void {
    const from = to === 'eth0' ? 'eth1' : 'eth0';
    this.link(to).up();
    this.link(from).down();
  }

  /** Both links are up; the way out moves to the one named. */
  moveRoute(to: LinkName): void {
    ipIn(this.namespace, `route replace default via ${this.uplink(to).gateway} dev ${to}`);
  }

  /** The networks as they were at the start. */
  reset(): void {
    this.#filter = 'all';
    this.nat('cone');
    if (this.#hasOnlyIpv6) ipIn(this.namespace, 'addr flush dev eth0', `addr add ${this.uplink('eth0').address}/24 dev eth0`);
    this.#hasOnlyIpv6 = false;
    ipIn(this.namespace, 'link set eth0 up', `route replace default via ${this.uplink('eth0').gateway} dev eth0`, 'link set eth1 down');
  }

  /** IPv4 goes: an address of IPv6 instead, and a router that translates nothing. */
  onlyIpv6(): void {
    this.#hasOnlyIpv6 = true;
    const { prefix, gateway, address, outside } = ipv6Of(this.name);
    const router = this.#routers.eth0;
    setIn(router, { 'net/ipv6/conf/all/forwarding': '1' });
    ipIn(router, `addr replace ${outside}/64 dev wan nodad`, `addr replace ${gateway}/64 dev lan nodad`);
    nftIn(router, IPV6_FIREWALL);
    ipIn(this.#public, `route replace ${prefix} via ${outside} dev br0`);
    ipIn(this.namespace, 'addr flush dev eth0', `addr add ${address}/64 dev eth0 nodad`, `route replace default via ${gateway} dev eth0`);
  }

  uplink(link: LinkName): Uplink {
    return uplinkOf(this.name, link);
  }

  #setFilter(filter: Filter): void {
    this.#filter = filter;
    this.#applyRules();
  }

  #applyRules(): void {
    for (const link of ['eth0', 'eth1'] as const) {
      nftIn(this.#routers[link], natRules({ kind: this.#kind, filter: this.#filter, inside: this.uplink(link).address, site: SITE.ipv4 }));
    }
  }
}
