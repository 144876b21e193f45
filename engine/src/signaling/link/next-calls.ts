/**
 * The calls that two people can have with one link after its own call is over. The link alone does not lead to them: the
 * derivation needs a value that the two pages have sent each other on their own connection.
 *
 *   HKDF-SHA-256(secret of the link ‖ value, salt = id of the link's call, info = 'firelink 2 next call <step>') → id ‖ secret
 */
import { isCallId, type CallId } from '#protocol/identifiers.ts';
import { PROTOCOL_VERSION } from '#protocol/limits.ts';
import { fromBase64Url, joinBytes, toBase64Url, type OwnBytes } from '../../base/bytes.ts';
import { LINK_SECRET_BYTES, MAX_NEXT_CALLS } from './call-link.ts';

const ID_BYTES = 16;

export interface LinkSecret {
  readonly callId: CallId;
  readonly secret: OwnBytes;
}

export interface NextCall extends LinkSecret {
  /** 1 for the first after the link's own, at most MAX_NEXT_CALLS. */
  readonly step: number;
}

/** @returns all of them, from step 1 on */
export async function deriveNextCalls({ callId, secret }: LinkSecret, value: string, { subtle }: Pick<Crypto, 'subtle'> = crypto): Promise<readonly NextCall[]> {
  const material = joinBytes(secret, bytesOf(value));
  const base = await subtle.importKey('raw', material, 'HKDF', false, ['deriveBits']);
  material.fill(0);
  const derive = async (step: number): Promise<NextCall> => {
    const info = new TextEncoder().encode(`firelink ${PROTOCOL_VERSION} next call ${step}`);
    const bits = await subtle.deriveBits({ name: 'HKDF', hash: 'SHA-256', salt: bytesOf(callId), info }, base, 8 * (ID_BYTES + LINK_SECRET_BYTES));
    const id = toBase64Url(new Uint8Array(bits, 0, ID_BYTES));
    if (!isCallId(id)) throw new TypeError('16 bytes make 22 base64url characters');
    return { step, callId: id, secret: new Uint8Array(bits.slice(ID_BYTES)) };
  };
  return Promise.all(Array.from({ length: MAX_NEXT_CALLS }, (_, index) => derive(index + 1)));
}

function bytesOf(text: string): OwnBytes {
  return fromBase64Url(text) ?? new Uint8Array();
}
