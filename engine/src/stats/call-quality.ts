/** How good a call is, why, and the numbers behind it: what screens are told. */

export type QualityLevel = 'good' | 'fair' | 'poor';

/** `in`: of what is received; `out`: of what is sent. A round trip is both. */
export type QualityReason =
  | { readonly kind: 'loss' | 'bandwidth'; readonly direction: 'in' | 'out' }
  /** The way is long; `relayed`: and it leads through a relay, which makes it longer. */
  | { readonly kind: 'delay' | 'relayed' }
  /** This machine can't encode as much as it would have to. */
  | { readonly kind: 'cpu' };

export interface QualityRating {
  readonly level: QualityLevel;
  /** Why it isn't good. */
  readonly reason?: QualityReason;
}

/** A value that the browser doesn't report is missing; Firefox reports fewer. */
export interface FlowNumbers {
  /** All that travels: sound, picture, repairs, messages. */
  readonly kbps?: number | undefined;
  readonly lossPercent?: number | undefined;
  readonly jitterMs?: number | undefined;
  readonly picture?: { readonly width: number; readonly height: number; readonly fps?: number | undefined };
  /** Such as `opus` and `VP8`, sound first. */
  readonly codecs: readonly string[];
}

/** What is known of the path that carries the call at present. */
export interface PathMeasure {
  /** Bytes a second that the link has carried lately, as the queue of the data channels shows it. */
  readonly bytesPerSecond: number;
  /** Undefined until measured. */
  readonly roundTripMs?: number;
  /** The least since the connection stands. */
  readonly leastRoundTripMs?: number;
  /** Whether sound or a picture is sent; undefined until known. */
  readonly hasMedia?: boolean;
  /** Of its packets, 0 to 1; undefined until the other side has counted them. */
  readonly lostShare?: number;
}

export interface CallNumbers {
  readonly roundTripMs?: number | undefined;
  readonly incoming: FlowNumbers & {
    /** Sound that was made up, because it came too late or not at all. */
    readonly concealedPercent?: number | undefined;
    /** How much of the time the picture stood still. */
    readonly frozenPercent?: number | undefined;
  };
  readonly outgoing: FlowNumbers & {
    readonly limitedBy?: 'bandwidth' | 'cpu' | undefined;
    /** What the link is thought to carry, or what the encoder is allowed. */
    readonly estimatedKbps?: number | undefined;
  };
  readonly path?: { readonly isRelayed: boolean; readonly protocol?: string | undefined };
}

/** How good the call is, why, and the numbers that say so (W3C webrtc-stats). */
export interface CallQuality extends QualityRating {
  readonly numbers: CallNumbers;
}
