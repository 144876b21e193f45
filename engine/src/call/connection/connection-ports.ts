/** What a connection is made with, and what it reports. */
import type { CandidateBatch } from '#protocol/candidate-batch.ts';
import type { CallId, Role } from '#protocol/identifiers.ts';
import type { Clock } from '../../base/clock.ts';
import type { Logger } from '../../base/logger.ts';
import type { ChannelKind } from '../../peer/channels/channel-kinds.ts';
import type { PeerEvent, PeerFactory } from '../../peer/peer.ts';
import type { OutboxWindows } from '../../signaling/candidate-outbox.ts';
import type { Seal, SealInstance } from '../../signaling/seal/seal.ts';
import type { CallWrites } from '../negotiation/call-writes.ts';
import type { Connection } from './connection.ts';
import type { ConversationEvent } from './conversation.ts';

/** What a connection reports; which connection counts is known to RemoteParticipant. */
export type ConnectionEvent =
  | ConversationEvent
  | Extract<PeerEvent, { type: 'connection' | 'network-changed' | 'channel' | 'writable' }>
  /** Of a reliable channel, for the one that is bound to this connection. */
  | { readonly type: 'frame'; readonly kind: ChannelKind; readonly frame: Uint8Array }
  /** Another track, or what its description says of its maker. */
  | { readonly type: 'media-changed' }
  | { readonly type: 'digits'; readonly certificates: string; readonly digits: string }
  | { readonly type: 'unverifiable' };

/** What every connection of a call is made with. */
export interface ConnectionPorts {
  readonly callId: CallId;
  readonly role: Role;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly seal: Seal;
  readonly createPeer: PeerFactory;
  /** Asked again for each ICE restart: credentials may have run out. */
  readonly iceServers: () => Promise<readonly RTCIceServer[]>;
  readonly iceTransportPolicy?: RTCIceTransportPolicy;
  readonly writeBeside: CallWrites['writeBeside'];
  /** All batches of the other side that are in the store. */
  readonly batches: () => readonly CandidateBatch[];
  readonly onEvent: (connection: Connection, event: ConnectionEvent) => void;
}

export interface ConnectionOptions {
  readonly keys: SealInstance;
  readonly iceServers: readonly RTCIceServer[];
  readonly windows: OutboxWindows;
}
