/** Namespaces and what joins them, for one laboratory. */
import { type ClientName, type LinkName, NOWHERE, RELAY, SITE, uplinkOf } from './addresses.ts';
import { ip, ipIn, setIn } from './commands.ts';
import { addNamespaces } from './namespaces.ts';

export interface Topology {
  readonly public: string;
  client(name: ClientName): string;
  router(name: ClientName, link: LinkName): string;
  readonly all: readonly string[];
}

const CLIENTS: readonly ClientName[] = ['a', 'b'];
const LINKS: readonly LinkName[] = ['eth0', 'eth1'];

export function nameSpaces(prefix: string): Topology {
  const client = (name: ClientName): string => `${prefix}-${name}`;
  const router = (name: ClientName, link: LinkName): string => `${prefix}-${name}-${link}`;
  const homes = CLIENTS.flatMap((name) => [client(name), ...LINKS.map((link) => router(name, link))]);
  return { public: `${prefix}-public`, client, router, all: [`${prefix}-public`, ...homes] };
}

/** The namespaces with the public segment and the homes, except for what joins a router to the public segment. */
export function build(topology: Topology): void {
  addNamespaces(topology.all);
  for (const name of topology.all) ipIn(name, 'link set lo up');
  // A bridge that doesn't learn who is where by flooding is up at once; forwarding starts with the link.
  ipIn(
    topology.public,
    'link add br0 type bridge forward_delay 0',
    ...[SITE, RELAY].flatMap(({ ipv4, ipv6 }) => [`addr add ${ipv4}/24 dev br0`, `addr add ${ipv6}/64 dev br0 nodad`]),
    'link set br0 up',
    ...wayOut('br0'),
  );
  for (const client of CLIENTS) for (const link of LINKS) buildHome(topology, client, link);
}

function buildHome(topology: Topology, client: ClientName, link: LinkName): void {
  const home = topology.client(client);
  const router = topology.router(client, link);
  const { gateway, address } = uplinkOf(client, link);
  ip(`link add lan netns ${router} type veth peer name ${link} netns ${home}`);
  ipIn(router, `addr add ${gateway}/24 dev lan`, 'link set lan up');
  ipIn(home, `addr add ${address}/24 dev ${link}`);
  setIn(router, { 'net/ipv4/ip_forward': '1' });
  if (link === 'eth0') ipIn(home, `link set ${link} up`, `route add default via ${gateway} dev ${link}`);
}

/** The router's side of its way out, once the link is there. */
export function connectRouter(topology: Topology, client: ClientName, link: LinkName): void {
  const router = topology.router(client, link);
  ipIn(router, `addr add ${uplinkOf(client, link).outside}/24 dev wan`, 'link set wan up', ...wayOut('wan'));
}

/** A cable between router and public segment. */
export function layCable(topology: Topology, client: ClientName, link: LinkName): void {
  const port = `${client}-${link}`;
  ip(`link add wan netns ${topology.router(client, link)} type veth peer name ${port} netns ${topology.public}`);
  ipIn(topology.public, `link set ${port} master br0 up`);
}

/**
 * Packets to addresses without a host must vanish as on the internet. Without a route the relay would be told so by
 * its own kernel, and stop relaying.
 */
function wayOut(device: string): string[] {
  return [`neigh add ${NOWHERE.ipv4} lladdr ${NOWHERE.mac} dev ${device} nud permanent`, `route add default via ${NOWHERE.ipv4} dev ${device}`];
}
