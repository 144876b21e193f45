/** What this layer reads and changes in a session description (RFC 8866): as little as possible. */

/**
 * The description without its candidates. A remote candidate makes the browser send packets to the caller at once,
 * and nothing may be sent before the person has pressed Join (RFC 8839 section 5.1, RFC 8840 section 8.2).
 */
export function stripCandidates(sdp: string): string {
  return sdp.replace(/^a=(?:candidate:|end-of-candidates).*(?:\r?\n|$)/gm, '');
}

/** The ICE user name fragments of a description: with everything bundled there is one, before that one a medium. */
export function iceFragments(sdp: string): ReadonlySet<string> {
  return new Set(Array.from(sdp.matchAll(/^a=ice-ufrag:(\S+)/gm), ([, fragment]) => fragment ?? ''));
}
