/**
 * In the page, before anything else runs. At the event `paths-are-lost` the connections that there are carry nothing
 * any more, as far as the page can tell: no message comes or goes, and no packet is counted. Later ones do.
 */
export function losePathsOnDemand(): void {
  const Native = globalThis.RTCPeerConnection;
  globalThis.RTCPeerConnection = class extends Native {
    #isLost = false;

    constructor(configuration?: RTCConfiguration) {
      super(configuration);
      addEventListener('paths-are-lost', () => (this.#isLost = true));
    }

    override createDataChannel(label: string, options?: RTCDataChannelInit): RTCDataChannel {
      const channel = super.createDataChannel(label, options);
      const send = channel.send.bind(channel) as (data: unknown) => void;
      channel.send = (data: unknown) => {
        if (!this.#isLost) send(data);
      };
      // Registered first, so that no other listener hears.
      channel.addEventListener('message', (event) => {
        if (this.#isLost) event.stopImmediatePropagation();
      });
      return channel;
    }

    override async getStats(): Promise<RTCStatsReport> {
      return this.#isLost ? new Map() : await super.getStats();
    }
  };
}
