import { expect, it } from 'vitest';
import { LEAST_CERTIFICATE_LIFE_MS, PageCertificate } from './page-certificate.ts';

const DAY_MS = 24 * 3_600_000;

/** A page whose browser makes certificates for 30 days, unless it can't. */
function page() {
  const state = { now: 0, made: 0, canMake: true };
  const certificates = new PageCertificate(async () => {
    if (!state.canMake) throw new DOMException('no entropy', 'OperationError');
    return { expires: state.now + 30 * DAY_MS, getFingerprints: () => [{ value: String(++state.made) }] };
  }, () => state.now);
  return { state, certificates };
}

it('a page has one certificate for all its calls', async () => {
  const { state, certificates } = page();
  const first = await certificates.current();
  state.now = 29 * DAY_MS;
  expect(await certificates.current()).toBe(first);
});

it('a tab that is open for a month has a fresh one, for all who begin at the same time', async () => {
  const { state, certificates } = page();
  const first = await certificates.current();
  state.now = 30 * DAY_MS - LEAST_CERTIFICATE_LIFE_MS + 1;
  const [second, third] = await Promise.all([certificates.current(), certificates.current()]);
  expect(second).not.toBe(first);
  expect(third).toBe(second);
  expect(second?.expires).toBe(state.now + 30 * DAY_MS);
});

it('a browser that makes none is asked again with the next call', async () => {
  const { state, certificates } = page();
  state.canMake = false;
  expect(await certificates.current()).toBeUndefined();
  state.canMake = true;
  expect(await certificates.current()).toMatchObject({ expires: 30 * DAY_MS });
});
