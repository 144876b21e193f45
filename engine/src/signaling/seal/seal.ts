/**
 * The port of the seal: what turns descriptions and candidates into bytes that only the two parties can read.
 * The real one (webcrypto-seal.ts) is made from the link's secret; a simulator may use another behind this port.
 *
 * Envelope: version 1 | addressed 1 | maker 16 | addressee 16 | public key 65 | nonce 12 | AES-256-GCM ciphertext and tag.
 * The header stands in clear and is authenticated with the context.
 */
import type { CallId, Role } from '#protocol/identifiers.ts';
import { equalBytes } from '../../base/bytes.ts';

/** Who made a message: one per RTCPeerConnection. `id` is the salt of its keys, base64url of 16 random bytes. */
export interface Instance {
  readonly id: string;
  /** Uncompressed P-256 point, 65 bytes. */
  readonly publicKey: Uint8Array;
}

/** `id` is chosen by its maker: only with the public key it is the same one. */
export function isSameInstance(one: Instance | undefined, other: Instance): boolean {
  return one !== undefined && one.id === other.id && equalBytes(one.publicKey, other.publicKey);
}

/** What a message is, bound to it as associated data: moved elsewhere, it no longer opens. */
export interface SealContext {
  readonly callId: CallId;
  /** The maker's role. */
  readonly role: Role;
  readonly kind: 'offer' | 'answer' | 'candidates';
  readonly round: number;
  /** The batch's index for candidates, 0 otherwise. */
  readonly index: number;
}

export type Opened =
  /** `addressed` is false for a fresh offer and its candidates. */
  | { readonly kind: 'opened'; readonly content: string; readonly maker: Instance; readonly addressed: boolean }
  /** It is for an RTCPeerConnection that is not this one (an earlier page of this role, say). */
  | { readonly kind: 'not-for-me'; readonly maker: string }
  /** Not made by anyone who has the link (and, where addressed, the key): forged, moved, cut, or made with another link's secret. */
  | { readonly kind: 'refused'; readonly reason: 'malformed' | 'other-version' | 'forged' };

/** The keys of one RTCPeerConnection. */
export interface SealInstance {
  readonly instance: Instance;
  /** Derives ahead of time what sealing for `addressee` takes. Never rejects: a key that is none shows at the sealing. */
  prepare(addressee: Instance): void;
  /**
   * @param addressee whom the message is for; none makes a fresh message, which every holder of the link can open.
   *   Answers and a callee's candidates must name one.
   * @returns MIN_SEALED_BYTES or more; a fresh random nonce each time
   */
  seal(context: SealContext, content: string, addressee: Instance | undefined): Promise<Uint8Array>;
  /** Never rejects. An answer, or a callee's candidates, that are not addressed are refused as forged. */
  open(context: SealContext, sealed: Uint8Array): Promise<Opened>;
}

export interface Seal {
  createInstance(): Promise<SealInstance>;
  /** 16 random bytes, base64url. */
  createNonce(): string;
  /** SHA-256 of exactly these bytes, base64url: names the offer that an answer answers. */
  digest(sealed: Uint8Array): Promise<string>;
}
