/**
 * A commit, taken to its true outcome. A denial or an unknown outcome is never a reason by itself: a claim that
 * crosses a new offer is denied although the seat is free, and a commit that timed out may have landed. So the
 * document is read, and says which it is.
 */
import { delay, type Clock } from '../base/clock.ts';
import { AppError } from '../base/errors.ts';
import { LEASE_RENEWAL_MS } from '#protocol/lifetimes.ts';
import { judge, type Settled } from './judge.ts';
import type { CommitOutcome, SignalChannel, SignalWrite } from './signal-channel.ts';

export type { Settled } from './judge.ts';

/** With the waits between them, 3.5 s: beyond that a person is better told than kept waiting. */
export const MAX_TRIES = 4;

/**
 * For the first commit and the look after it: a network that is there has answered by then, and a connection that is
 * dead never will. Later ones take as long as they need: where it is slow, that is the way through.
 */
export const FIRST_TRY_MS = 4000;

/** Before the second try; doubled each time after. Long enough for whatever crossed the first one to have arrived. */
export const FIRST_WAIT_MS = 500;

/**
 * Never rejects. At most MAX_TRIES commits of the identical write, and as many reads, a denial or unknown outcome each.
 * One that was called off for a new connection says nothing of it, is tried anew without a pause, and doesn't count.
 *
 * @param isWanted asked before each try: what nobody needs any more is left alone, and comes out as lost
 */
export async function commitAndSettle(
  channel: SignalChannel, clock: Clock, write: SignalWrite, isWanted: () => boolean = () => true,
): Promise<Settled> {
  let hasBeenUnknown = false;
  for (let tries = 1, waitMs = FIRST_WAIT_MS; ;) {
    if (!isWanted()) return { kind: 'lost', error: new AppError('failed', { detail: `${write.intent}: nobody needs it any more` }) };
    const limitMs = tries === 1 ? FIRST_TRY_MS : undefined;
    const outcome = await channel.commit(write, limitMs);
    if (outcome.kind === 'committed') return { kind: 'landed' };
    // No document shows a batch to its maker. Denied after an unknown outcome means that the slot is taken: by it.
    const mayHaveLanded = hasBeenUnknown && write.intent === 'batch' && outcome.kind === 'denied';
    hasBeenUnknown ||= outcome.kind === 'unknown';
    const verdict = judge(write, channel.uid, await channel.read(limitMs), clock.now());
    if (verdict.kind === 'again' && mayHaveLanded) return { kind: 'landed' };
    // A failed read says nothing yet; everything else is final.
    if (verdict.kind !== 'again' && !(verdict.kind === 'lost' && isPassing(verdict.error))) return verdict;
    if (outcome.kind === 'unknown' && outcome.isCalledOff) continue;
    if (tries === MAX_TRIES || !isPassing(outcome.error)) return giveUp(channel, clock, outcome);
    await delay(clock, waitMs);
    tries++;
    waitMs *= 2;
  }
}

/** Signed out and out of quota stay so for longer than anybody waits; a denial may have crossed another commit. */
function isPassing(error: AppError): boolean {
  return ['refused', 'unavailable', 'offline'].includes(error.failure);
}

async function giveUp(channel: SignalChannel, clock: Clock, outcome: Exclude<CommitOutcome, { kind: 'committed' }>): Promise<Settled> {
  if (outcome.kind === 'denied' && outcome.error.failure === 'refused') {
    // Denied time and again with nothing against it: this device's clock is slow, and the server's says that the lease is over.
    const seen = await channel.read();
    if (seen.kind === 'present' && seen.call.expiresAt - clock.now() < CLOCK_ERROR_MS) return { kind: 'expired' };
  }
  return { kind: 'lost', error: outcome.error };
}

/** Phones' clocks are off by an hour or two at most (see MAX_LEASE_MS); far from any running call's lease. */
const CLOCK_ERROR_MS = LEASE_RENEWAL_MS / 4;
