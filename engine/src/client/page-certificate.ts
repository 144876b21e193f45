/**
 * One certificate a page: the spoken code is about certificates, and outlives a connection that is rebuilt. A browser's
 * lasts 30 days, and tabs stay open for longer; so each call asks for it anew as it begins.
 */

/** A call that begins now should end with the certificate that it began with. */
export const LEAST_CERTIFICATE_LIFE_MS = 24 * 3_600_000;

const ALGORITHM: EcKeyGenParams = { name: 'ECDSA', namedCurve: 'P-256' };

/** The page's certificate: made once, and anew where less than a day is left of its 30. */
export class PageCertificate {
  readonly #generate: () => Promise<RTCCertificate>;
  readonly #now: () => number;
  #made: Promise<RTCCertificate> | undefined;

  /** @param now this machine's own clock, by which the browser judges a certificate */
  constructor(generate: () => Promise<RTCCertificate> = async () => RTCPeerConnection.generateCertificate(ALGORITHM), now: () => number = () => Date.now()) {
    this.#generate = generate;
    this.#now = now;
  }

  /** Good for a day at least. @returns undefined where the browser makes none: each connection then has one of its own */
  async current(): Promise<RTCCertificate | undefined> {
    const before = this.#made;
    const known = await before?.catch(() => undefined);
    if (known && known.expires - this.#now() >= LEAST_CERTIFICATE_LIFE_MS) return known;
    // Callers at the same time get the same one.
    if (this.#made === before) this.#made = this.#generate();
    return this.#made?.catch(() => undefined);
  }
}
