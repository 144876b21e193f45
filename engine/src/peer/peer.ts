/** The port of one RTCPeerConnection, as the session drives it; rtc-peer.ts is the real one. */
import type { Scope } from '../base/scope.ts';
import type { ChannelData, ChannelKind } from './channels/channel-kinds.ts';

/** Media that an offer allocates, in the order of its m-lines: camera swap and screen share are replaceTrack on these. */
export const SLOTS = ['microphone', 'camera', 'screen', 'screenSound'] as const;
export type Slot = (typeof SLOTS)[number];

export type PeerEvent =
  /** A local candidate, or null when gathering has ended. */
  | { readonly type: 'candidate'; readonly candidate: RTCIceCandidateInit | null }
  | { readonly type: 'connection'; readonly state: RTCPeerConnectionState }
  /** This machine has an address that it did not have when its candidates were gathered. */
  | { readonly type: 'network-changed' }
  /** The remote side's media of a slot; arrives once a slot, before the first frame. */
  | { readonly type: 'track'; readonly slot: Slot; readonly track: MediaStreamTrack }
  | { readonly type: 'channel'; readonly kind: ChannelKind; readonly isOpen: boolean }
  /** At most MAX_MESSAGE_LENGTH units or bytes; longer ones are dropped. */
  | { readonly type: 'message'; readonly kind: ChannelKind; readonly data: ChannelData }
  /** The channel has room again for a message that it refused. */
  | { readonly type: 'writable'; readonly kind: ChannelKind };

export interface Peer {
  /** Caller only: makes an offer and sets it as the local description. `restart` asks for new ICE credentials. */
  createOffer(options: { readonly restart: boolean }): Promise<string>;
  /** Caller only: applies the answer to the standing offer, with the candidates that came beside it. */
  acceptAnswer(sdp: string, candidates?: readonly RTCIceCandidateInit[]): Promise<void>;
  /**
   * Callee only: applies the offer (its candidates taken out, so nothing is sent to the other side yet), computes the
   * answer, and sets it where the browser bears to wait with it. Call again for each later offer.
   *
   * @returns the answer's SDP as `answer` gives it, unless the ICE servers change before
   */
  acceptOffer(sdp: string): Promise<string>;
  /**
   * Callee only: the candidates that `answer` will give, once gathering has ended; another network may add to them.
   * Never resolves where none is gathered for an answer that waits, nor once it was given before that.
   */
  gathered(): Promise<readonly RTCIceCandidateInit[]>;
  /** Callee only: gives the computed answer, and with it, as events, the candidates gathered so far. @returns its SDP */
  answer(): Promise<string>;
  /** Candidates of the remote description that is applied, or being applied. The other side is sent checks from then on. */
  addRemoteCandidates(candidates: readonly RTCIceCandidateInit[]): void;
  /** Puts a local track into its slot, or takes it out with null: no renegotiation. */
  setTrack(slot: Slot, track: MediaStreamTrack | null): Promise<void>;
  /** Once connected: sound first on a poor link. What can be told before has been told when the slots were filled. */
  limitSenders(): Promise<void>;
  setIceServers(servers: readonly RTCIceServer[]): void;
  /**
   * Sends one message over the channel of this kind, in order and reliably for as long as the connection lives. What is
   * queued in the browser is at most what the link carries in 100 ms, and never more than 1 MiB (send-queue.ts).
   *
   * @returns false when it was not taken: the channel is not open, or has no room, of which a `writable` tells
   */
  send(kind: ChannelKind, data: ChannelData): boolean;
  /** Whether the channel of this kind is open and has room. */
  isWritable(kind: ChannelKind): boolean;
  /** What the link has carried lately, as its queue shows it; a guess before anything was sent. */
  readonly bytesPerSecond: number;
  getStats(): Promise<RTCStatsReport>;
  /** Media packets received so far, of all slots. Never rejects, never falls. */
  countReceived(): Promise<number>;
  close(): void;
}

export interface PeerOptions {
  readonly iceServers: readonly RTCIceServer[];
  readonly iceTransportPolicy?: RTCIceTransportPolicy;
  readonly onEvent: (event: PeerEvent) => void;
}

/** Makes a peer that closes with its scope, after which it reports nothing more. */
export type PeerFactory = (scope: Scope, options: PeerOptions) => Peer;
