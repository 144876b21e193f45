import { describe, expect, it } from 'vitest';
import { createCallId } from '../link/call-link.ts';
import type { SealCrypto } from './key-schedule.ts';
import type { Instance, Seal, SealContext, SealInstance } from './seal.ts';
import { createWebCryptoSeal } from './webcrypto-seal.ts';

const hex = (bytes: BufferSource): string => Buffer.from(ArrayBuffer.isView(bytes) ? new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength) : new Uint8Array(bytes)).toString('hex');

/** WebCrypto as it is, whose derivations and encryptions are written down. Derived keys are made readable for it. */
class Spy {
  readonly encrypted: { readonly key: string; readonly nonce: string }[] = [];
  /** One entry a derivation: what went into it, what came out. */
  readonly derived: { readonly usage: string; readonly salt: string; readonly info: string; readonly key: string }[] = [];
  readonly pairs: string[] = [];
  readonly extractable: boolean[] = [];
  readonly #keys = new Map<CryptoKey, string>();
  readonly crypto: SealCrypto = { getRandomValues: (array) => crypto.getRandomValues(array), subtle: this.#subtle() };

  #subtle(): SubtleCrypto {
    const { subtle } = crypto;
    const overrides: Partial<SubtleCrypto> = {
      deriveKey: async (algorithm, base, type, extractable, usages) => {
        this.extractable.push(extractable);
        const key = await subtle.deriveKey(algorithm, base, type, true, usages);
        const raw = hex(await subtle.exportKey('raw', key));
        this.#keys.set(key, raw);
        const { salt, info } = algorithm as HkdfParams;
        this.derived.push({ usage: [...usages].join(), salt: hex(salt), info: hex(info), key: raw });
        return key;
      },
      encrypt: (algorithm, key, data) => {
        this.encrypted.push({ key: this.#keys.get(key) ?? 'unknown', nonce: hex((algorithm as AesGcmParams).iv) });
        return subtle.encrypt(algorithm, key, data);
      },
      exportKey: (async (format: 'raw', key: CryptoKey) => {
        const raw = await subtle.exportKey(format, key);
        this.pairs.push(hex(raw));
        return raw;
      }) as SubtleCrypto['exportKey'],
    };
    return new Proxy(subtle, {
      get: (target, name: keyof SubtleCrypto) => overrides[name] ?? target[name].bind(target),
    });
  }
}

const SEALS = 12;

/** Everything that one page may seal for another, `SEALS` times over: as a page does that tries again and again. */
async function sealAll(keys: SealInstance, to: Instance, context: Omit<SealContext, 'kind' | 'round' | 'index'>): Promise<void> {
  const kinds = context.role === 'caller' ? (['offer', 'candidates'] as const) : (['answer', 'candidates'] as const);
  await Promise.all(Array.from({ length: SEALS }, async (_, at) => {
    const place: SealContext = { ...context, kind: kinds[at % 2] ?? 'candidates', round: 1 + (at >> 1), index: 0 };
    await keys.seal(place, 'the same each time', to);
    if (context.role === 'caller') await keys.seal(place, 'the same each time', undefined);
  }));
}

describe('in thousands of seals, over calls, roles, reloads and rounds,', () => {
  it('no nonce, no key pair and no key comes twice, and each key seals in one direction, between two instances', async () => {
    const spy = new Spy();
    const CALLS = 10;
    const PAGES = 6;
    const one = crypto.getRandomValues(new Uint8Array(16));
    let made = 0;
    for (let call = 0; call < CALLS; call++) {
      const callId = createCallId();
      // Half of the calls under one secret, as if a link's were used again: the instances' own randomness must do.
      const seal: Seal = createWebCryptoSeal(call % 2 === 0 ? one : crypto.getRandomValues(new Uint8Array(16)), spy.crypto);
      for (let page = 0; page < PAGES; page++) {
        const [alice, bob, bobAgain] = await Promise.all([seal.createInstance(), seal.createInstance(), seal.createInstance()]);
        made += 3;
        await sealAll(alice, bob.instance, { callId, role: 'caller' });
        await sealAll(alice, bobAgain.instance, { callId, role: 'caller' });
        await sealAll(bob, alice.instance, { callId, role: 'callee' });
        await sealAll(bobAgain, alice.instance, { callId, role: 'callee' });
      }
    }
    const { encrypted, derived, pairs } = spy;
    expect(encrypted.length).toBe(CALLS * PAGES * SEALS * 6);
    expect(encrypted.length).toBeGreaterThan(4_000);
    expect(new Set(encrypted.map(({ nonce }) => nonce)).size).toBe(encrypted.length);
    expect([pairs.length, new Set(pairs).size]).toEqual([made, made]);
    expect(encrypted.some(({ key }) => key === 'unknown')).toBe(false);
    // alice: fresh, for bob, for bob's next page; they: one each.
    expect(new Set(derived.map(({ key }) => key)).size).toBe(CALLS * PAGES * 5);
    expect(new Set(derived.map(({ salt, info }) => `${salt} ${info}`)).size).toBe(CALLS * PAGES * 5);
    expect(spy.extractable).not.toContain(true);
  });

  it('both ends of a direction derive the same key, and the two directions different ones', async () => {
    const spy = new Spy();
    const seal = createWebCryptoSeal(new Uint8Array(16), spy.crypto);
    const [alice, bob] = await Promise.all([seal.createInstance(), seal.createInstance()]);
    const offer: SealContext = { callId: createCallId(), role: 'caller', kind: 'offer', round: 2, index: 0 };
    const answer: SealContext = { ...offer, role: 'callee', kind: 'answer' };
    expect(await bob.open(offer, await alice.seal(offer, 'there', bob.instance))).toMatchObject({ kind: 'opened' });
    expect(await alice.open(answer, await bob.seal(answer, 'back', alice.instance))).toMatchObject({ kind: 'opened' });
    const [there, thereToo, back, backToo] = spy.derived.map(({ usage, key }) => ({ usage, key }));
    expect([there?.usage, thereToo?.usage, back?.usage, backToo?.usage]).toEqual(['encrypt', 'decrypt', 'encrypt', 'decrypt']);
    expect([thereToo?.key, backToo?.key]).toEqual([there?.key, back?.key]);
    expect(there?.key).not.toBe(back?.key);
  });
});
