import { describe, expect, test } from 'vitest';
import { clientAddress, checkLimit, type Limit } from './rate-limit.ts';

const NOW = 1_700_000_000_000;
const LIMIT: Limit = { count: 3, windowMs: 1000 };

describe('a window that slides', () => {
  test('grants so many in any stretch of its length, and one more when the oldest is out of it', () => {
    let taken: readonly number[] = [];
    const times = [0, 100, 200, 300, 999, 1000, 1050, 1100, 1199, 1200];
    const granted = times.filter((time) => {
      const check = checkLimit(taken, NOW + time, LIMIT);
      if (check.kind === 'granted') taken = check.taken;
      return check.kind === 'granted';
    });
    expect(granted).toEqual([0, 100, 200, 1000, 1100, 1200]);
  });

  test('says when there will be room', () => {
    expect(checkLimit([NOW, NOW + 100, NOW + 200], NOW + 300, LIMIT)).toEqual({ kind: 'exhausted', freeAt: NOW + 1000 });
  });

  test('keeps no more than counts', () => {
    expect(checkLimit([NOW - 5000, NOW - 1000, NOW - 999], NOW, LIMIT)).toEqual({ kind: 'granted', taken: [NOW - 999, NOW] });
  });

  test('counts what an instance with a fast clock has granted', () => {
    expect(checkLimit([NOW + 50, NOW + 50, NOW + 50], NOW, LIMIT)).toMatchObject({ kind: 'exhausted' });
    expect(checkLimit([NOW + 50], NOW, LIMIT)).toEqual({ kind: 'granted', taken: [NOW, NOW + 50] });
  });
});

describe('where a request comes from', () => {
  test.each<[string | undefined, string | undefined, string | undefined]>([
    ['203.0.113.7', undefined, '203.0.113.7'],
    // What stands before is the client's own invention.
    ['192.0.2.1, 198.51.100.9,203.0.113.7', '10.0.0.1', '203.0.113.7'],
    [undefined, '127.0.0.1', '127.0.0.1'],
    ['', '::ffff:127.0.0.1', '127.0.0.1'],
    [undefined, undefined, undefined],
    ['2001:DB8:1:2:3:4:5:6', undefined, '2001:db8:1:2::/64'],
    ['2001:db8::7', undefined, '2001:db8:0:0::/64'],
    ['2001:db8:0001:0002::', undefined, '2001:db8:1:2::/64'],
    ['::1', undefined, '0:0:0:0::/64'],
  ])('X-Forwarded-For %j, connection %j: %j', (forwarded, direct, address) => {
    expect(clientAddress({ forwarded, direct }, 1)).toBe(address);
  });

  test.each<[number, string, string]>([
    // A load balancer of the site's own, and Google's server, which saw the balancer.
    [2, '203.0.113.7, 198.51.100.1', '203.0.113.7'],
    [2, '192.0.2.1, 203.0.113.7, 198.51.100.1', '203.0.113.7'],
    [3, '192.0.2.1, 203.0.113.7, 198.51.100.2, 198.51.100.1', '203.0.113.7'],
    // Who comes past the balancer is seen by Google's server alone.
    [2, '203.0.113.7', '203.0.113.7'],
    [0, '192.0.2.1', '10.0.0.1'],
  ])('behind %i trusted servers, X-Forwarded-For %j: %j', (hops, forwarded, address) => {
    expect(clientAddress({ forwarded, direct: '10.0.0.1' }, hops)).toBe(address);
  });

  test('two people behind one load balancer are two, once it is trusted', () => {
    const seen = (hops: number) => new Set(['203.0.113.7', '203.0.113.8'].map((person) => clientAddress({ forwarded: `${person}, 198.51.100.1`, direct: undefined }, hops)));
    expect([seen(1).size, seen(2).size]).toEqual([1, 2]);
  });

  test('a header that came several times is read to its end', () => {
    expect(clientAddress({ forwarded: ['192.0.2.1', '203.0.113.7'], direct: undefined }, 1)).toBe('203.0.113.7');
  });
});
