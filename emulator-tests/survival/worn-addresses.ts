/** A machine that has slept, and addresses that have died: functions that run in the page, before anything else does. */

/**
 * The wall clock leaps when the browser had been stopped, as it has after the sleep of a machine: a stopped program's
 * own time goes on. The first reader of the clock sees the leap.
 */
export function leapAfterSleep(leapMs: number): void {
  const isSleepMs = 3_000;
  const now = Date.now.bind(Date);
  let [leap, asked] = [0, now()];
  Date.now = () => {
    const present = now();
    if (present - asked > isSleepMs) leap += leapMs;
    asked = present;
    return present + leap;
  };
  // Awake, the time is asked for all the time.
  setInterval(() => Date.now(), 200);
}

/**
 * The page's first RTCPeerConnection for a call is unreachable: its candidates name an address of RFC 5737, and it
 * takes none of the other side's, as behind a NAT that has forgotten its mapping.
 */
export function killFirstAddresses(): void {
  const Native = globalThis.RTCPeerConnection;
  let made = 0;
  globalThis.RTCPeerConnection = class extends Native {
    #isDead = false;
    #hasMedia = false;

    constructor(configuration?: RTCConfiguration) {
      super(configuration);
      // Registered first, so that no other listener hears of the living address.
      this.addEventListener('icecandidate', (event) => {
        const { candidate } = event;
        if (!this.#isDead || !event.isTrusted || !candidate?.candidate) return;
        event.stopImmediatePropagation();
        const fields = candidate.candidate.split(' ');
        fields[4] = '192.0.2.1';
        const dead = new RTCIceCandidate({ ...candidate.toJSON(), candidate: fields.join(' ') });
        this.dispatchEvent(new RTCPeerConnectionIceEvent('icecandidate', { candidate: dead }));
      });
    }

    /** Of a call: a page that looks at its own addresses makes a connection without media. */
    override addTransceiver(trackOrKind: MediaStreamTrack | string, init?: RTCRtpTransceiverInit): RTCRtpTransceiver {
      if (!this.#hasMedia) this.#isDead = made++ === 0;
      this.#hasMedia = true;
      return super.addTransceiver(trackOrKind, init);
    }

    override async setRemoteDescription(description: RTCSessionDescriptionInit): Promise<void> {
      const sdp = this.#isDead ? description.sdp?.replace(/^a=candidate:.*\r\n/gm, '') : description.sdp;
      await super.setRemoteDescription({ ...description, ...(sdp !== undefined && { sdp }) });
    }

    override async addIceCandidate(candidate?: RTCIceCandidateInit | null): Promise<void> {
      if (!this.#isDead) await super.addIceCandidate(candidate);
    }
  };
}
