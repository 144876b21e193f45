/**
 * The seal once more, on Node's own crypto and written from the description in seal.ts, key-schedule.ts and DESIGN
 * alone: what both agree on is not the accident of one implementation.
 */
import { createCipheriv, createECDH, hkdfSync } from 'node:crypto';
import { deflateRawSync } from 'node:zlib';

export interface SealVector {
  readonly title: string;
  /** All bytes in hex. */
  readonly secret: string;
  readonly makerId: string;
  readonly makerPrivateKey: string;
  readonly nonce: string;
  /** The addressee of an addressed message. */
  readonly addressee?: { readonly id: string; readonly privateKey: string };
  readonly context: { readonly callId: string; readonly role: string; readonly kind: string; readonly round: number; readonly index: number };
  readonly content: string;
  readonly sealed: string;
}

const fields = (...parts: readonly (string | Buffer)[]): Buffer =>
  Buffer.concat(parts.flatMap((part) => {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(Buffer.byteLength(part));
    return [length, Buffer.from(part)];
  }));

export function publicKeyOf(privateKey: string): Buffer {
  const ecdh = createECDH('prime256v1');
  ecdh.setPrivateKey(Buffer.from(privateKey, 'hex'));
  return ecdh.getPublicKey();
}

export function sealIndependently(vector: Omit<SealVector, 'sealed'>): string {
  const { addressee, context } = vector;
  const [secret, makerId, nonce] = [vector.secret, vector.makerId, vector.nonce].map((hex) => Buffer.from(hex, 'hex')) as [Buffer, Buffer, Buffer];
  const makerKey = publicKeyOf(vector.makerPrivateKey);
  const addresseeId = Buffer.from(addressee?.id ?? '00'.repeat(16), 'hex');
  let material = secret;
  let info = fields('firelink 2', 'fresh', makerKey);
  if (addressee) {
    const ecdh = createECDH('prime256v1');
    ecdh.setPrivateKey(Buffer.from(vector.makerPrivateKey, 'hex'));
    const addresseeKey = publicKeyOf(addressee.privateKey);
    material = Buffer.concat([secret, ecdh.computeSecret(addresseeKey)]);
    info = fields('firelink 2', 'addressed', makerKey, addresseeKey, makerId.toString('base64url'), addresseeId.toString('base64url'));
  }
  const key = Buffer.from(hkdfSync('sha256', material, makerId, info, 32));
  const header = Buffer.concat([Buffer.from([2, addressee ? 1 : 0]), makerId, addresseeId, makerKey, nonce]);
  const deflated = deflateRawSync(vector.content);
  const padded = Buffer.alloc(Math.ceil((4 + deflated.length) / 1024) * 1024);
  padded.writeUInt32BE(deflated.length);
  deflated.copy(padded, 4);
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  cipher.setAAD(fields('firelink', '2', context.callId, context.role, context.kind, String(context.round), String(context.index), header));
  return Buffer.concat([header, cipher.update(padded), cipher.final(), cipher.getAuthTag()]).toString('hex');
}
