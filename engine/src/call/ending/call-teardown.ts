/**
 * How a call ends for this side, once, in this order:
 *
 *   said on the channel, and being written ─► delivered ─► connections closed ─► written ─► cleared up ─► the store let go
 *
 * What was never said or written has nothing to wait for; only a site without functions clears up (pending-cleanups.ts).
 */
import type { EndReason } from '#protocol/call-document.ts';
import type { Role } from '#protocol/identifiers.ts';
import { delay, type Clock } from '../../base/clock.ts';
import { Scope } from '../../base/scope.ts';
import type { ControlMessage } from '../../peer/channels/control-messages.ts';
import type { SignalChannel } from '../../signaling/signal-channel.ts';
import type { CallWrites } from '../negotiation/call-writes.ts';
import { cleanUpCall, type PendingCleanups } from './pending-cleanups.ts';
import type { EndedReason } from '../machine/reasons.ts';
import { CLEAN_UP_MS, HANG_UP_LINGER_MS } from '../machine/timings.ts';

export interface CallTeardownPorts {
  readonly channel: SignalChannel;
  readonly clock: Clock;
  readonly writes: CallWrites;
  /** @returns whether somebody may hear it */
  readonly say: (message: ControlMessage) => boolean;
  readonly closeConnections: () => void;
  /** Given where the parties clear up. */
  readonly pendingCleanups?: PendingCleanups;
  /** Which slots this page knows to be filled: not those that another page has filled before it. */
  readonly slots: () => 'known' | 'all';
}

export class CallTeardown {
  /** The connections and the store: they linger until all is done. */
  readonly scope = new Scope();
  readonly #ports: CallTeardownPorts;
  #isSaid = false;

  constructor(ports: CallTeardownPorts) {
    this.#ports = ports;
    this.scope.own(() => ports.channel.close());
  }

  /** Tells the other side, over both ways. */
  say(by: Role, reason: EndReason): void {
    // First what doesn't hang on the connection, which may be what has broken.
    this.#ports.writes.writeEnd({ intent: 'end', by, reason });
    this.#isSaid = this.#ports.say({ type: 'hang-up', reason });
  }

  /** @param part of this side in the call; undefined for whoever was never in it */
  async complete(part: Role | undefined, reason: EndedReason): Promise<void> {
    const { clock, writes, closeConnections, pendingCleanups } = this.#ports;
    // Closing at once would throw away the hang-up that is still in the channel's buffer.
    try {
      if (this.#isSaid) await delay(clock, HANG_UP_LINGER_MS);
      closeConnections();
      await writes.finished();
      if (pendingCleanups && (part !== undefined || reason === 'expired')) await this.#cleanUpCall(pendingCleanups, part, reason);
    } finally {
      // Whatever became of the rest: no camera, no connection and no listener outlives its call.
      this.scope.end();
    }
  }

  /** Nothing has ended; the page is not in the call any more. @param isSaid somebody may hear the goodbye that is on its way */
  async depart(isSaid: boolean): Promise<void> {
    const { clock, writes, closeConnections } = this.#ports;
    if (isSaid) await delay(clock, HANG_UP_LINGER_MS);
    closeConnections();
    await writes.finished();
    this.scope.end();
  }

  async #cleanUpCall(pendingCleanups: PendingCleanups, part: Role | undefined, reason: EndedReason): Promise<void> {
    const { channel, clock, writes, slots } = this.#ports;
    await delay(clock, CLEAN_UP_MS[part ?? 'callee']);
    let remains = await cleanUpCall(channel, clock, slots());
    if (remains === 'running' && part !== undefined && reason === 'other-hung-up') {
      // Heard on the channel alone: whoever said it could not write it any more.
      await writes.write({ intent: 'end', by: part, reason: 'left' });
      remains = await cleanUpCall(channel, clock, slots());
    }
    if (remains === 'nothing') pendingCleanups.forget(channel.callId);
  }
}
