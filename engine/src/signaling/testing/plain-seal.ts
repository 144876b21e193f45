/**
 * A seal for virtual time: it refuses whatever the real one refuses, settles within a microtask, and hides nothing.
 * WebCrypto settles on threads of its own, which a clock that is moved by hand doesn't wait for.
 */
import { MIN_SEALED_BYTES } from '#protocol/limits.ts';
import { toBase64Url } from '../../base/bytes.ts';
import type { Instance, Opened, Seal, SealContext, SealInstance } from '../seal/seal.ts';

interface Envelope {
  readonly secret: string;
  readonly context: SealContext;
  readonly maker: string;
  readonly addressee: string;
  readonly nonce: number;
  readonly content: string;
}

/** Makers are numbered through a test, so that a seed gives the same run each time. */
export interface PlainSealWorld {
  makers: number;
  nonces: number;
}

const encoder = new TextEncoder();
const decoder = new TextDecoder();

export function createPlainSeal(secret: string, world: PlainSealWorld): Seal {
  return {
    async createInstance() {
      return new PlainInstance(secret, world, `maker-${++world.makers}`);
    },
    createNonce: () => toBase64Url(new Uint8Array(new Uint32Array([++world.nonces, 0, 0, 0]).buffer)),
    async digest(sealed) {
      const hash = sealed.reduce((sum, byte) => Math.imul(sum ^ byte, 16_777_619) >>> 0, 2_166_136_261);
      return toBase64Url(new Uint8Array(new Uint32Array([hash, 0, 0, 0, 0, 0, 0, 0]).buffer)); // As long as the real one.
    },
  };
}

class PlainInstance implements SealInstance {
  readonly instance: Instance;
  readonly #secret: string;
  readonly #world: PlainSealWorld;

  constructor(secret: string, world: PlainSealWorld, id: string) {
    this.#secret = secret;
    this.#world = world;
    this.instance = { id, publicKey: encoder.encode(id) };
  }

  prepare(): void {}

  async seal(context: SealContext, content: string, addressee: Instance | undefined): Promise<Uint8Array> {
    const envelope: Envelope = {
      secret: this.#secret, context, maker: this.instance.id, addressee: addressee?.id ?? '', nonce: ++this.#world.nonces, content,
    };
    return encoder.encode(JSON.stringify(envelope).padEnd(MIN_SEALED_BYTES));
  }

  async open(context: SealContext, sealed: Uint8Array): Promise<Opened> {
    const envelope = read(sealed);
    if (!envelope) return { kind: 'refused', reason: 'malformed' };
    const { addressee, maker, content } = envelope;
    if (addressee !== '' && addressee !== this.instance.id) return { kind: 'not-for-me', maker };
    const mustBeAddressed = context.kind === 'answer' || context.role === 'callee';
    const isGenuine = envelope.secret === this.#secret && JSON.stringify(envelope.context) === JSON.stringify(context);
    if (!isGenuine || (mustBeAddressed && addressee === '')) return { kind: 'refused', reason: 'forged' };
    return { kind: 'opened', content, maker: { id: maker, publicKey: encoder.encode(maker) }, addressed: addressee !== '' };
  }
}

function read(sealed: Uint8Array): Envelope | undefined {
  try {
    return JSON.parse(decoder.decode(sealed)) as Envelope;
  } catch {
    return undefined;
  }
}
