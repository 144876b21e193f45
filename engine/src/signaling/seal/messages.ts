/**
 * What is inside a sealed message: JSON, written and read here only. It was made by whoever holds the other side's
 * keys, so it is authentic, and still parsed as if a stranger had sent it: that browser may run anything.
 */

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
  return value === undefined || (typeof value === 'string' && pattern.test(value));
}

export function formatDescription({ sdp, answers, commitment, nonce }: Description): string {
  return JSON.stringify({ sdp, answers, commitment, nonce });
}

/** @returns undefined for anything but a description within bounds; unknown fields are left out */
export function parseDescription(content: string): Description | undefined {
  const fields = parseObject(content);
  const { sdp, answers, commitment, nonce } = fields ?? {};
  // RFC 8866 section 5: every description begins with its version.
  if (typeof sdp !== 'string' || !sdp.startsWith('v=0') || sdp.length > MAX_SDP_LENGTH) return undefined;
  if (countCandidates(sdp) > MAX_CANDIDATES) return undefined;
  if (!isOptional(answers, DIGEST) || !isOptional(commitment, DIGEST) || !isOptional(nonce, NONCE)) return undefined;
  return {
    sdp,
    ...(answers !== undefined && { answers }),
    ...(commitment !== undefined && { commitment }),
    ...(nonce !== undefined && { nonce }),
  };
}

function countCandidates(sdp: string): number {
  return sdp.match(/^a=candidate:/gm)?.length ?? 0;
}

/** Whatever is beyond MAX_CANDIDATES is left out: the first ones are the best. */
export function formatCandidates(candidates: readonly RTCIceCandidateInit[]): string {
  const lines = candidates.slice(0, MAX_CANDIDATES).map(({ candidate, sdpMid, sdpMLineIndex, usernameFragment }) => ({
    candidate, sdpMid, sdpMLineIndex, usernameFragment,
  }));
  return JSON.stringify(lines);
}

/** @returns undefined unless every one is a candidate within bounds */
export function parseCandidates(content: string): readonly RTCIceCandidateInit[] | undefined {
  const items = parseJson(content);
  if (!Array.isArray(items) || items.length > MAX_CANDIDATES) return undefined;
  const candidates = items.map(readCandidate);
  return candidates.every((candidate) => candidate !== undefined) ? candidates : undefined;
}

function readCandidate(item: unknown): RTCIceCandidateInit | undefined {
  if (!isObject(item)) return undefined;
  const { candidate, sdpMid = null, sdpMLineIndex = null, usernameFragment = null } = item;
  if (!isText(candidate, MAX_CANDIDATE_LENGTH)) return undefined;
  if (sdpMid !== null && !isText(sdpMid, MAX_NAME_LENGTH)) return undefined;
  if (usernameFragment !== null && !isText(usernameFragment, MAX_NAME_LENGTH)) return undefined;
  if (sdpMLineIndex !== null && !isIndex(sdpMLineIndex)) return undefined;
  // addIceCandidate throws a TypeError for one that names no m-line (W3C WebRTC section 4.4.1.7).
  if (sdpMid === null && sdpMLineIndex === null) return undefined;
  return { candidate, sdpMid, sdpMLineIndex, usernameFragment };
}

function isIndex(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value < MAX_M_LINES;
}

function isText(value: unknown, maxLength: number): value is string {
  return typeof value === 'string' && value.length <= maxLength;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function parseObject(content: string): Readonly<Record<string, unknown>> | undefined {
  const value = parseJson(content);
  return isObject(value) ? value : undefined;
}

function parseJson(content: string): unknown {
  try {
    return JSON.parse(content);
  } catch {
    return undefined;
  }
}
