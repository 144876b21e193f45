/** What a page's connection has counted so far, and how long its packets take: functions that run in the page. */

/** Of one side; counters only grow. */
export interface Counters {
  /** ms since 1970. */
  readonly at: number;
  /** Of the sound that this side hears. */
  readonly samples: number;
  /** Of these, made up while there was something to hear. */
  readonly concealed: number;
  /** Of the picture that this side sees. */
  readonly pictureBytes: number;
  readonly pictures: number;
  /** ms */
  readonly frozenMs: number;
  /** Through the channel `files`. */
  readonly fileBytes: number;
  /** All that was sent, with the heads of IP, UDP and Ethernet (42 bytes a packet), as the link counts it. */
  readonly sentBytes: number;
  /** Media packets that this side has sent, and of these lost, as the other side counts them. */
  readonly mediaSent: number;
  readonly mediaLost: number;
}

declare global {
  interface Window {
    /** Each round trip that a report of the other side has measured, ms, and when. */
    roundTrips?: { readonly at: number; readonly ms: number }[];
  }
}

/** In the page: from now on it keeps each measured round trip, until it goes. */
export function watchRoundTrips(): void {
  const found: { readonly at: number; readonly ms: number }[] = [];
  globalThis.window.roundTrips = found;
  const last = new Map<string, number>();
  const look = async (): Promise<void> => {
    const connection = globalThis.window.labRecord?.connections.findLast(({ connectionState }) => connectionState === 'connected');
    (await connection?.getStats())?.forEach((entry: Record<string, number | string | undefined>, id: string) => {
      if (entry['type'] !== 'remote-inbound-rtp') return;
      const count = Number(entry['roundTripTimeMeasurements'] ?? 0);
      if (count > (last.get(id) ?? 0)) found.push({ at: Date.now(), ms: Number(entry['roundTripTime']) * 1_000 });
      last.set(id, count);
    });
    setTimeout(() => void look(), 200);
  };
  void look();
}

/** In the page. Of the connection that is used. */
export async function readCounters(): Promise<Counters> {
  const connection = window.labRecord?.connections.findLast(({ connectionState }) => connectionState === 'connected');
  const entries: Record<string, number | string | undefined>[] = [];
  (await connection?.getStats())?.forEach((entry: Record<string, number | string | undefined>) => entries.push(entry));
  const sum = (type: string, name: string, isMeant: (entry: Record<string, number | string | undefined>) => boolean = () => true): number =>
    entries.filter((entry) => entry['type'] === type && isMeant(entry)).reduce((total, entry) => total + Number(entry[name] ?? 0), 0);
  const seen = ({ kind }: Record<string, number | string | undefined>): boolean => kind === 'video';
  const files = ({ label }: Record<string, number | string | undefined>): boolean => label === 'files';
  return {
    at: Date.now(),
    samples: sum('inbound-rtp', 'totalSamplesReceived'),
    concealed: sum('inbound-rtp', 'concealedSamples') - sum('inbound-rtp', 'silentConcealedSamples'),
    pictureBytes: sum('inbound-rtp', 'bytesReceived', seen),
    pictures: sum('inbound-rtp', 'framesDecoded', seen),
    frozenMs: sum('inbound-rtp', 'totalFreezesDuration') * 1_000,
    fileBytes: sum('data-channel', 'bytesReceived', files),
    sentBytes: sum('candidate-pair', 'bytesSent') + 42 * sum('candidate-pair', 'packetsSent'),
    mediaSent: sum('outbound-rtp', 'packetsSent'),
    mediaLost: sum('remote-inbound-rtp', 'packetsLost'),
  };
}
