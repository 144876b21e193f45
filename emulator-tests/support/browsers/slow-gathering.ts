/** A browser whose candidates come slowly, for an init script: Chromium gathers what one machine has within milliseconds. */

export interface SlowGathering {
  readonly candidates: number;
  readonly betweenMs: number;
}

/**
 * In the page, before anything else runs. Every gathering brings, after what the browser finds, that many more host
 * candidates one after the other, at addresses of RFC 5737, which no host has; its end waits for them.
 */
export function gatherSlowly({ candidates, betweenMs }: SlowGathering): void {
  const Native = globalThis.RTCPeerConnection;
  globalThis.RTCPeerConnection = class extends Native {
    #generation = 0;
    #isMaking = false;

    constructor(configuration?: RTCConfiguration) {
      super(configuration);
      // Registered first, so that no other listener hears of an end before it is one.
      this.addEventListener('icecandidate', (event) => {
        if (event.candidate === null && this.#isMaking && event.isTrusted) event.stopImmediatePropagation();
      });
    }

    override async setLocalDescription(description?: RTCLocalSessionDescriptionInit): Promise<void> {
      const [before, wasMaking] = [this.#fragment(), this.#isMaking];
      // The browser may be done before this is.
      this.#isMaking = true;
      await super.setLocalDescription(description);
      const fragment = this.#fragment();
      if (fragment === undefined || fragment === before) {
        this.#isMaking = wasMaking;
        return;
      }
      this.#generation += 1;
      void this.#make(this.#generation, fragment);
    }

    #fragment(): string | undefined {
      return /a=ice-ufrag:(\S+)/.exec(this.localDescription?.sdp ?? '')?.[1];
    }

    async #make(generation: number, usernameFragment: string): Promise<void> {
      for (let number = 1; number <= candidates; number += 1) {
        await new Promise((resolve) => {
          setTimeout(resolve, betweenMs);
        });
        if (generation !== this.#generation || this.signalingState === 'closed') return;
        const candidate = `candidate:${number} 1 udp ${2_113_937_151 - number} 192.0.2.${number} ${50_000 + number} typ host generation 0 ufrag ${usernameFragment}`;
        this.#tell(new RTCIceCandidate({ candidate, sdpMid: '0', sdpMLineIndex: 0, usernameFragment }));
      }
      this.#isMaking = false;
      this.#tell(null);
    }

    #tell(candidate: RTCIceCandidate | null): void {
      this.dispatchEvent(new RTCPeerConnectionIceEvent('icecandidate', { candidate }));
    }
  };
}
