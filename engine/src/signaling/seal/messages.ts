/**
 * The content of a sealed message: JSON, written and read here only. The holder of the other side's keys
 * made it, so it is authentic; it is still not trusted, because that browser may run any code.
 */

import { fieldsOf, isInteger, isText, parseJson, parseJsonObject, type Fields } from '../../base/parse.ts';

/** An offer, or an answer with the digest of the very offer that it answers. */
export interface Description {
  /** With at most MAX_CANDIDATES candidates in it. */
  readonly sdp: string;
  /** SHA-256 of the sealed offer, base64url (43 characters): in answers only. */
  readonly answers?: string;
  /** SHA-256 of the caller's nonce for the spoken code, base64url: in offers. */
  readonly commitment?: string;
  /** The callee's nonce for it, 16 bytes base64url: in answers. */
  readonly nonce?: string;
  /** What its maker says of itself: read by `call` (participant-record.ts). */
  readonly participant?: Fields;
}

/** Chromium's offer for four m-lines and a data channel has 10 kB; the seal takes 64 KiB. */
export const MAX_SDP_LENGTH = 48 * 1024;

/** A machine with many interfaces gathers 20 to 30 candidates; more than this is an attempt to make the other side busy. */
export const MAX_CANDIDATES = 64;

/** TCP and relay candidates with every extension stay below 300 characters (RFC 8839 section 5.1). */
export const MAX_CANDIDATE_LENGTH = 1024;
const MAX_NAME_LENGTH = 256;
const MAX_M_LINES = 64;

const DIGEST = /^[\w-]{43}$/;
const NONCE = /^[\w-]{22}$/;

function isOptional(value: unknown, pattern: RegExp): value is string | undefined {
  return value === undefined || (isText(value) && pattern.test(value));
}

export function formatDescription({ sdp, answers, commitment, nonce, participant }: Description): string {
  return JSON.stringify({ sdp, answers, commitment, nonce, participant });
}

/** @returns undefined for anything but a description within bounds; unknown fields are left out */
export function parseDescription(content: string): Description | undefined {
  const parsed = parseJsonObject(content);
  if (!parsed.ok) return undefined;
  const { sdp, answers, commitment, nonce } = parsed.value;
  const participant = fieldsOf(parsed.value['participant']);
  // RFC 8866 section 5: every description begins with its version.
  if (!isText(sdp, MAX_SDP_LENGTH) || !sdp.startsWith('v=0')) return undefined;
  if (countCandidates(sdp) > MAX_CANDIDATES) return undefined;
  if (!isOptional(answers, DIGEST) || !isOptional(commitment, DIGEST) || !isOptional(nonce, NONCE)) return undefined;
  return {
    sdp,
    ...(answers !== undefined && { answers }),
    ...(commitment !== undefined && { commitment }),
    ...(nonce !== undefined && { nonce }),
    ...(participant && { participant }),
  };
}

function countCandidates(sdp: string): number {
  return sdp.match(/^a=candidate:/gm)?.length ?? 0;
}

/** Candidates beyond MAX_CANDIDATES are left out: the first ones are the best. */
export function formatCandidates(candidates: readonly RTCIceCandidateInit[]): string {
  const lines = candidates.slice(0, MAX_CANDIDATES).map(({ candidate, sdpMid, sdpMLineIndex, usernameFragment }) => ({
    candidate, sdpMid, sdpMLineIndex, usernameFragment,
  }));
  return JSON.stringify(lines);
}

/** @returns undefined unless every one is a candidate within bounds */
export function parseCandidates(content: string): readonly RTCIceCandidateInit[] | undefined {
  const parsed = parseJson(content);
  if (!parsed.ok || !Array.isArray(parsed.value) || parsed.value.length > MAX_CANDIDATES) return undefined;
  const candidates = parsed.value.map(readCandidate);
  return candidates.every((candidate) => candidate !== undefined) ? candidates : undefined;
}

function readCandidate(item: unknown): RTCIceCandidateInit | undefined {
  const { candidate, sdpMid = null, sdpMLineIndex = null, usernameFragment = null } = fieldsOf(item) ?? {};
  if (!isText(candidate, MAX_CANDIDATE_LENGTH)) return undefined;
  if (sdpMid !== null && !isText(sdpMid, MAX_NAME_LENGTH)) return undefined;
  if (usernameFragment !== null && !isText(usernameFragment, MAX_NAME_LENGTH)) return undefined;
  if (sdpMLineIndex !== null && !isInteger(sdpMLineIndex, 0, MAX_M_LINES - 1)) return undefined;
  // addIceCandidate throws a TypeError for one that names no m-line (W3C WebRTC section 4.4.1.7).
  if (sdpMid === null && sdpMLineIndex === null) return undefined;
  return { candidate, sdpMid, sdpMLineIndex, usernameFragment };
}
