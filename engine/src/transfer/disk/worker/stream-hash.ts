/**
 * SHA-256 of what comes in pieces, whose state can be stored. WebCrypto hashes only what is there as a whole, so this is
 * hash-wasm's: https://github.com/Daninet/hash-wasm.
 */
import { createSHA256 } from 'hash-wasm';
import type { OwnBytes } from '../../../base/bytes.ts';

type Sha256 = Awaited<ReturnType<typeof createSHA256>>;

/** The state as bytes, which can hold up to 63 of those that were hashed last: as private as they are. */
export interface HashState {
  /** How many bytes have been hashed. */
  readonly length: number;
  readonly state: OwnBytes;
}

export class StreamHash {
  readonly #sha256: Sha256;
  #length = 0;

  private constructor(sha256: Sha256) {
    this.#sha256 = sha256.init();
  }

  static async create(): Promise<StreamHash> {
    return new StreamHash(await createSHA256());
  }

  /** @throws Error for a state of another build of hash-wasm */
  static async from({ length, state }: HashState): Promise<StreamHash> {
    const hash = await StreamHash.create();
    hash.load({ length, state });
    return hash;
  }

  get length(): number {
    return this.#length;
  }

  update(bytes: Uint8Array): void {
    this.#sha256.update(bytes);
    this.#length += bytes.length;
  }

  save(): HashState {
    return { length: this.#length, state: new Uint8Array(this.#sha256.save()) };
  }

  /** @throws Error for a state of another build of hash-wasm */
  load({ length, state }: HashState): void {
    this.#sha256.load(state);
    this.#length = length;
  }

  /** Of what has been hashed up to now, 32 bytes. More may follow. */
  digest(): OwnBytes {
    const before = this.#sha256.save();
    const digest = new Uint8Array(this.#sha256.digest('binary'));
    this.#sha256.load(before);
    return digest;
  }
}

/** Of a block that is there as a whole: WebCrypto is three times as fast. */
export async function sha256(bytes: OwnBytes): Promise<OwnBytes> {
  return new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
}
