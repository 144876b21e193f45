/**
 * The short authentication string (RFC 6189 section 4.4), on the screen the spoken code: six digits for two people to
 * compare aloud, the same on both sides unless there is a person in the middle.
 *
 *   offer   ── commitment = SHA-256(caller's nonce) ──►
 *           ◄── callee's nonce ── answer
 *   reveal  ── caller's nonce, on the data channel ──►      both: digits of SHA-256(certificates, nonces)
 *
 * Without the commitment a person in the middle would try certificates until one gives the same digits, which takes
 * seconds for twenty bits; with it there is one guess in a million.
 */
import type { Role } from '#protocol/identifiers.ts';
import { fingerprints } from '../../peer/sdp.ts';
import { fromBase64Url } from '../../base/bytes.ts';
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
  readonly #fingerprints: Partial<Record<Role, string>> = {};
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

  /** What the caller's offer says of a nonce that it does not reveal yet. */
  commitment(): Promise<string> {
    return this.#seal.digest(bytesOf(this.nonce));
  }

  /** Of either side's first description: it names the certificate that the side's packets will come with. */
  setFingerprints(role: Role, sdp: string): void {
    this.#fingerprints[role] ??= fingerprints(sdp);
  }

  /** A connection that goes on keeps its certificates: what was compared would speak of others. */
  isSameCertificate(role: Role, sdp: string): boolean {
    return this.#fingerprints[role] === fingerprints(sdp);
  }

  /** Callee: the caller has committed to a nonce. */
  setCommitment(commitment: string | undefined): void {
    this.#commitment ??= { digest: commitment };
  }

  /** Caller: the callee's nonce came with its answer. */
  setPeerNonce(nonce: string | undefined): void {
    this.#answer ??= { nonce };
  }

  /** Callee: the caller's nonce. @returns false when it is not the one committed to: there is a person in the middle, or a mistake */
  async acceptReveal(nonce: string): Promise<boolean> {
    const isCommitted = (await this.#seal.digest(bytesOf(nonce))) === this.#commitment?.digest;
    if (isCommitted) this.#revealed = nonce;
    else this.#isForged = true;
    return isCommitted;
  }

  /**
   * There is nothing to compare, and won't be: the first offer committed to nothing, the first answer brought no nonce, or
   * a nonce is not the one that was committed to. No Firelink does that by itself: the messages were changed on the way.
   */
  get hasFailed(): boolean {
    const lacksCommitment = this.#role === 'callee' && this.#commitment !== undefined && this.#commitment.digest === undefined;
    const lacksNonce = this.#role === 'caller' && this.#answer !== undefined && this.#answer.nonce === undefined;
    return this.#isForged || lacksCommitment || lacksNonce;
  }

  /** Which two certificates it is about: the same two keep their code when the connection is rebuilt. */
  get certificates(): string {
    return `${this.#fingerprints.caller ?? ''}|${this.#fingerprints.callee ?? ''}`;
  }

  /** @returns six digits, or undefined while a nonce is missing, and where the exchange has failed */
  async digits(): Promise<string | undefined> {
    if (this.hasFailed) return undefined;
    const theirs = this.#role === 'caller' ? this.#answer?.nonce : this.#revealed;
    if (theirs === undefined) return undefined;
    const nonces = this.#role === 'caller' ? [this.nonce, theirs] : [theirs, this.nonce];
    const hash = fromBase64Url(await this.#seal.digest(bytesOf(['firelink code', this.certificates, ...nonces].join('|'))));
    if (!hash) throw new TypeError('a digest is base64url');
    const number = hash.subarray(0, CODE_BYTES).reduce((sum, byte) => sum * 256 + byte, 0);
    return String(number % 10 ** DIGITS).padStart(DIGITS, '0');
  }
}

/** Keeps the first digits of each pair of certificates: what two people have compared doesn't change under them. */
export class SasCache {
  readonly #codes = new Map<string, string>();

  /** @returns the digits to show for the two certificates */
  keep(certificates: string, digits: string): string {
    const known = this.#codes.get(certificates) ?? digits;
    this.#codes.set(certificates, known);
    return known;
  }
}

function bytesOf(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
