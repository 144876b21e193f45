import { expect, test } from 'vitest';
import { type LimitSettings, readLimits } from './limit-settings.ts';

const unset: LimitSettings = { trustedHops: undefined, userLimitPerHour: '', addressLimitPerHour: undefined };
const perHour = (count: number) => ({ count, windowMs: 3_600_000 });

test('a site that sets nothing trusts Google’s own server, and gives thirty to a user and three hundred to an address', () => {
  expect(readLimits(unset)).toEqual({ trustedHops: 1, user: perHour(30), address: perHour(300) });
});

test('a site behind Hosting, with a school on one address, says so', () => {
  expect(readLimits({ trustedHops: '2', userLimitPerHour: '60', addressLimitPerHour: ' 2000 ' }))
    .toEqual({ trustedHops: 2, user: perHour(60), address: perHour(2000) });
});

test.each<[Partial<LimitSettings>, RegExp]>([
  [{ trustedHops: '-1' }, /^TRUSTED_HOPS is no whole number from 0 to 10$/],
  [{ trustedHops: 'all' }, /TRUSTED_HOPS/],
  [{ userLimitPerHour: '0' }, /USER_LIMIT_PER_HOUR is no whole number from 1/],
  [{ addressLimitPerHour: '1e9' }, /ADDRESS_LIMIT_PER_HOUR/],
  [{ addressLimitPerHour: '20000' }, /ADDRESS_LIMIT_PER_HOUR.* to 10000/],
])('%j is said to be wrong', (settings, sentence) => {
  expect(() => readLimits({ ...unset, ...settings })).toThrow(sentence);
});
