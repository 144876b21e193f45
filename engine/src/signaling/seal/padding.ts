/**
 * Content before it is encrypted: deflated (a description of 10 kB becomes 1.7), its length in front, and zeros up to
 * a whole number of steps, so that a sealed message's size says little about what is in it.
 */
import { joinBytes, type OwnBytes } from '../../base/bytes.ts';

export const STEP_BYTES = 1024;

/** A description has 10 kB; what inflates to more than this is no description but a bomb. */
export const MAX_CONTENT_BYTES = 64 * 1024;

const LENGTH_BYTES = 4;

export async function pack(content: string): Promise<OwnBytes> {
  const plain = new TextEncoder().encode(content);
  if (plain.length > MAX_CONTENT_BYTES) throw new RangeError(`content of ${plain.length} bytes is more than ${MAX_CONTENT_BYTES}`);
  const deflated = await through(new CompressionStream('deflate-raw'), plain, Number.POSITIVE_INFINITY);
  if (!deflated) throw new Error('unbounded, yet out of bounds');
  return pad(deflated);
}

/** @returns undefined for bytes that `pack` would not have made */
export async function unpack(padded: Uint8Array): Promise<string | undefined> {
  const deflated = unpad(padded);
  if (!deflated) return undefined;
  try {
    const plain = await through(new DecompressionStream('deflate-raw'), deflated, MAX_CONTENT_BYTES);
    return plain && new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(plain);
  } catch {
    return undefined; // Not deflated, cut short, with something behind its end, or not UTF-8.
  }
}

export function pad(deflated: Uint8Array): OwnBytes {
  const padded = new Uint8Array(Math.ceil((LENGTH_BYTES + deflated.length) / STEP_BYTES) * STEP_BYTES);
  new DataView(padded.buffer).setUint32(0, deflated.length);
  padded.set(deflated, LENGTH_BYTES);
  return padded;
}

function unpad(padded: Uint8Array): OwnBytes | undefined {
  if (padded.length < LENGTH_BYTES) return undefined;
  const length = new DataView(padded.buffer, padded.byteOffset).getUint32(0);
  const end = LENGTH_BYTES + length;
  const rest = padded.subarray(end);
  // All zeros, and less than a step of them beyond need: there is one way to pad.
  if (end > padded.length || rest.length >= STEP_BYTES || rest.some((byte) => byte !== 0)) return undefined;
  return joinBytes(padded.subarray(LENGTH_BYTES, end));
}

/** @returns undefined once more than `maxBytes` have come out; the rest is never produced */
async function through(stream: CompressionStream | DecompressionStream, input: OwnBytes, maxBytes: number): Promise<OwnBytes | undefined> {
  const writer = stream.writable.getWriter();
  // Failures of the input show at the output; unheard here, they would be reported as unhandled.
  const written = writer.write(input).then(() => writer.close()).catch(() => {});
  const reader = stream.readable.getReader();
  const chunks: Uint8Array[] = [];
  let total = 0;
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    total += next.value.length;
    if (total > maxBytes) {
      await reader.cancel();
      return undefined;
    }
    chunks.push(next.value);
  }
  await written;
  return joinBytes(...chunks);
}
