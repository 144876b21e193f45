import { describe, expect, it } from 'vitest';
import { isCallId } from '#protocol/identifiers.ts';
import type { SealCrypto } from './key-schedule.ts';
import type { SealContext, SealInstance } from './seal.ts';
import { publicKeyOf, sealIndependently, type SealVector } from '../testing/independent-seal.ts';
import vectorsAsData from '../testing/seal-vectors.json' with { type: 'json' };
import { createWebCryptoSeal } from './webcrypto-seal.ts';

/** Known answers. A change that alters them keeps pages of two versions from reading each other: it needs a new protocol version. */
const vectors: readonly SealVector[] = vectorsAsData;

const bytes = (hex: string): Uint8Array => Uint8Array.from(Buffer.from(hex, 'hex'));

/** WebCrypto whose next key pair is this one, and whose random bytes are these, in order. */
function fixedCrypto(privateKey: string, ...random: readonly string[]): SealCrypto {
  const point = publicKeyOf(privateKey);
  const jwk = {
    kty: 'EC', crv: 'P-256', ext: true,
    x: point.subarray(1, 33).toString('base64url'), y: point.subarray(33).toString('base64url'), d: Buffer.from(privateKey, 'hex').toString('base64url'),
  };
  const left = [...random];
  const curve = { name: 'ECDH', namedCurve: 'P-256' };
  const { d: _, ...publicJwk } = jwk;
  const generateKey = async (): Promise<CryptoKeyPair> => ({
    privateKey: await globalThis.crypto.subtle.importKey('jwk', jwk, curve, false, ['deriveBits']),
    publicKey: await globalThis.crypto.subtle.importKey('jwk', publicJwk, curve, true, []),
  });
  const subtle = new Proxy(globalThis.crypto.subtle, {
    get: (target, name) => (name === 'generateKey' ? generateKey : (Reflect.get(target, name) as () => unknown).bind(target)),
  });
  return {
    subtle,
    getRandomValues(array) {
      if (array) new Uint8Array(array.buffer).set(bytes(left.shift() ?? ''));
      return array;
    },
  };
}

function contextOf({ context: { callId, role, kind, round, index } }: SealVector): SealContext {
  if (!isCallId(callId)) throw new TypeError('no call id');
  return { callId, role: role as SealContext['role'], kind: kind as SealContext['kind'], round, index };
}

const instanceOf = (vector: SealVector, privateKey: string, ...random: readonly string[]): Promise<SealInstance> =>
  createWebCryptoSeal(bytes(vector.secret), fixedCrypto(privateKey, ...random)).createInstance();

describe.each(vectors)('$title, as it is known', (vector) => {
  it('is what another implementation of the same description makes', () => {
    expect(sealIndependently(vector)).toBe(vector.sealed);
  });

  it('is opened by whom it is for', async () => {
    const anyone = { id: 'ff'.repeat(16), privateKey: '11'.repeat(32) };
    const { id, privateKey } = vector.addressee ?? anyone;
    const reader = await instanceOf(vector, privateKey, id);
    expect(await reader.open(contextOf(vector), bytes(vector.sealed))).toEqual({
      kind: 'opened',
      content: vector.content,
      maker: { id: Buffer.from(vector.makerId, 'hex').toString('base64url'), publicKey: Uint8Array.from(publicKeyOf(vector.makerPrivateKey)) },
      addressed: vector.addressee !== undefined,
    });
  });

  it('is made again from the same keys and nonce', async () => {
    const maker = await instanceOf(vector, vector.makerPrivateKey, vector.makerId, vector.nonce);
    const addressee = vector.addressee && {
      id: Buffer.from(vector.addressee.id, 'hex').toString('base64url'),
      publicKey: Uint8Array.from(publicKeyOf(vector.addressee.privateKey)),
    };
    expect(Buffer.from(await maker.seal(contextOf(vector), vector.content, addressee)).toString('hex')).toBe(vector.sealed);
  });
});

it('keeps private keys where no script can read them', async () => {
  const asked: unknown[] = [];
  const subtle = new Proxy(globalThis.crypto.subtle, {
    get: (target, name) => (...parts: unknown[]) => {
      if (name === 'generateKey') asked.push(parts[1]);
      return (Reflect.get(target, name) as (...all: unknown[]) => unknown).apply(target, parts);
    },
  });
  await createWebCryptoSeal(new Uint8Array(16), { subtle, getRandomValues: (array) => globalThis.crypto.getRandomValues(array) }).createInstance();
  expect(asked).toEqual([false]);
});
