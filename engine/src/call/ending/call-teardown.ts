/**
 * How a call ends for this side, once, in this order:
 *
 *   said on the channel, and being written ─► delivered ─► connections closed ─► written ─► cleaned up ─► the store let go
 *
 * What was never said or written has nothing to wait for; only on a site without functions the parties clean up
 * (pending-cleanups.ts).
 */
import type { EndReason } from '#protocol/call-document.ts';
import type { Role } from '#protocol/identifiers.ts';
import { delay, type Clock } from '../../base/clock.ts';
import { Scope } from '../../base/scope.ts';
import type { SignalChannel } from '../../signaling/signal-channel.ts';
import type { Say } from '../channels/message-registry.ts';
import type { CallWrites } from '../negotiation/call-writes.ts';
import { GOODBYE, HANG_UP } from './departure-messages.ts';
import { cleanUpCall, type PendingCleanups } from './pending-cleanups.ts';
import type { EndedReason } from '../machine/reasons.ts';
import type { CallState } from '../machine/state.ts';
import { CLEAN_UP_MS, HANG_UP_LINGER_MS } from '../machine/timings.ts';

export interface CallTeardownPorts {
  readonly channel: SignalChannel;
  readonly clock: Clock;
  readonly writes: CallWrites;
  /** @returns whether it may be heard */
  readonly say: Say;
  readonly closeConnections: () => void;
  /** Given where the parties clean up. */
  readonly pendingCleanups?: PendingCleanups | undefined;
  /** Which batches to delete: `known`, those that this page has written or seen; `all`, where another page may have written some before it. */
  readonly batches: () => 'known' | 'all';
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

  /**
   * The page goes, and may come back: says so on the channel, or, where that is not heard, in the document.
   *
   * @returns whether it was sent on the channel
   */
  sayGoodbye(state: CallState): boolean {
    if (!('exchange' in state) || state.phase === 'preparing' || state.phase === 'answering' || state.phase === 'returning') return false;
    if (this.#ports.say(GOODBYE, {})) return true;
    this.#ports.channel.commitOnLeaving({ intent: 'away', role: state.role, round: state.exchange.round });
    return false;
  }

  /** Tells the other side of the end, over both ways. */
  sayEnd(by: Role, reason: EndReason): void {
    // First what doesn't hang on the connection, which may be what has broken.
    this.#ports.writes.writeEnd({ intent: 'end', by, reason });
    this.#isSaid = this.#ports.say(HANG_UP, { reason });
  }

  /** @param part this side's role in the call; undefined for a page that never had one */
  async complete(part: Role | undefined, reason: EndedReason): Promise<void> {
    const { clock, writes, closeConnections, pendingCleanups } = this.#ports;
    // Closing at once would throw away the hang-up that is still in the channel's buffer.
    try {
      if (this.#isSaid) await delay(clock, HANG_UP_LINGER_MS);
      closeConnections();
      await writes.finished();
      if (pendingCleanups && (part !== undefined || reason === 'expired')) await this.#cleanUpCall(pendingCleanups, part, reason);
    } finally {
      // Also where the rest has failed: no camera, no connection and no listener outlives its call.
      this.scope.end();
    }
  }

  /** Nothing has ended; the page is not in the call any more. @param isSaid a goodbye is on its way on the channel */
  async depart(isSaid: boolean): Promise<void> {
    const { clock, writes, closeConnections } = this.#ports;
    if (isSaid) await delay(clock, HANG_UP_LINGER_MS);
    closeConnections();
    await writes.finished();
    this.scope.end();
  }

  async #cleanUpCall(pendingCleanups: PendingCleanups, part: Role | undefined, reason: EndedReason): Promise<void> {
    const { channel, clock, writes, batches } = this.#ports;
    await delay(clock, CLEAN_UP_MS[part ?? 'callee']);
    let remains = await cleanUpCall(channel, clock, batches());
    if (remains === 'running' && part !== undefined && reason === 'other-hung-up') {
      // Heard on the channel alone: the other side could not write it any more.
      await writes.write({ intent: 'end', by: part, reason: 'left' });
      remains = await cleanUpCall(channel, clock, batches());
    }
    // What arrives later is found by this browser's next visit, once it has expired.
    if (remains === 'nothing' && !writes.mayOpenLate) pendingCleanups.forget(channel.callId);
  }
}
