/**
 * Six digits, the same on both sides when nobody sits in between, for two people to compare aloud.
 *
 *   offer   ── commitment = SHA-256(caller's nonce) ──►
 *           ◄── callee's nonce ── answer
 *   reveal  ── caller's nonce, on the data channel ──►      both: digits of SHA-256(certificates, nonces)
 *
 * Without the commitment whoever sits in between would try certificates until one gives the same digits, which takes
 * seconds for twenty bits; so he has one guess in a million (ZRTP's short authentication string, RFC 6189 section 4.4).
 */
import type { Role } from '#protocol/identifiers.ts';
import { fingerprints } from '../../peer/sdp.ts';
import { fromBase64Url } from '../../signaling/bytes.ts';
import type { Seal } from '../../signaling/seal/seal.ts';

const DIGITS = 6;
/** 48 bits, of which a million is taken: the bias is one in 280 million. */
const CODE_BYTES = 6;

/** One exchange a RTCPeerConnection. */
export class SasExchange {
  /** Ours: committed to (caller) or sent with the answer (callee). */
  readonly nonce: string;
  readonly #seal: Seal;
  readonly #role: Role;
  readonly #certificates: Partial<Record<Role, string>> = {};
  /** What the first offer and the first answer say counts: a later round could be made to fit what is known by then. */
  #commitment: { readonly digest: string | undefined } | undefined;
  #answer: { readonly nonce: string | undefined } | undefined;
  #revealed: string | undefined;
  #isForged = false;

  constructor(role: Role, seal: Seal) {
    this.#role = role;
    this.#seal = seal;
    this.nonce = seal.createNonce();
  }

  /** What the caller's offer says of a nonce that it does not say yet. */
  commitment(): Promise<string> {
    return this.#seal.digest(bytesOf(this.nonce));
  }

  /** Either side's description names the certificate that its packets will come with. */
  setFingerprints(role: Role, sdp: string): void {
    this.#certificates[role] ??= fingerprints(sdp);
  }

  /** A connection that goes on keeps its certificates: what was compared would speak of others. */
  isSameCertificate(role: Role, sdp: string): boolean {
    return this.#certificates[role] === fingerprints(sdp);
  }

  /** Callee: the caller has committed to a nonce. */
  setCommitment(commitment: string | undefined): void {
    this.#commitment ??= { digest: commitment };
  }

  /** Caller: the callee's nonce came with its answer. */
  setPeerNonce(nonce: string | undefined): void {
    this.#answer ??= { nonce };
  }

  /** Callee: the caller's nonce. @returns false when it is not the one committed to: somebody is in between, or mistaken */
  async acceptReveal(nonce: string): Promise<boolean> {
    const isCommitted = (await this.#seal.digest(bytesOf(nonce))) === this.#commitment?.digest;
    if (isCommitted) this.#revealed = nonce;
    else this.#isForged = true;
    return isCommitted;
  }

  /**
   * There is nothing to compare, and won't be: the first offer committed to nothing, the first answer brought no nonce, or
   * a nonce is not the one that was committed to. Every Firelink does better, so somebody has meddled.
   */
  get hasFailed(): boolean {
    const lacksCommitment = this.#role === 'callee' && this.#commitment !== undefined && this.#commitment.digest === undefined;
    const lacksNonce = this.#role === 'caller' && this.#answer !== undefined && this.#answer.nonce === undefined;
    return this.#isForged || lacksCommitment || lacksNonce;
  }

  /** Which two certificates it is about: the same two keep their code when the connection is rebuilt. */
  get pair(): string {
    return `${this.#certificates.caller ?? ''}|${this.#certificates.callee ?? ''}`;
  }

  /** @returns six digits, or undefined while a nonce is missing, and where one is spoilt */
  async digits(): Promise<string | undefined> {
    if (this.hasFailed) return undefined;
    const theirs = this.#role === 'caller' ? this.#answer?.nonce : this.#revealed;
    if (theirs === undefined) return undefined;
    const nonces = this.#role === 'caller' ? [this.nonce, theirs] : [theirs, this.nonce];
    const hash = fromBase64Url(await this.#seal.digest(bytesOf(['firelink code', this.pair, ...nonces].join('|'))));
    if (!hash) throw new TypeError('a digest is base64url');
    const number = hash.subarray(0, CODE_BYTES).reduce((sum, byte) => sum * 256 + byte, 0);
    return String(number % 10 ** DIGITS).padStart(DIGITS, '0');
  }
}

/** Keeps the first code of each pair of certificates: what two people have compared doesn't change under them. */
export class SasCache {
  readonly #codes = new Map<string, string>();

  keep(pair: string, digits: string): string {
    const known = this.#codes.get(pair) ?? digits;
    this.#codes.set(pair, known);
    return known;
  }
}

function bytesOf(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
