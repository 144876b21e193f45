import { HOUR_MS, type RelayLimits } from './rate-limit.ts';

/** As they stand in the environment; undefined and empty alike mean the default. */
export interface LimitSettings {
  readonly trustedHops: string | undefined;
  readonly userLimitPerHour: string | undefined;
  readonly addressLimitPerHour: string | undefined;
}

/**
 * - One hop is Google's own server, which is in front of every function.
 * - A page asks once in four hours, and again when it is reloaded: no user reloads every two minutes for an hour.
 * - Behind one address there may be a school, or a town with one mobile network.
 */
export const DEFAULTS = { trustedHops: 1, userLimitPerHour: 30, addressLimitPerHour: 300 };

/** The times that count lie in one document, 1 MiB at most, which is read and written each time. */
const MOST_PER_HOUR = 10_000;
const MOST_HOPS = 10;

/** @throws Error with the name of the setting that is wrong */
export function readLimits(settings: LimitSettings): RelayLimits {
  const perHour = (name: string, text: string | undefined, byDefault: number) =>
    ({ count: wholeNumber(name, text, byDefault, 1, MOST_PER_HOUR), windowMs: HOUR_MS });
  return {
    trustedHops: wholeNumber('TRUSTED_HOPS', settings.trustedHops, DEFAULTS.trustedHops, 0, MOST_HOPS),
    user: perHour('USER_LIMIT_PER_HOUR', settings.userLimitPerHour, DEFAULTS.userLimitPerHour),
    address: perHour('ADDRESS_LIMIT_PER_HOUR', settings.addressLimitPerHour, DEFAULTS.addressLimitPerHour),
  };
}

function wholeNumber(name: string, text = '', byDefault: number, least: number, most: number): number {
  if (text.trim() === '') return byDefault;
  const number = /^\d+$/.test(text.trim()) ? Number(text) : Number.NaN;
  if (number >= least && number <= most) return number;
  throw new Error(`${name} is no whole number from ${least} to ${most}`);
}
