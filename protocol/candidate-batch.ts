import { MAX_BATCHES, MAX_ROUND, MAX_SEALED_BATCH_BYTES, MIN_SEALED_BYTES } from './limits.ts';
import { parsing, readBytes, readFields, readInteger, readTimestamp, type Parsed } from './document-fields.ts';

/** `calls/{callId}/callerCandidates/{index}`: several ICE candidates of one round, sealed together. */
export interface CandidateBatch {
  /** 0 to 7, the document's id. */
  readonly index: number;
  readonly round: number;
  readonly sealed: Uint8Array;
  /** ms since 1970 */
  readonly expiresAt: number;
}

/** @param id the document's id, '0' to '7' */
export function parseCandidateBatch(id: string, data: unknown): Parsed<CandidateBatch> {
  return parsing(() => {
    const fields = readFields(data, '');
    return {
      index: readInteger(/^\d$/.test(id) ? Number(id) : Number.NaN, 'id', 0, MAX_BATCHES - 1),
      round: readInteger(fields['round'], 'round', 1, MAX_ROUND),
      sealed: readBytes(fields['sealed'], 'sealed', MIN_SEALED_BYTES, MAX_SEALED_BATCH_BYTES),
      expiresAt: readTimestamp(fields['expiresAt'], 'expiresAt'),
    };
  });
}
