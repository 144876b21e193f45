/**
 * Without functions the parties of a call remove what it leaves in the store: once it has ended, or when a page finds it
 * expired. A browser whose page went before that remembers the call for its next visit.
 */
import type { CallId } from '#protocol/identifiers.ts';
import type { Clock } from '../../base/clock.ts';
import { commitAndSettle } from '../../signaling/settle.ts';
import type { SignalChannel } from '../../signaling/signal-channel.ts';

/** The calls that this browser had a part in and that may still stand. */
export interface PendingCleanups {
  remember(callId: CallId): void;
  forget(callId: CallId): void;
}

/** `nothing`: of what this user may remove. `unknown`: the store could not be asked, or would not. */
export type Remains = 'nothing' | 'running' | 'unknown';

/**
 * Removes a call that is over, with its candidates. Never rejects.
 *
 * @param batches `known` where this channel has been in the call; else every possible batch is deleted. So it is where a second
 *   round tells that another page may have had this side before, whose batches this one has never seen.
 */
export async function cleanUpCall(channel: SignalChannel, clock: Clock, batches: 'known' | 'all'): Promise<Remains> {
  const seen = await channel.read();
  if (seen.kind === 'missing') return 'nothing';
  if (seen.kind !== 'present') return 'unknown';
  const { caller, callee, ended, expiresAt, offer } = seen.call;
  const hasExpired = expiresAt <= channel.serverClock.now();
  if (!hasExpired && caller !== channel.uid && callee !== channel.uid) return 'nothing';
  if (!hasExpired && !ended) return 'running';
  const settled = await commitAndSettle(channel, clock, { intent: 'delete', batches: hasExpired || offer.round > 1 ? 'all' : batches });
  return settled.kind === 'landed' ? 'nothing' : 'unknown';
}
