/**
 * Which key seals what (the handshake follows Noise NNpsk0, the link's secret being the psk):
 *
 *   fresh      HKDF(secret,                        salt = maker's id, info = 'fresh', maker's public key)
 *   addressed  HKDF(secret ‖ ECDH(maker, addressee), salt = maker's id, info = 'addressed', both public keys, both ids)
 *
 * The ids and keys stand in the order maker, addressee, so what one side sealed never opens as if the other had.
 */
import { PROTOCOL_VERSION } from '#protocol/limits.ts';
import { fromBase64Url, joinBytes, toBase64Url, type OwnBytes } from '../../base/bytes.ts';
import { lengthPrefixed, INSTANCE_ID_BYTES } from './envelope.ts';
import type { Instance } from './seal.ts';

/** What is asked of WebCrypto: a test hands in fixed keys and nonces. */
export type SealCrypto = Pick<Crypto, 'subtle' | 'getRandomValues'>;

const CURVE = { name: 'ECDH', namedCurve: 'P-256' } as const;
const ECDH_BITS = 256;

/** A store that offers ever new makers must not fill the page's memory; a call knows a handful. */
const MAX_KEYS = 32;

/** The keys of one instance: its pair, and what was derived from it, each once. */
export class KeySchedule {
  readonly instance: Instance;
  readonly #crypto: SealCrypto;
  readonly #secret: OwnBytes;
  readonly #privateKey: CryptoKey;
  readonly #derived = new Map<string, Promise<CryptoKey>>();

  private constructor(instance: Instance, privateKey: CryptoKey, secret: OwnBytes, crypto: SealCrypto) {
    this.instance = instance;
    this.#privateKey = privateKey;
    this.#secret = secret;
    this.#crypto = crypto;
  }

  static async create(secret: OwnBytes, crypto: SealCrypto): Promise<KeySchedule> {
    // Not extractable, which for a pair concerns the private key alone.
    const pair = await crypto.subtle.generateKey(CURVE, false, ['deriveBits']);
    const publicKey = new Uint8Array(await crypto.subtle.exportKey('raw', pair.publicKey));
    const id = toBase64Url(crypto.getRandomValues(new Uint8Array(INSTANCE_ID_BYTES)));
    return new KeySchedule({ id, publicKey }, pair.privateKey, secret, crypto);
  }

  /** To seal for `addressee`, or for every holder of the link. Rejects when the addressee's key is no point of the curve. */
  sealing(addressee: Instance | undefined): Promise<CryptoKey> {
    return this.#key('encrypt', this.instance, addressee, addressee ?? this.instance);
  }

  /** To open what `maker` sealed, for this instance or for all. Rejects when the maker's key is no point of the curve. */
  opening(maker: Instance, isAddressed: boolean): Promise<CryptoKey> {
    return this.#key('decrypt', maker, isAddressed ? this.instance : undefined, maker);
  }

  #key(usage: 'encrypt' | 'decrypt', maker: Instance, addressee: Instance | undefined, other: Instance): Promise<CryptoKey> {
    // By key as well as by id: ids of others are theirs to choose.
    const name = [usage, addressee ? 'addressed' : 'fresh', other.id, toBase64Url(other.publicKey)].join(' ');
    const known = this.#derived.get(name);
    if (known) return known;
    const key = this.#derive(usage, maker, addressee, other);
    const [oldest] = this.#derived.keys();
    if (oldest !== undefined && this.#derived.size >= MAX_KEYS) this.#derived.delete(oldest);
    this.#derived.set(name, key);
    return key;
  }

  async #derive(usage: 'encrypt' | 'decrypt', maker: Instance, addressee: Instance | undefined, other: Instance): Promise<CryptoKey> {
    const { subtle } = this.#crypto;
    // Refuses a point off the curve, for a fresh message too: an answer would be sealed to that key.
    const publicKey = await subtle.importKey('raw', joinBytes(other.publicKey), CURVE, false, []);
    const shared = addressee && new Uint8Array(await subtle.deriveBits({ name: 'ECDH', public: publicKey }, this.#privateKey, ECDH_BITS));
    const material = joinBytes(this.#secret, shared ?? new Uint8Array());
    const base = await subtle.importKey('raw', material, 'HKDF', false, ['deriveKey']);
    // The engine keeps its own copy; ours need not wait for the garbage collector.
    material.fill(0);
    shared?.fill(0);
    const salt = fromBase64Url(maker.id) ?? new Uint8Array();
    const derivation = { name: 'HKDF', hash: 'SHA-256', salt, info: derivationInfo(maker, addressee) };
    return subtle.deriveKey(derivation, base, { name: 'AES-GCM', length: 256 }, false, [usage]);
  }
}

function derivationInfo(maker: Instance, addressee: Instance | undefined): OwnBytes {
  const text = (words: string): Uint8Array => new TextEncoder().encode(words);
  const protocol = text(`firelink ${PROTOCOL_VERSION}`);
  return addressee
    ? lengthPrefixed(protocol, text('addressed'), maker.publicKey, addressee.publicKey, text(maker.id), text(addressee.id))
    : lengthPrefixed(protocol, text('fresh'), maker.publicKey);
}
