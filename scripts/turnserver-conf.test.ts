import { readFileSync } from 'node:fs';
import { isIPv6 } from 'node:net';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ROOT } from './machine/paths.ts';

/** The bytes of an address, 4 or 16. */
function bytesOf(address: string): readonly number[] {
  if (!isIPv6(address)) return address.split('.').map(Number);
  const groups = (part: string | undefined): readonly number[] =>
    (part ?? '').split(':').filter((group) => group !== '').flatMap((group) =>
      group.includes('.') ? bytesOf(group) : [Number.parseInt(group, 16) >> 8, Number.parseInt(group, 16) & 255]);
  const [head, tail] = address.split('::').map(groups);
  const [before, after] = [head ?? [], tail ?? []];
  return [...before, ...Array.from({ length: 16 - before.length - after.length }, () => 0), ...after];
}

interface Range {
  readonly first: readonly number[];
  readonly last: readonly number[];
}

/** As coturn compares them: each byte by itself, and only within a family. */
const holds = ({ first, last }: Range, address: readonly number[]): boolean =>
  first.length === address.length && address.every((byte, index) => byte >= (first[index] ?? 0) && byte <= (last[index] ?? 0));

const lines = readFileSync(join(ROOT, 'docs/turnserver.conf'), 'utf8').split('\n');
const written = lines.flatMap((line) => /^denied-peer-ip=(.*)$/.exec(line)?.[1] ?? []);
const denied = written.map((range): Range => {
  const [first = '', last = first] = range.split('-');
  return { first: bytesOf(first), last: bytesOf(last) };
});
const isDenied = (address: string): boolean => denied.some((range) => holds(range, bytesOf(address)));

/** First and last of a prefix, and one from between. */
function samplesOf(prefix: string): readonly (readonly number[])[] {
  const [address = '', length = ''] = prefix.split('/');
  const filled = (fill: number) => bytesOf(address).map((byte, index) => {
    const fixed = Math.min(8, Math.max(0, Number(length) - 8 * index));
    const mask = (255 << (8 - fixed)) & 255;
    return (byte & mask) | (fill & ~mask & 255);
  });
  return [0, 0x5a, 255].map(filled);
}

describe('docs/turnserver.conf', () => {
  // https://www.iana.org/assignments/iana-ipv4-special-registry, iana-ipv6-special-registry: what is not globally
  // reachable; and what holds an IPv4 address (mapped, NAT64, 6to4, Teredo among the protocols' own), site-local.
  test.each([
    '0.0.0.0/8', '10.0.0.0/8', '100.64.0.0/10', '127.0.0.0/8', '169.254.0.0/16', '172.16.0.0/12', '192.0.0.0/24', '192.0.2.0/24',
    '192.88.99.0/24', '192.168.0.0/16', '198.18.0.0/15', '198.51.100.0/24', '203.0.113.0/24', '240.0.0.0/4', '255.255.255.255/32',
    '::1/128', '::10.0.0.1/128', '::ffff:0:0/96', '64:ff9b::/96', '64:ff9b:1::/48', '100::/64', '100:0:0:1::/64', '2001::/23', '2001::/32', '2001:2::/48',
    '2001:10::/28', '2001:20::/28', '2001:db8::/32', '2002::/16', '3fff::/20', '5f00::/16', 'fc00::/7', 'fe80::/10', 'fec0::/10',
  ])('relays nothing to %s', (prefix) => {
    for (const address of samplesOf(prefix)) expect(denied.some((range) => holds(range, address)), address.join('.')).toBe(true);
  });

  test('relays to their neighbours, which are people’s', () => {
    const neighbours = [
      '1.0.0.0', '9.255.255.255', '11.0.0.0', '100.63.255.255', '100.128.0.0', '126.255.255.255', '128.0.0.0', '169.253.255.255', '169.255.0.0',
      '172.15.255.255', '172.32.0.0', '192.0.1.0', '192.0.3.0', '192.31.196.1', '192.88.98.255', '192.88.100.0', '192.167.255.255', '192.169.0.0',
      '198.17.255.255', '198.20.0.0', '198.51.99.255', '198.51.101.0', '203.0.112.255', '203.0.114.0', '223.255.255.255', '8.8.8.8',
      '64:ff9a::1', '64:ff9b:2::1', '2001:200::1', '2001:4860:4860::8888', '2001:db7:ffff::1', '2001:db9::1', '2003::1', '2606:4700::1111', '2a00::1', '3fff:1000::1',
    ];
    expect(neighbours.filter(isDenied)).toEqual([]);
  });

  test('has no IPv6 range that begins with ::, by which coturn would deny all of IPv4', () => {
    expect(written.filter((range) => range.startsWith('::-'))).toEqual([]);
  });

  test('lets no client reach the relay’s own loopback or a multicast group', () => {
    expect(lines).toContain('no-multicast-peers');
    expect(lines.some((line) => /^(allow-loopback-peers|allowed-peer-ip)/.test(line))).toBe(false);
  });
});
