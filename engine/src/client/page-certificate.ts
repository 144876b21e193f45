/**
 * One certificate a page: the spoken code is about certificates, and outlives a connection that is rebuilt. A browser's
 * lasts 30 days, and tabs stay open for longer; so whoever begins a call asks for it anew.
 */

/** A call that begins now should end with the certificate that it began with. */
export const LEAST_CERTIFICATE_LIFE_MS = 24 * 3_600_000;

export class PageCertificate {
  readonly #generate: () => Promise<RTCCertificate>;
  readonly #now: () => number;
  #made: Promise<RTCCertificate> | undefined;

  constructor(generate: () => Promise<RTCCertificate>, now: () => number) {
    this.#generate = generate;
    this.#now = now;
  }

  /** Good for a day at least. @returns undefined where the browser makes none: each connection then has one of its own */
  async current(): Promise<RTCCertificate | undefined> {
    const before = this.#made;
    const known = await before?.catch(() => undefined);
    if (known && known.expires - this.#now() >= LEAST_CERTIFICATE_LIFE_MS) return known;
    // Whoever asks at the same time gets the same.
    if (this.#made === before) this.#made = this.#generate();
    return this.#made?.catch(() => undefined);
  }
}

const ALGORITHM: EcKeyGenParams = { name: 'ECDSA', namedCurve: 'P-256' };

/** The browser judges it by this machine's own clock. */
export const pageCertificate = new PageCertificate(async () => RTCPeerConnection.generateCertificate(ALGORITHM), () => Date.now());
