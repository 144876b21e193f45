import { expect, test } from 'vitest';
import { lanAddress } from './lan-address.ts';

const at = (address: string, internal = false) => ({ address, internal, family: address.includes(':') ? 'IPv6' as const : 'IPv4' as const });
const desk = {
  lo: [at('127.0.0.1', true), at('::1', true)],
  docker0: [at('172.17.0.1')],
  tun0: [at('10.8.0.2')],
  wlan0: [at('fe80::1'), at('192.168.1.5')],
};

test('a desk with containers and a tunnel is reached at the address of its network', () => {
  expect(lanAddress(desk, undefined)).toBe('192.168.1.5');
  expect(lanAddress({ eth0: [at('203.0.113.7')], en1: [at('10.1.2.3')] }, undefined)).toBe('10.1.2.3');
  expect(lanAddress({ eth0: [at('203.0.113.7')], docker0: [at('172.17.0.1')] }, undefined)).toBe('203.0.113.7');
});

test('whichever of its addresses is named, is taken; another’s is not', () => {
  expect(lanAddress(desk, '10.8.0.2')).toBe('10.8.0.2');
  expect(lanAddress(desk, '127.0.0.1')).toBe('127.0.0.1');
  expect(() => lanAddress(desk, '192.168.1.6')).toThrow('192.168.1.6 is no address of this machine. It has: 127.0.0.1, 172.17.0.1, 10.8.0.2, 192.168.1.5.');
  expect(() => lanAddress(desk, 'localhost')).toThrow('no address');
});

test('a machine on no network says so', () => {
  expect(() => lanAddress({ lo: desk.lo, eth0: [at('169.254.3.4')] }, undefined)).toThrow('on no network');
});

test('a machine that has IPv6 alone is told what is missing', () => {
  expect(() => lanAddress({ lo: desk.lo, wlan0: [at('fe80::1'), at('2001:db8::5')] }, undefined)).toThrow('IPv6 addresses alone');
  expect(() => lanAddress({ lo: desk.lo, wlan0: [at('fe80::1')] }, undefined)).toThrow('on no network');
});
