/** One report of RTCPeerConnection.getStats (W3C webrtc-stats), read once: counters as they stand, nothing compared yet. */
import { fieldsOf, isNumber, type Fields } from '../base/parse.ts';

/** A stream of packets. Its key changes when its counters start anew. */
interface Flow {
  readonly key: string;
  readonly kind: 'audio' | 'video';
  /** ms */
  readonly at: number;
  readonly codec?: string | undefined;
  readonly width?: number | undefined;
  readonly height?: number | undefined;
  readonly framesPerSecond?: number | undefined;
}

export interface InboundFlow extends Flow {
  readonly received: number;
  readonly lost: number;
  readonly jitterMs?: number | undefined;
  /** Samples of sound: all that were played, and those of them that were made up while there was something to hear. */
  readonly samples: number;
  readonly concealed: number;
  readonly decoded: number;
  readonly frozenMs: number;
}

export interface OutboundFlow extends Flow {
  readonly sent: number;
  readonly encoded: number;
  readonly encodeMs: number;
  /** What its encoder may use, in bit/s, or what it was to make so far, in bytes (Firefox). */
  readonly targetBitrate?: number | undefined;
  readonly targetBytes?: number | undefined;
  readonly limitedBy?: string | undefined;
  /** The picture as the camera gives it. */
  readonly source?: { readonly width?: number | undefined; readonly height?: number | undefined } | undefined;
  /** What the other side last said of it. */
  readonly report?: { readonly at: number; readonly lost: number; readonly jitterMs?: number | undefined; readonly roundTripMs?: number | undefined };
}

export interface PathReading {
  readonly key: string;
  readonly at: number;
  readonly bytesSent: number;
  readonly bytesReceived: number;
  readonly roundTripMs?: number | undefined;
  readonly availableBitrate?: number | undefined;
  readonly isRelayed: boolean;
  readonly protocol?: string | undefined;
}

export interface StatsReading {
  readonly inbound: readonly InboundFlow[];
  readonly outbound: readonly OutboundFlow[];
  readonly path?: PathReading;
}

type Entry = Fields;

export function readStats(report: ReadonlyMap<string, unknown>): StatsReading {
  const entries = [...report.values()].map(fieldsOf).filter((entry) => entry !== undefined);
  const path = readPath(report, entries);
  return {
    inbound: entries.filter((entry) => entry['type'] === 'inbound-rtp').map((entry) => readInbound(report, entry)),
    outbound: entries.filter((entry) => entry['type'] === 'outbound-rtp').map((entry) => readOutbound(report, entries, entry)),
    ...(path && { path }),
  };
}

function readInbound(report: ReadonlyMap<string, unknown>, entry: Entry): InboundFlow {
  return {
    ...readFlow(report, entry),
    received: numberOf(entry, 'packetsReceived') ?? 0,
    lost: numberOf(entry, 'packetsLost') ?? 0,
    jitterMs: inMs(numberOf(entry, 'jitter')),
    samples: numberOf(entry, 'totalSamplesReceived') ?? 0,
    concealed: (numberOf(entry, 'concealedSamples') ?? 0) - (numberOf(entry, 'silentConcealedSamples') ?? 0),
    decoded: numberOf(entry, 'framesDecoded') ?? 0,
    frozenMs: inMs(numberOf(entry, 'totalFreezesDuration')) ?? 0,
  };
}

