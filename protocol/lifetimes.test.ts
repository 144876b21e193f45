import { expect, it } from 'vitest';
import { LEASE_MS, LEASE_RENEWAL_MS, MAX_LEASE_MS, TOMBSTONE_MS } from './lifetimes.ts';
import { MAX_BATCHES, MAX_SEALED_BATCH_BYTES, MAX_SEALED_DESCRIPTION_BYTES, MIN_SEALED_BYTES } from './limits.ts';

it('leaves room for a clock that is an hour fast, and one that is an hour slow', () => {
  const hour = 3_600_000;
  expect(LEASE_MS + hour).toBeLessThan(MAX_LEASE_MS);
  // A slow clock renews an hour late and writes an hour less: the lease still rises.
  expect(LEASE_MS - hour).toBeGreaterThan(LEASE_RENEWAL_MS + hour);
});

it('renews a lease before it runs out, and keeps a tombstone for less than a lease', () => {
  expect(LEASE_RENEWAL_MS).toBeLessThan(LEASE_MS);
  expect(TOMBSTONE_MS).toBeLessThan(LEASE_RENEWAL_MS);
});

it('keeps a call with everything that both sides may put into it below a mebibyte, which is the limit of one document', () => {
  const bytes = 2 * MAX_SEALED_DESCRIPTION_BYTES + 2 * MAX_BATCHES * MAX_SEALED_BATCH_BYTES;
  expect(bytes).toBeLessThan(1_048_576);
  expect(MIN_SEALED_BYTES).toBeLessThan(MAX_SEALED_BATCH_BYTES);
});
