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
