import { isIPv4 } from 'node:net';
import type { NetworkInterfaceInfo } from 'node:os';
import { Missing } from '../machine/missing.ts';

type Interfaces = Readonly<Record<string, readonly Pick<NetworkInterfaceInfo, 'address' | 'family' | 'internal'>[] | undefined>>;

/** Of containers, virtual machines and tunnels: no phone is there. */
const VIRTUAL = /^(docker|br-|veth|virbr|vmnet|vboxnet|utun|tun|tap|wg|tailscale|zt|bridge|awdl|llw)/;
/** RFC 1918: what a home or an office has. */
const PRIVATE = /^(10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.)/;

/**
 * The IPv4 address at which others on the local network reach this machine.
 *
 * @param wanted one of its addresses, or undefined: the likeliest one
 * @throws Missing where it has none, or not that one
 */
export function lanAddress(interfaces: Interfaces, wanted: string | undefined): string {
  const all = Object.entries(interfaces).flatMap(([name, entries]) =>
    (entries ?? []).filter(({ family }) => family === 'IPv4').map(({ address, internal }) => ({ name, address, internal })));
  if (wanted !== undefined) {
    if (isIPv4(wanted) && all.some(({ address }) => address === wanted)) return wanted;
    throw new Missing(`${wanted} is no address of this machine. It has: ${all.map(({ address }) => address).join(', ')}.`);
  }
  const likeliness = ({ name, address }: (typeof all)[number]): number => (VIRTUAL.test(name) ? 0 : 2) + (PRIVATE.test(address) ? 1 : 0);
  const [best] = all.filter(({ internal, address }) => !internal && !address.startsWith('169.254.')).sort((one, other) => likeliness(other) - likeliness(one));
  if (best) return best.address;
  const isOnSix = Object.values(interfaces).some((entries) => entries?.some(({ family, internal, address }) => family === 'IPv6' && !internal && !address.startsWith('fe80:')));
  if (isOnSix) throw new Missing('This machine has IPv6 addresses alone, and --lan needs one of IPv4: join a network that gives one.');
  throw new Missing('This machine is on no network: connect it to the one that the phone is on, and try again.');
}
