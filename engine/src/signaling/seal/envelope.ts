/**
 * The envelope of a sealed message, and what binds it to its place.
 *
 *   version 1 | addressed 1 | maker 16 | addressee 16 | public key 65 | nonce 12 | ciphertext and tag
 *   `-------------------------- header, 111 bytes in clear --------------------'
 */
import { MAX_SEALED_BATCH_BYTES, MAX_SEALED_DESCRIPTION_BYTES, MIN_SEALED_BYTES, PROTOCOL_VERSION } from '#protocol/limits.ts';
import { equalBytes, fromBase64Url, joinBytes, toBase64Url, type OwnBytes } from '../../base/bytes.ts';
import { STEP_BYTES } from './padding.ts';
import type { Instance, SealContext } from './seal.ts';

export const INSTANCE_ID_BYTES = 16;
export const PUBLIC_KEY_BYTES = 65;
export const NONCE_BYTES = 12;
export const TAG_BYTES = 16;
const HEADER_BYTES = 2 + 2 * INSTANCE_ID_BYTES + PUBLIC_KEY_BYTES + NONCE_BYTES;

/** SEC 1, 2.3.3: what an uncompressed point begins with. */
const UNCOMPRESSED = 4;
const NOBODY = new Uint8Array(INSTANCE_ID_BYTES);

export interface Envelope {
  readonly maker: Instance;
  /** The addressee's id; undefined for a fresh message, which is for every holder of the link. */
  readonly addressee: string | undefined;
  readonly header: OwnBytes;
  readonly nonce: OwnBytes;
  readonly ciphertext: OwnBytes;
}

export type ReadEnvelope = { readonly kind: 'envelope'; readonly envelope: Envelope } | { readonly kind: 'malformed' | 'other-version' };

export function writeHeader(maker: Instance, addressee: string | undefined, nonce: Uint8Array): OwnBytes {
  const flags = Uint8Array.of(PROTOCOL_VERSION, addressee === undefined ? 0 : 1);
  const header = joinBytes(flags, idBytes(maker.id), addressee === undefined ? NOBODY : idBytes(addressee), maker.publicKey, nonce);
  if (header.length !== HEADER_BYTES) throw new RangeError(`a header has ${HEADER_BYTES} bytes, not ${header.length}`);
  return header;
}

/** Reads untrusted bytes. Each envelope has one encoding; every other one is malformed. */
export function readEnvelope(sealed: Uint8Array, kind: SealContext['kind']): ReadEnvelope {
  if (sealed.length > 0 && sealed[0] !== PROTOCOL_VERSION) return { kind: 'other-version' };
  if (sealed.length < MIN_SEALED_BYTES || sealed.length > maxSealedBytes(kind)) return { kind: 'malformed' };
  if ((sealed.length - HEADER_BYTES - TAG_BYTES) % STEP_BYTES !== 0) return { kind: 'malformed' };
  // A copy, which can't change while the keys are being derived.
  const bytes = new Uint8Array(sealed);
  let at = 2;
  const take = (length: number): OwnBytes => bytes.slice(at, (at += length));
  const maker = take(INSTANCE_ID_BYTES);
  const addressee = take(INSTANCE_ID_BYTES);
  const publicKey = take(PUBLIC_KEY_BYTES);
  const nonce = take(NONCE_BYTES);
  const isAddressed = bytes[1] === 1;
  if (bytes[1] !== 0 && !isAddressed) return { kind: 'malformed' };
  if (!isAddressed && !equalBytes(addressee, NOBODY)) return { kind: 'malformed' };
  if (publicKey[0] !== UNCOMPRESSED) return { kind: 'malformed' };
  const envelope: Envelope = {
    maker: { id: toBase64Url(maker), publicKey },
    addressee: isAddressed ? toBase64Url(addressee) : undefined,
    header: bytes.slice(0, HEADER_BYTES),
    nonce,
    ciphertext: bytes.slice(HEADER_BYTES),
  };
  return { kind: 'envelope', envelope };
}

export function maxSealedBytes(kind: SealContext['kind']): number {
  return kind === 'candidates' ? MAX_SEALED_BATCH_BYTES : MAX_SEALED_DESCRIPTION_BYTES;
}

/** Answers, and a callee's candidates, follow an offer: their maker knows the addressee. */
export function mustBeAddressed({ kind, role }: SealContext): boolean {
  return kind === 'answer' || role === 'callee';
}

/**
 * What the tag vouches for besides the content: every field with its length in front, so no two contexts read alike.
 */
export function associatedData(context: SealContext, header: Uint8Array): OwnBytes {
  const fields = [
    'firelink', String(PROTOCOL_VERSION), context.callId, context.role, context.kind, String(context.round), String(context.index),
  ];
  return lengthPrefixed(...fields.map((field) => new TextEncoder().encode(field)), header);
}

/** Each field as a 4-byte length, big endian, and its bytes. */
export function lengthPrefixed(...fields: readonly Uint8Array[]): OwnBytes {
  return joinBytes(...fields.flatMap((field) => [lengthBytes(field.length), field]));
}

function lengthBytes(length: number): Uint8Array {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, length);
  return bytes;
}

function idBytes(id: string): Uint8Array {
  const bytes = fromBase64Url(id);
  if (bytes?.length !== INSTANCE_ID_BYTES) throw new RangeError('an instance is named by 16 bytes in base64url');
  return bytes;
}
