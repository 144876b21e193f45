import { describe, expect, it } from 'vitest';
import { parseCandidateBatch } from './candidate-batch.ts';
import { MAX_BATCHES, MAX_SEALED_BATCH_BYTES, MIN_SEALED_BYTES } from './limits.ts';

const sealed = (length: number) => ({ toUint8Array: () => new Uint8Array(length) });
const batch = { round: 3, sealed: sealed(MIN_SEALED_BYTES), expiresAt: { toMillis: () => 2000 } };

describe('a batch of candidates', () => {
  it('is read', () => {
    expect(parseCandidateBatch('0', batch)).toEqual({
      ok: true,
      value: { index: 0, round: 3, sealed: new Uint8Array(MIN_SEALED_BYTES), expiresAt: 2000 },
    });
  });

  it('may be the last and the largest', () => {
    const largest = { ...batch, sealed: sealed(MAX_SEALED_BATCH_BYTES) };
    expect(parseCandidateBatch(String(MAX_BATCHES - 1), largest)).toMatchObject({ ok: true, value: { index: MAX_BATCHES - 1 } });
  });

  it.each(['', '8', '00', '-1', '1.0', '0x1', ' 1', 'a'])('has no index %o', (id) => {
    expect(parseCandidateBatch(id, batch)).toEqual({ ok: false, problem: { kind: 'malformed', field: 'id' } });
  });

  it.each([
    ['round', { ...batch, round: 0 }],
    ['round', { ...batch, round: '3' }],
    ['sealed', { ...batch, sealed: 'candidate:1' }],
    ['sealed', { ...batch, sealed: sealed(MIN_SEALED_BYTES - 1) }],
    ['sealed', { ...batch, sealed: sealed(MAX_SEALED_BATCH_BYTES + 1) }],
    ['expiresAt', { ...batch, expiresAt: 2000 }],
    ['', null],
  ])('is refused for its %s', (field, data) => {
    expect(parseCandidateBatch('0', data)).toEqual({ ok: false, problem: { kind: 'malformed', field } });
  });
});
