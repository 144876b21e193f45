/** The address of each host. Every laboratory has the same addresses: its namespaces see no others. */

export type ClientName = 'a' | 'b';
/** The first is up from the start; the second is a link that is there and down. */
export type LinkName = 'eth0' | 'eth1';

/** RFC 5737 and RFC 3849: networks for documentation, which no host has. */
export const SITE = { name: 'firelink.test', ipv4: '203.0.113.10', ipv6: '2001:db8::10' };
export const RELAY = { name: 'relay.test', ipv4: '203.0.113.20', ipv6: '2001:db8::20' };

/** The next hop for every unknown address, which never answers: the rest of the internet. */
export const NOWHERE = { ipv4: '203.0.113.254', mac: '02:00:00:00:00:fe' };

/** Public ports, whatever the emulators and web servers have on this machine. */
export const PORTS = { web: 80, webWithoutRelay: 8000, auth: 9099, firestore: 8080, functions: 5001 } as const;
export type Door = keyof typeof PORTS;
/** Of Firestore over TLS and HTTP/2, and of the site that knows it by that: see http2-front.ts. */
export const FRONT_PORTS = { firestore: 8443, web: 8001 } as const;

export const SITE_URL = `http://${SITE.name}`;
export const SITE_WITHOUT_RELAY_URL = `http://${SITE.name}:${PORTS.webWithoutRelay}`;
export const SITE_OVER_HTTP2_URL = `http://${SITE.name}:${FRONT_PORTS.web}`;

export const STUN_URL = `stun:${RELAY.name}:3478`;
export const TURN_URLS = [`turn:${RELAY.name}:3478?transport=udp`, `turn:${RELAY.name}:3478?transport=tcp`, `turns:${RELAY.name}:443?transport=tcp`];

export interface Uplink {
  readonly link: LinkName;
  /** Of the home network: the NAT's, and the client's. */
  readonly gateway: string;
  readonly address: string;
  /** Of the NAT, on the public segment. */
  readonly outside: string;
}

export function uplinkOf(client: ClientName, link: LinkName): Uplink {
  const number = (client === 'a' ? 1 : 2) + (link === 'eth0' ? 0 : 10);
  return { link, gateway: `10.${number}.0.1`, address: `10.${number}.0.2`, outside: `203.0.113.${100 + number}` };
}

/** Of a client that has IPv6 alone: its home network, its own address, and its router's on the public segment. */
export function ipv6Of(client: ClientName): { readonly prefix: string; readonly gateway: string; readonly address: string; readonly outside: string } {
  const number = client === 'a' ? 1 : 2;
  const network = `2001:db8:${number}`;
  return { prefix: `${network}::/64`, gateway: `${network}::1`, address: `${network}::2`, outside: `2001:db8::${100 + number}` };
}
