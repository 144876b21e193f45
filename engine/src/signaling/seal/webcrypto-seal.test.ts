import { beforeAll, describe, expect, it } from 'vitest';
import { MAX_SEALED_BATCH_BYTES, MIN_SEALED_BYTES } from '#protocol/limits.ts';
import { createCallId } from '../link/call-link.ts';
import type { SealCrypto } from './key-schedule.ts';
import type { SealContext, SealInstance } from './seal.ts';
import { createWebCryptoSeal } from './webcrypto-seal.ts';

const HEADER_BYTES = 111;
const AT = { version: 0, addressed: 1, maker: 2, addressee: 18, publicKey: 34, nonce: 99 } as const;

const secret = crypto.getRandomValues(new Uint8Array(16));
const callId = createCallId();
const offer: SealContext = { callId, role: 'caller', kind: 'offer', round: 1, index: 0 };
const answer: SealContext = { callId, role: 'callee', kind: 'answer', round: 1, index: 0 };
const candidates: SealContext = { callId, role: 'caller', kind: 'candidates', round: 1, index: 3 };
const forged = { kind: 'refused', reason: 'forged' };
const malformed = { kind: 'refused', reason: 'malformed' };

const seal = createWebCryptoSeal(secret);
let alice: SealInstance;
let bob: SealInstance;
let carol: SealInstance;

beforeAll(async () => {
  [alice, bob, carol] = await Promise.all([seal.createInstance(), seal.createInstance(), seal.createInstance()]);
});

const flipped = (sealed: Uint8Array, at: number, mask = 1): Uint8Array => sealed.map((byte, index) => (index === at ? byte ^ mask : byte));

