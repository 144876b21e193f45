import type { CallId } from '#protocol/identifiers.ts';
import type { Clock } from '../base/clock.ts';
import type { Logger } from '../base/logger.ts';
import type { PeerFactory } from '../peer/peer.ts';
import type { Seal } from '../signaling/seal/seal.ts';
import type { SignalChannel } from '../signaling/signal-channel.ts';
import type { PendingCleanups } from './ending/pending-cleanups.ts';
import type { NextCallValue } from './ending/next-call-value.ts';
import type { RoleKeeper } from './role-keeper.ts';

/** What a call needs of the world around it. */
export interface CallPorts {
  readonly callId: CallId;
  /** The whole link, shown to the caller once the call stands. */
  readonly link: string;
  readonly channel: SignalChannel;
  readonly seal: Seal;
  readonly createPeer: PeerFactory;
  /** Bounded in time by its provider; an empty list is a valid answer. */
  readonly iceServers: () => Promise<readonly RTCIceServer[]>;
  readonly iceTransportPolicy?: RTCIceTransportPolicy;
  /** This machine's addresses in one order, '' where they can't be told; nothing is sent for it. */
  readonly ownAddresses: () => Promise<string>;
  readonly roles: RoleKeeper;
  /** Given where no function cleans up after a call: its parties do. */
  readonly pendingCleanups?: PendingCleanups;
  /** Given where the link can lead to another call. */
  readonly nextCall?: NextCallValue;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** How a page comes to the call of a link. */
export interface Opening {
  /** It was just reloaded: what its tab did before goes on. */
  readonly isReloaded?: boolean;
  /** The person wants to go on here with what another page of this browser holds. */
  readonly takesOver?: boolean;
}