function readOutbound(report: ReadonlyMap<string, unknown>, entries: readonly Entry[], entry: Entry): OutboundFlow {
  const remote = entries.find(({ type, localId }) => type === 'remote-inbound-rtp' && localId === entry['id']);
  const source = sourceOf(report, entries, entry);
  return {
    ...readFlow(report, entry),
    sent: numberOf(entry, 'packetsSent') ?? 0,
    encoded: numberOf(entry, 'framesEncoded') ?? 0,
    encodeMs: inMs(numberOf(entry, 'totalEncodeTime')) ?? 0,
    targetBitrate: numberOf(entry, 'targetBitrate'),
    targetBytes: numberOf(entry, 'totalEncodedBytesTarget'),
    limitedBy: textOf(entry, 'qualityLimitationReason'),
    source: source && { width: numberOf(source, 'width'), height: numberOf(source, 'height') },
    ...(remote && {
      report: {
        at: numberOf(remote, 'timestamp') ?? 0,
        lost: numberOf(remote, 'packetsLost') ?? 0,
        jitterMs: inMs(numberOf(remote, 'jitter')),
        // Browsers report zero before the first measurement.
        roundTripMs: inMs(numberOf(remote, 'roundTripTime') || undefined),
      },
    }),
  };
}

/** Firefox names no source with a stream, but its slot in the source's id. */
function sourceOf(report: ReadonlyMap<string, unknown>, entries: readonly Entry[], entry: Entry): Entry | undefined {
  const named = entryIn(report, textOf(entry, 'mediaSourceId'));
  const prefix = `mediasource_${textOf(entry, 'kind') ?? ''}_${textOf(entry, 'mid') ?? ''}`;
  return named ?? entries.find((other) => other['type'] === 'media-source' && textOf(other, 'id')?.split('{')[0] === prefix);
}

function readFlow(report: ReadonlyMap<string, unknown>, entry: Entry): Flow {
  const codec = textOf(entryIn(report, textOf(entry, 'codecId')), 'mimeType')?.split('/')[1];
  return {
    // An id may come back with the next connection, a source's number hardly ever.
    key: `${textOf(entry, 'id') ?? ''}/${numberOf(entry, 'ssrc') ?? ''}`,
    kind: entry['kind'] === 'audio' ? 'audio' : 'video',
    at: numberOf(entry, 'timestamp') ?? 0,
    codec: codec,
    width: numberOf(entry, 'frameWidth'),
    height: numberOf(entry, 'frameHeight'),
    framesPerSecond: numberOf(entry, 'framesPerSecond'),
  };
}

function readPath(report: ReadonlyMap<string, unknown>, entries: readonly Entry[]): PathReading | undefined {
  const transport = entries.find(({ type, selectedCandidatePairId }) => type === 'transport' && selectedCandidatePairId !== undefined);
  // Older Firefox marks the pair instead.
  const pair = entryIn(report, textOf(transport, 'selectedCandidatePairId'))
    ?? entries.find(({ type, selected, nominated, state }) => type === 'candidate-pair' && (selected ?? nominated) === true && state === 'succeeded');
  if (!pair) return undefined;
  const local = entryIn(report, textOf(pair, 'localCandidateId'));
  const remote = entryIn(report, textOf(pair, 'remoteCandidateId'));
  return {
    key: textOf(pair, 'id') ?? '',
    at: numberOf(pair, 'timestamp') ?? 0,
    bytesSent: numberOf(pair, 'bytesSent') ?? 0,
    bytesReceived: numberOf(pair, 'bytesReceived') ?? 0,
    // Firefox always says zero.
    roundTripMs: inMs(numberOf(pair, 'currentRoundTripTime') || undefined),
    availableBitrate: numberOf(pair, 'availableOutgoingBitrate'),
    // Either end's relay is on the way of both.
    isRelayed: [local, remote].some((candidate) => textOf(candidate, 'candidateType') === 'relay'),
    // Of a relay it matters how it is reached.
    protocol: textOf(local, 'relayProtocol') ?? textOf(local, 'protocol'),
  };
}

function entryIn(report: ReadonlyMap<string, unknown>, id: string | undefined): Entry | undefined {
  return id === undefined ? undefined : fieldsOf(report.get(id));
}

function numberOf(entry: Entry, name: string): number | undefined {
  const value = entry[name];
  return isNumber(value) ? value : undefined;
}

function textOf(entry: Entry | undefined, name: string): string | undefined {
  const value = entry?.[name];
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function inMs(seconds: number | undefined): number | undefined {
  return seconds === undefined ? undefined : seconds * 1_000;
}