describe('the seal', () => {
  it('derives what was prepared once, and an addressee that is none is told of when something is sealed', async () => {
    let derived = 0;
    const { subtle } = crypto;
    const counting: SealCrypto = {
      getRandomValues: (array) => crypto.getRandomValues(array),
      subtle: new Proxy(subtle, {
        get: (target, name: keyof SubtleCrypto) => {
          if (name === 'deriveBits') derived++;
          return target[name].bind(target);
        },
      }),
    };
    const dave = await createWebCryptoSeal(secret, counting).createInstance();
    dave.prepare(alice.instance);
    await expect.poll(() => derived).toBe(1);
    expect(await alice.open(answer, await dave.seal(answer, 'x', alice.instance))).toMatchObject({ kind: 'opened', content: 'x' });
    expect(derived).toBe(1);
    const nobody = { ...alice.instance, publicKey: alice.instance.publicKey.slice().fill(7) };
    dave.prepare(nobody);
    await expect(dave.seal(answer, 'x', nobody)).rejects.toMatchObject({ failure: 'malformed' });
  });

  it('lets every holder of the link open a fresh offer and its candidates', async () => {
    for (const context of [offer, candidates]) {
      const sealed = await alice.seal(context, 'v=0 …', undefined);
      for (const holder of [bob, carol]) {
        expect(await holder.open(context, sealed)).toEqual({ kind: 'opened', content: 'v=0 …', maker: alice.instance, addressed: false });
      }
    }
  });

  it('lets the addressee alone open what is addressed', async () => {
    for (const [context, from, to] of [[answer, bob, alice], [offer, alice, bob], [candidates, alice, bob]] as const) {
      const sealed = await from.seal(context, 'for one', to.instance);
      expect(await to.open(context, sealed)).toEqual({ kind: 'opened', content: 'for one', maker: from.instance, addressed: true });
      expect(await carol.open(context, sealed)).toEqual({ kind: 'not-for-me', maker: from.instance.id });
      // carol, who holds the link, says it is for her: the key is another.
      const redirected = sealed.slice();
      redirected.set(Buffer.from(carol.instance.id, 'base64url'), AT.addressee);
      expect(await carol.open(context, redirected)).toEqual(forged);
    }
  });

  it('is for holders of the same link alone', async () => {
    const stranger = await createWebCryptoSeal(crypto.getRandomValues(new Uint8Array(16))).createInstance();
    expect(await stranger.open(offer, await alice.seal(offer, 'x', undefined))).toEqual(forged);
    expect(await stranger.open(answer, await bob.seal(answer, 'x', stranger.instance))).toEqual(forged);
    expect(await bob.open(offer, await stranger.seal(offer, 'x', undefined))).toEqual(forged);
    expect(() => createWebCryptoSeal(new Uint8Array(15))).toThrow(RangeError);
  });

  it('makes no answer and no callee candidates for all holders of the link, and takes none', async () => {
    const calleeCandidates: SealContext = { ...candidates, role: 'callee' };
    await expect(bob.seal(answer, 'x', undefined)).rejects.toMatchObject({ failure: 'malformed' });
    await expect(bob.seal(calleeCandidates, 'x', undefined)).rejects.toMatchObject({ failure: 'malformed' });
    const fresh = await bob.seal(offer, 'x', undefined);
    expect(await alice.open(answer, fresh)).toEqual(forged);
    expect(await alice.open(calleeCandidates, fresh.subarray(0, MIN_SEALED_BYTES))).toEqual(forged);
  });

  it.each([['fresh', false], ['addressed', true]] as const)('refuses a %s message with any byte of its header changed', async (_, isAddressed) => {
    const sealed = await alice.seal(offer, 'content', isAddressed ? bob.instance : undefined);
    for (let at = 0; at < HEADER_BYTES; at++) {
      const expected =
        at === AT.version ? { kind: 'refused', reason: 'other-version' }
        // Neither can be flipped alone: an addressed message names an addressee, a fresh one none.
        : at === AT.addressed ? (isAddressed ? malformed : { kind: 'not-for-me', maker: alice.instance.id })
        : at >= AT.addressee && at < AT.publicKey ? (isAddressed ? { kind: 'not-for-me', maker: alice.instance.id } : malformed)
        : at === AT.publicKey ? malformed
        : forged;
      expect([at, await bob.open(offer, flipped(sealed, at))]).toEqual([at, expected]);
    }
  });

  it('refuses a changed byte anywhere behind the header', async () => {
    const sealed = await alice.seal(answer, 'content', bob.instance);
    const places = Array.from({ length: sealed.length - HEADER_BYTES }, (_, index) => HEADER_BYTES + index).filter((at) => at % 41 === 0 || at > sealed.length - 17);
    for (const at of places) expect([at, await bob.open(answer, flipped(sealed, at))]).toEqual([at, forged]);
  });

  it.each<Partial<SealContext>>([
    { callId: createCallId() }, { role: 'callee' }, { kind: 'answer' }, { kind: 'candidates' }, { round: 2 }, { index: 1 },
  ])('refuses a message that was moved to %j', async (elsewhere) => {
    const sealed = await alice.seal(offer, 'content', bob.instance);
    expect(await bob.open(offer, sealed)).toMatchObject({ kind: 'opened' });
    expect(await bob.open({ ...offer, ...elsewhere }, sealed)).toEqual(forged);
  });

  it('refuses its own messages sent back', async () => {
    expect(await alice.open(offer, await alice.seal(offer, 'x', undefined))).toEqual(forged);
    const addressed = await alice.seal(offer, 'x', bob.instance);
    expect(await alice.open({ ...offer, role: 'callee' }, addressed)).toEqual(forged);
    // As if bob had made it for alice: names exchanged in the header.
    const reflected = addressed.slice();
    reflected.set(Buffer.from(bob.instance.id, 'base64url'), AT.maker);
    reflected.set(Buffer.from(alice.instance.id, 'base64url'), AT.addressee);
    reflected.set(bob.instance.publicKey, AT.publicKey);
    expect(await alice.open(offer, reflected)).toEqual(forged);
  });

  it('refuses a public key that is no point of the curve', async () => {
    const sealed = await alice.seal(offer, 'x', undefined);
    const offCurve = sealed.slice().fill(7, AT.publicKey + 1, AT.nonce);
    expect(await bob.open(offer, offCurve)).toEqual(forged);
    await expect(bob.seal(answer, 'x', { id: alice.instance.id, publicKey: offCurve.subarray(AT.publicKey, AT.nonce) })).rejects.toMatchObject({ failure: 'malformed' });
    await expect(bob.seal(answer, 'x', { id: 'short', publicKey: alice.instance.publicKey })).rejects.toMatchObject({ failure: 'malformed' });
  });

  it('refuses what was cut, grown or never sealed', async () => {
    const sealed = await alice.seal(offer, 'x', undefined);
    for (const length of [1, 110, 111, 127, MIN_SEALED_BYTES - 1]) expect(await bob.open(offer, sealed.subarray(0, length))).toEqual(malformed);
    for (const more of [1, 1023, 100_000]) expect(await bob.open(offer, Buffer.concat([sealed, new Uint8Array(more)]))).toEqual(malformed);
    expect(await bob.open(offer, new Uint8Array())).toEqual(malformed);
    expect(await bob.open(offer, Buffer.concat([sealed, new Uint8Array(1024)]))).toEqual(forged);
    const wide = await alice.seal(offer, Buffer.from(crypto.getRandomValues(new Uint8Array(9000))).toString('hex'), undefined);
    expect(wide.length).toBeGreaterThan(MAX_SEALED_BATCH_BYTES);
    expect(await bob.open(candidates, wide)).toEqual(malformed);
  });

  it('says so when content is too large for the store', async () => {
    const noise = Buffer.from(crypto.getRandomValues(new Uint8Array(9000))).toString('hex');
    await expect(alice.seal(candidates, noise, undefined)).rejects.toMatchObject({ failure: 'malformed' });
    await expect(alice.seal(offer, 'x'.repeat(70_000), undefined)).rejects.toMatchObject({ failure: 'malformed' });
  });

  it('never uses a nonce, a salt or a key pair twice', async () => {
    const sealed = await Promise.all(Array.from({ length: 200 }, () => alice.seal(offer, 'same', undefined)));
    const part = (from: number, to: number): number => new Set(sealed.map((bytes) => Buffer.from(bytes.subarray(from, to)).toString('hex'))).size;
    expect([part(AT.nonce, HEADER_BYTES), part(HEADER_BYTES, MIN_SEALED_BYTES), part(0, AT.nonce)]).toEqual([200, 200, 1]);
    expect(new Set([alice, bob, carol].map(({ instance }) => instance.id)).size).toBe(3);
  });

  it('takes whole steps of 1 KiB', async () => {
    expect(await alice.seal(offer, '', undefined)).toHaveLength(MIN_SEALED_BYTES);
    const long = await alice.seal(offer, Buffer.from(crypto.getRandomValues(new Uint8Array(2000))).toString('hex'), undefined);
    expect((long.length - MIN_SEALED_BYTES) % 1024).toBe(0);
  });

  it('takes no content that changes under its hands', async () => {
    const sealed = await alice.seal(offer, 'as it was', undefined);
    const opening = bob.open(offer, sealed);
    sealed.fill(0);
    expect(await opening).toMatchObject({ kind: 'opened', content: 'as it was' });
  });

  it('names an offer by its digest', async () => {
    // FIPS 180-4, the empty message.
    expect(await seal.digest(new Uint8Array())).toBe('47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU');
  });
});
