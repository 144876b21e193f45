/** Reading and writing the fields of a text that is handed over by hand. Numbers are unsigned and big endian. */
import type { OwnBytes } from '../../base/bytes.ts';

const CHECKSUM_BYTES = 4;

export function numberBytes(value: number, length: number): OwnBytes {
  if (!Number.isSafeInteger(value) || value < 0 || value >= 2 ** (8 * length)) throw new RangeError(`${value} is no number of ${length} bytes`);
  return Uint8Array.from({ length }, (_, index) => Math.floor(value / 2 ** (8 * (length - 1 - index))) % 256);
}

/** CRC-32 (ISO-HDLC, as in zip). Tells of accidents; of forgery the seal tells. */
export function checksum(bytes: Uint8Array): OwnBytes {
  let crc = 0xffff_ffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc & 1) === 0 ? crc >>> 1 : (crc >>> 1) ^ 0xedb8_8320;
  }
  return numberBytes((crc ^ 0xffff_ffff) >>> 0, CHECKSUM_BYTES);
}

/** Reads on past the end as if zeros followed, and says so afterwards: see `isAtEnd`. */
export class ByteReader {
  readonly #bytes: OwnBytes;
  #at = 0;

  private constructor(bytes: OwnBytes) {
    this.#bytes = bytes;
  }

  /** @returns undefined unless the checksum at their end fits */
  static checked(bytes: OwnBytes): ByteReader | undefined {
    const body = bytes.slice(0, -CHECKSUM_BYTES);
    const isWhole = checksum(body).every((byte, index) => byte === bytes[body.length + index]);
    return isWhole ? new ByteReader(body) : undefined;
  }

  /** Everything has been read, and nothing beyond it. */
  get isAtEnd(): boolean {
    return this.#at === this.#bytes.length;
  }

  bytes(length: number): OwnBytes {
    return this.#bytes.slice(this.#at, (this.#at += length));
  }

  number(length: number): number {
    return this.bytes(length).reduce((value, byte) => value * 256 + byte, 0);
  }

  text(length: number): string {
    return new TextDecoder().decode(this.bytes(length));
  }
}
