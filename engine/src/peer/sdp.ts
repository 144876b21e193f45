/** What this layer reads and changes in a session description (RFC 8866): as little as possible. */

/**
 * The description without its candidates. A remote candidate makes the browser send packets to the caller at once,
 * and nothing may be sent before the person has pressed Join (RFC 8839 section 5.1, RFC 8840 section 8.2).
 */
export function stripCandidates(sdp: string): string {
  return sdp.replace(/^a=(?:candidate:|end-of-candidates).*(?:\r?\n|$)/gm, '');
}

/** The certificates that a description vouches for, in one order; '' when it names none (RFC 8122 section 5). */
export function fingerprints(sdp: string): string {
  const lines = Array.from(sdp.matchAll(/^a=fingerprint:(\S+) (\S+)/gm), ([, algorithm = '', value = '']) => `${algorithm.toLowerCase()} ${value.toUpperCase()}`);
  return [...new Set(lines)].toSorted().join(',');
}

/** The ICE user name fragments of a description: with everything bundled there is one, before that one a medium. */
export function iceFragments(sdp: string): ReadonlySet<string> {
  return new Set(Array.from(sdp.matchAll(/^a=ice-ufrag:(\S+)/gm), ([, fragment]) => fragment ?? ''));
}

/**
 * Whether a candidate only calls out (TCP, `active`): the other side has nothing to send to, and prunes every pair it
 * would make with it (RFC 6544 section 6.2). Chromium gathers them 100 ms after all others, once it holds a camera.
 */
export function isActiveTcp(candidate: string): boolean {
  return / tcptype active\b/.test(candidate);
}

/** RFC 8839 section 5.1. */
const CANDIDATE = /^candidate:[\w+/]{1,32} \d{1,3} (?:udp|tcp) \d{1,10} \S+ \d{1,5} typ (?:host|srflx|prflx|relay)(?: [\x21-\x7e]+ [\x21-\x7e]+)*$/i;

/**
 * The description with these candidates in its first medium, which carries all: setting it is one step then, and not
 * one for each of them. A candidate that is not of the usual form is left to the browser's own judgement.
 */
export function withCandidates(sdp: string, candidates: readonly RTCIceCandidateInit[]): {
  readonly sdp: string;
  readonly left: readonly RTCIceCandidateInit[];
} {
  const isPlain = ({ candidate = '', sdpMLineIndex }: RTCIceCandidateInit): boolean => sdpMLineIndex === 0 && CANDIDATE.test(candidate);
  const lines = candidates.filter(isPlain).map(({ candidate }) => `a=${candidate ?? ''}\r\n`).join('');
  const first = sdp.search(/^m=/m);
  if (first < 0 || lines === '') return { sdp, left: candidates };
  const second = sdp.slice(first + 1).search(/^m=/m);
  const end = second < 0 ? sdp.length : first + 1 + second;
  return { sdp: sdp.slice(0, end) + lines + sdp.slice(end), left: candidates.filter((candidate) => !isPlain(candidate)) };
}

/** An answer whose maker waits for the other side to begin the DTLS handshake (RFC 8842 section 5.3). */
export function withPassiveSetup(answer: string): string {
  return answer.replace(/^a=setup:active(?=\r?$)/gm, 'a=setup:passive');
}
