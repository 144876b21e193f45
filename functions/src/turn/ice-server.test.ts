import { expect, test } from 'vitest';
import { isStunUrl, isTurnUrl, MAX_URLS, parseUrlList } from './ice-server.ts';

test.each(['stun:stun.example.org', 'stun:stun.example.org:3478', 'stuns:192.0.2.1:5349', 'stun:[2001:db8::1]:3478'])('%s is a STUN server', (url) => {
  expect(isStunUrl(url)).toBe(true);
  expect(isTurnUrl(url)).toBe(false);
});

test.each(['turn:turn.example.org', 'turns:turn.example.org:443?transport=tcp', 'turn:[2001:db8::1]?transport=udp'])('%s is a relay', (url) => {
  expect(isTurnUrl(url)).toBe(true);
  expect(isStunUrl(url)).toBe(false);
});

test.each([
  '', 'stun:', 'stun://stun.example.org', 'https://stun.example.org', 'stun:stun.example.org?transport=udp',
  'stun:user@stun.example.org', 'stun:-.example.org', 'turn:turn.example.org?transport=', 'turn:turn.example.org:port', 'javascript:alert(1)',
])('%j is neither', (url) => {
  expect(isStunUrl(url)).toBe(false);
  expect(isTurnUrl(url)).toBe(false);
});

test('URLs may be separated by commas, spaces and line ends', () => {
  expect(parseUrlList('stun:a.example,stun:b.example\n  stun:c.example,', isStunUrl)).toEqual({
    urls: ['stun:a.example', 'stun:b.example', 'stun:c.example'], rejected: [],
  });
});

test('what is one too many is named, not silently dropped', () => {
  const all = Array.from({ length: MAX_URLS + 1 }, (_, index) => `stun:s${index}.example`);
  expect(parseUrlList(all.join(','), isStunUrl)).toEqual({ urls: all.slice(0, MAX_URLS), rejected: [`stun:s${MAX_URLS}.example`] });
});
