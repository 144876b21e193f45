/** The seal, on WebCrypto: in browsers, and in Node for tests. Formats in envelope.ts, padding.ts and key-schedule.ts. */
import { AppError } from '../../base/errors.ts';
import { joinBytes, toBase64Url, type OwnBytes } from '../../base/bytes.ts';
import { LINK_SECRET_BYTES } from '../link/call-link.ts';
import { associatedData, maxSealedBytes, mustBeAddressed, NONCE_BYTES, readEnvelope, writeHeader, type Envelope } from './envelope.ts';
import { KeySchedule, type SealCrypto } from './key-schedule.ts';
import { pack, unpack } from './padding.ts';
import type { Instance, Opened, Seal, SealContext, SealInstance } from './seal.ts';

/**
 * @param secret the 16 bytes of the link
 * @param crypto WebCrypto, which browsers give to secure contexts only (https, localhost)
 */
export function createWebCryptoSeal(secret: Uint8Array, crypto: SealCrypto = globalThis.crypto): Seal {
  if (secret.length !== LINK_SECRET_BYTES) throw new RangeError(`a link's secret has ${LINK_SECRET_BYTES} bytes`);
  const ownSecret = new Uint8Array(secret);
  return {
    createInstance: async () => new WebCryptoSealInstance(await KeySchedule.create(ownSecret, crypto), crypto),
    createNonce: () => toBase64Url(crypto.getRandomValues(new Uint8Array(16))),
    digest: async (sealed) => toBase64Url(new Uint8Array(await crypto.subtle.digest('SHA-256', new Uint8Array(sealed)))),
  };
}

class WebCryptoSealInstance implements SealInstance {
  readonly instance: Instance;
  readonly #keys: KeySchedule;
  readonly #crypto: SealCrypto;

  constructor(keys: KeySchedule, crypto: SealCrypto) {
    this.instance = keys.instance;
    this.#keys = keys;
    this.#crypto = crypto;
  }

  prepare(addressee: Instance): void {
    this.#keys.sealing(addressee).catch(() => undefined);
  }

  /** Rejects with `malformed` when the content is larger than the store takes, or the addressee no instance. */
  async seal(context: SealContext, content: string, addressee: Instance | undefined): Promise<OwnBytes> {
    if (!addressee && mustBeAddressed(context)) throw new AppError('malformed', { detail: `${context.role}'s ${context.kind} without an addressee` });
    try {
      const [key, plain] = await Promise.all([this.#keys.sealing(addressee), pack(content)]);
      // Random, never counted: a page that is reloaded would count the same again.
      const nonce = this.#crypto.getRandomValues(new Uint8Array(NONCE_BYTES));
      const header = writeHeader(this.instance, addressee?.id, nonce);
      const encryption = { name: 'AES-GCM', iv: nonce, additionalData: associatedData(context, header) };
      const sealed = joinBytes(header, new Uint8Array(await this.#crypto.subtle.encrypt(encryption, key, plain)));
      if (sealed.length > maxSealedBytes(context.kind)) throw new RangeError(`${sealed.length} sealed bytes are too many`);
      return sealed;
    } catch (error) {
      throw new AppError('malformed', { detail: `${context.kind} can't be sealed`, cause: error });
    }
  }

  async open(context: SealContext, sealed: Uint8Array): Promise<Opened> {
    const read = readEnvelope(sealed, context.kind);
    if (read.kind !== 'envelope') return { kind: 'refused', reason: read.kind };
    const { maker, addressee } = read.envelope;
    if (addressee === undefined && mustBeAddressed(context)) return { kind: 'refused', reason: 'forged' };
    // One's own message sent back, whatever it claims to be.
    if (maker.id === this.instance.id) return { kind: 'refused', reason: 'forged' };
    if (addressee !== undefined && addressee !== this.instance.id) return { kind: 'not-for-me', maker: maker.id };
    const plain = await this.#decrypt(context, read.envelope);
    if (!plain) return { kind: 'refused', reason: 'forged' };
    const content = await unpack(plain);
    if (content === undefined) return { kind: 'refused', reason: 'malformed' };
    return { kind: 'opened', content, maker, addressed: addressee !== undefined };
  }

  async #decrypt(context: SealContext, { maker, addressee, header, nonce, ciphertext }: Envelope): Promise<OwnBytes | undefined> {
    try {
      const key = await this.#keys.opening(maker, addressee !== undefined);
      const decryption = { name: 'AES-GCM', iv: nonce, additionalData: associatedData(context, header) };
      return new Uint8Array(await this.#crypto.subtle.decrypt(decryption, key, ciphertext));
    } catch {
      return undefined; // A point off the curve, or a tag that doesn't fit: WebCrypto says no more than that.
    }
  }
}
