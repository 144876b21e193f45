/** Between a feature and the channel that carries it: see ParticipantChannel. */

/** Text, or bytes. */
export type FeatureData = string | Uint8Array;

/** What becomes of data that was sent. */
export type Sent =
  /** It will arrive, or the call ends. The number is that of `onAcknowledged`. */
  | { readonly kind: 'taken'; readonly number: number }
  | { readonly kind: 'refused'; readonly why: 'full' | 'too-long' | 'used-up' | 'not-open' };

/** What is known of the path that carries the call at present. */
export interface PathMeasure {
  /** Bytes a second that the link has carried lately. */
  readonly bytesPerSecond: number;
  /** ms; undefined until measured. */
  readonly roundTripMs?: number;
  /** The least since the connection stands, ms. */
  readonly leastRoundTripMs?: number;
  /** Whether this side sends sound or a picture; undefined until known. */
  readonly hasMedia?: boolean;
  /** Of these packets, 0 to 1; undefined until the other side has counted them. */
  readonly lostShare?: number;
}

/**
 * The port of what carries a feature's data to and from one remote participant, for as long as the call lives: the reliable
 * channel of a kind (call/channels) as chat and files use it. In a call of two there is one of a kind; in a room, one a pair.
 */
export interface ParticipantChannel {
  /** The other side's page has opened this channel and is known. */
  readonly hasMet: boolean;
  /** There is a connection, and both sides have said on it what they have: what is sent goes out now. */
  readonly isFlowing: boolean;
  /** Once, in order, over whichever connection carries the call. @param data at most 16 KiB, text in UTF-8 */
  send(data: FeatureData): Sent;
  /** @returns ends it, as all of these do */
  onMessage(listener: (data: FeatureData) => void): () => void;
  /** The other side has taken, and stored where it stores, everything up to this number. */
  onAcknowledged(listener: (number: number) => void): () => void;
  /** The other side's page is met for the first time, or is another page, which has nothing of what the one before was sent. */
  onMeet(listener: (meeting: { readonly isFirst: boolean }) => void): () => void;
  onFlow(listener: (isFlowing: boolean) => void): () => void;
  /**
   * The call is over, or another person takes the seat: what is not acknowledged never arrives. The next call of the link, or the next
   * person, begins with number 1 and another meeting.
   */
  onEnd(listener: () => void): () => void;
  /**
   * One frame without a number, lost with its connection. Its first byte is 0x18 to 0x1f.
   * @param frame at most 16 KiB and 32 bytes
   * @returns false where it was not taken; `onWritable` tells when there is room
   */
  sendRaw(frame: Uint8Array): boolean;
  onRaw(listener: (frame: Uint8Array) => void): () => void;
  onWritable(listener: () => void): () => void;
  /** Undefined while nothing is known. */
  readonly path: PathMeasure | undefined;
}
