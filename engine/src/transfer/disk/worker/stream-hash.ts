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

/** One for all files: each is WebAssembly with a memory of its own, of which Chromium lets a page have some 125. */
let machine: Promise<Sha256> | undefined;

async function openMachine(): Promise<Sha256> {
  try {
    return await (machine ??= createSHA256());
  } catch (error) {
    machine = undefined;
    throw error;
  }
}

export class StreamHash {
  readonly #machine: Sha256;
  #hashed: HashState;

  private constructor(machine: Sha256, hashed: HashState) {
    this.#machine = machine;
    this.#hashed = hashed;
  }

  static async create(): Promise<StreamHash> {
    const machine = await openMachine();
    return new StreamHash(machine, { length: 0, state: stateOf(machine.init()) });
  }

  /** @throws Error for a state of another build of hash-wasm */
  static async from(hashed: HashState): Promise<StreamHash> {
    const hash = await StreamHash.create();
    hash.load(hashed);
    return hash;
  }

  get length(): number {
    return this.#hashed.length;
  }

  update(bytes: Uint8Array): void {
    const { length, state } = this.#hashed;
    this.#hashed = { length: length + bytes.length, state: stateOf(this.#machine.load(state).update(bytes)) };
  }

  save(): HashState {
    return { ...this.#hashed, state: this.#hashed.state.slice() };
  }

  /** @throws Error for a state of another build of hash-wasm */
  load({ length, state }: HashState): void {
    this.#machine.load(state);
    this.#hashed = { length, state: state.slice() };
  }

  /** Of what has been hashed up to now, 32 bytes. More may follow. */
  digest(): OwnBytes {
    return new Uint8Array(this.#machine.load(this.#hashed.state).digest('binary'));
  }
}

function stateOf(machine: Sha256): OwnBytes {
  return new Uint8Array(machine.save());
}

/** Of a block that is there as a whole: WebCrypto is three times as fast. */
export async function sha256(bytes: OwnBytes): Promise<OwnBytes> {
  return new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
}
