/** Functions that run in the page. `totalVideoFrames` is always 0 in Firefox; what was decoded, every browser counts. */

interface KeptPeers {
  readonly keptPeers?: readonly RTCPeerConnection[];
}

/** Before the app runs: keeps every RTCPeerConnection that the page makes. */
export function keepPeers(): void {
  const peers: RTCPeerConnection[] = [];
  class KeptPeer extends RTCPeerConnection {
    constructor(configuration?: RTCConfiguration) {
      super(configuration);
      peers.push(this);
    }
  }
  Object.assign(globalThis, { RTCPeerConnection: KeptPeer, keptPeers: peers });
}

/** Pictures of the other side that the page's connections have decoded since it was loaded, and bytes of sound. */
export async function mediaReceived(): Promise<{ readonly framesDecoded: number; readonly soundBytes: number }> {
  let framesDecoded = 0;
  let soundBytes = 0;
  for (const peer of (globalThis as KeptPeers).keptPeers ?? []) {
    if (peer.connectionState === 'closed') continue;
    for (const stats of (await peer.getStats()).values() as Iterable<Partial<RTCInboundRtpStreamStats>>) {
      if (stats.type !== 'inbound-rtp') continue;
      framesDecoded += stats.framesDecoded ?? 0;
      if (stats.kind === 'audio') soundBytes += stats.bytesReceived ?? 0;
    }
  }
  return { framesDecoded, soundBytes };
}
