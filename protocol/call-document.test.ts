import { describe, expect, it } from 'vitest';
import { END_REASONS, parseCallDocument } from './call-document.ts';
import { MAX_ROUND, MAX_SEALED_DESCRIPTION_BYTES, MAX_UID_LENGTH, MIN_SEALED_BYTES } from './limits.ts';

/** As Firestore's own Timestamp and Bytes look from outside. */
const timestamp = (ms: number) => ({ toMillis: () => ms });
const bytes = (length = MIN_SEALED_BYTES) => ({ toUint8Array: () => new Uint8Array(length) });

const ringing = {
  v: 2,
  caller: 'alice',
  callee: '',
  createdAt: timestamp(1000),
  expiresAt: timestamp(2000),
  shard: 'q',
  offer: { round: 1, sealed: bytes() },
};

const over = {
  ...ringing,
  callee: 'bob',
  answer: { round: 1, sealed: bytes() },
  wanted: { round: 2 },
  away: { callee: 1 },
  returning: { caller: 2 },
  ended: { by: 'caller', reason: 'hung-up', at: timestamp(1500) },
};

function malformed(field: string) {
  return { ok: false, problem: { kind: 'malformed', field } };
}

describe('the call document', () => {
  it('is read while it rings', () => {
    expect(parseCallDocument(ringing)).toEqual({
      ok: true,
      value: {
        v: 2,
        caller: 'alice',
        callee: '',
        createdAt: 1000,
        expiresAt: 2000,
        shard: 'q',
        offer: { round: 1, sealed: new Uint8Array(MIN_SEALED_BYTES) },
        away: {},
        returning: {},
      },
    });
  });

  it('is read with everything that can be in it', () => {
    expect(parseCallDocument(over)).toMatchObject({
      ok: true,
      value: {
        callee: 'bob',
        answer: { round: 1 },
        wanted: { round: 2 },
        away: { callee: 1 },
        returning: { caller: 2 },
        ended: { by: 'caller', reason: 'hung-up', at: 1500 },
      },
    });
  });

  it('may hold fields that this version does not know, and drops them', () => {
    expect(parseCallDocument({ ...ringing, title: 'x' })).toEqual(parseCallDocument(ringing));
  });

  it.each(END_REASONS)('may have ended as %s', (reason) => {
    expect(parseCallDocument({ ...over, ended: { ...over.ended, reason } })).toMatchObject({ ok: true, value: { ended: { reason } } });
  });

  it('takes bytes as a Uint8Array and as a Buffer too', () => {
    for (const sealed of [new Uint8Array(MIN_SEALED_BYTES), Buffer.alloc(MIN_SEALED_BYTES)]) {
      expect(parseCallDocument({ ...ringing, offer: { round: 1, sealed } })).toMatchObject({ ok: true });
    }
  });
});

describe('another version', () => {
  it.each([0, 1, 3, 99])('%i is told apart, whatever else it holds', (version) => {
    expect(parseCallDocument({ v: version })).toEqual({ ok: false, problem: { kind: 'other-version', version } });
  });

  it('is told from a whole document of version 1, in which a request says what connection it is for', () => {
    const document = { ...over, v: 1, wanted: { round: 2 } };
    expect(parseCallDocument(document)).toEqual({ ok: false, problem: { kind: 'other-version', version: 1 } });
  });

  it.each([[undefined], ['2'], [2.5], [-1], [null]])('%o is none', (v) => {
    expect(parseCallDocument({ ...ringing, v })).toEqual(malformed('v'));
  });
});

describe('what is no call', () => {
  it.each([[undefined], [null], ['call'], [7], [[]]])('%o', (data) => {
    expect(parseCallDocument(data)).toEqual(malformed(''));
  });

  it.each(['caller', 'callee', 'createdAt', 'expiresAt', 'shard', 'offer'])('lacks %s', (field) => {
    expect(parseCallDocument({ ...ringing, [field]: undefined })).toEqual(malformed(field));
  });

  const offer = ringing.offer;
  it.each([
    ['caller', { caller: 7 }],
    ['caller', { caller: 'x'.repeat(MAX_UID_LENGTH + 1) }],
    ['callee', { callee: null }],
    ['shard', { shard: 'qq' }],
    ['createdAt', { createdAt: 1000 }],
    ['expiresAt', { expiresAt: { toMillis: 2000 } }],
    ['expiresAt', { expiresAt: timestamp(Number.NaN) }],
    ['offer', { offer: [] }],
    ['offer.round', { offer: { ...offer, round: 0 } }],
    ['offer.round', { offer: { ...offer, round: 1.5 } }],
    ['offer.round', { offer: { ...offer, round: MAX_ROUND + 1 } }],
    ['offer.sealed', { offer: { round: 1 } }],
    ['offer.sealed', { offer: { ...offer, sealed: 'v=0' } }],
    ['offer.sealed', { offer: { ...offer, sealed: { toUint8Array: () => 'v=0' } } }],
    ['offer.sealed', { offer: { ...offer, sealed: bytes(MIN_SEALED_BYTES - 1) } }],
    ['offer.sealed', { offer: { ...offer, sealed: bytes(MAX_SEALED_DESCRIPTION_BYTES + 1) } }],
    ['answer', { answer: null }],
    ['answer.round', { answer: { ...offer, round: '1' } }],
    ['wanted', { wanted: 2 }],
    ['wanted.round', { wanted: {} }],
    ['away', { away: 1 }],
    ['away.caller', { away: { caller: true } }],
    ['away.callee', { away: { callee: 0 } }],
    ['returning', { returning: 'soon' }],
    ['returning.caller', { returning: { caller: 1.5 } }],
    ['ended', { ended: 'hung-up' }],
    ['ended.by', { ended: { ...over.ended, by: 'alice' } }],
    ['ended.reason', { ended: { ...over.ended, reason: 'bored' } }],
    ['ended.at', { ended: { ...over.ended, at: null } }],
  ])('has a malformed %s: %o', (field, change) => {
    expect(parseCallDocument({ ...over, ...change })).toEqual(malformed(field));
  });

  it.each([
    ['the last round', { offer: { ...offer, round: MAX_ROUND } }],
    ['the largest description', { offer: { ...offer, sealed: bytes(MAX_SEALED_DESCRIPTION_BYTES) } }],
    ['the longest uid', { caller: 'x'.repeat(MAX_UID_LENGTH) }],
  ])('but %s is one', (_what, change) => {
    expect(parseCallDocument({ ...ringing, ...change })).toMatchObject({ ok: true });
  });
});
