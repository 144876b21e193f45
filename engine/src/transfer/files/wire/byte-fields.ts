/** Fields of a binary frame, one after the other, big endian. */
import { joinBytes, type OwnBytes } from '../../../base/bytes.ts';
import { AppError } from '../../../base/errors.ts';

const HIGH = 2 ** 32;
const ENCODER = new TextEncoder();
const DECODER = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

export function putU48(view: DataView, at: number, value: number): void {
  view.setUint16(at, Math.floor(value / HIGH));
  view.setUint32(at + 2, value % HIGH);
}

export class ByteWriter {
  readonly #parts: Uint8Array[] = [];

  u8(value: number): this {
    return this.#number(1, (view) => view.setUint8(0, value));
  }

  u32(value: number): this {
    return this.#number(4, (view) => view.setUint32(0, value));
  }

  /** Up to 2^48 - 1; shifts end at 2^32. */
  u48(value: number): this {
    return this.#number(6, (view) => putU48(view, 0, value));
  }

  /** Its length in two bytes, and UTF-8. */
  text(value: string): this {
    const bytes = ENCODER.encode(value);
    return this.#number(2, (view) => view.setUint16(0, bytes.length)).bytes(bytes);
  }

  bytes(value: Uint8Array): this {
    this.#parts.push(value);
    return this;
  }

  end(): OwnBytes {
    return joinBytes(...this.#parts);
  }

  #number(length: number, write: (view: DataView) => void): this {
    const bytes = new Uint8Array(length);
    write(new DataView(bytes.buffer));
    this.#parts.push(bytes);
    return this;
  }
}

/** Each field throws AppError `malformed` where the frame ends before it. */
export class ByteReader {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  get left(): number {
    return this.#bytes.length - this.#at;
  }

  u8(): number {
    return this.#view.getUint8(this.#take(1));
  }

  u32(): number {
    return this.#view.getUint32(this.#take(4));
  }

  u48(): number {
    const at = this.#take(6);
    return this.#view.getUint16(at) * HIGH + this.#view.getUint32(at + 2);
  }

  text(): string {
    const bytes = this.bytes(this.#view.getUint16(this.#take(2)));
    try {
      return DECODER.decode(bytes);
    } catch (cause) {
      throw new AppError('malformed', { detail: 'a text is no UTF-8', cause });
    }
  }

  /** A copy. */
  bytes(length: number): OwnBytes {
    const at = this.#take(length);
    return new Uint8Array(this.#bytes.subarray(at, at + length));
  }

  /** @throws AppError `malformed` where something is left */
  end(): void {
    if (this.left > 0) throw new AppError('malformed', { detail: 'a frame is longer than its fields' });
  }

  #take(length: number): number {
    if (length > this.left) throw new AppError('malformed', { detail: 'a frame ends before its fields' });
    const at = this.#at;
    this.#at += length;
    return at;
  }
}
