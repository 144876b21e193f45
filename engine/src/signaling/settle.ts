/**
 * A commit, taken to its true outcome. A denial or an unknown outcome is never a reason by itself: a claim that
 * crosses a new offer is denied although the seat is free, and a commit that timed out may have landed. So the
 * document is read, and says which it is. The read tells the store's time, too: a lease that this machine's clock
 * got wrong is planned anew by the next try, and only the store's clock decides `expired`.
 */
import { delay, type Clock } from '../base/clock.ts';
import { AppError } from '../base/errors.ts';
import { judge, type Settled } from './judge.ts';
import type { SignalChannel, SignalWrite } from './signal-channel.ts';

export type { Settled } from './judge.ts';

/** With the waits between them, 3.5 s: beyond that a person is better told than kept waiting. */
export const MAX_TRIES = 4;

/**
 * For the first commit and the read after it: a network that is there has answered by then, and a connection that is
 * dead never will. Later ones take as long as they need: where it is slow, that is the way through.
 */
export const FIRST_TRY_MS = 4000;

/** Before the second try; doubled each time after. Long enough for a write that crossed the first one to have arrived. */
export const FIRST_WAIT_MS = 500;

export interface SettleOptions {
  /** Asked before each try: a write that is no longer needed is not tried, and comes out as lost. */
  readonly isWanted?: () => boolean;
  /** A try that came out unknown is not the one that stands: it may land at any time from now on, also after all that follows. */
  readonly onOutstanding?: () => void;
}

/**
 * Never rejects. At most MAX_TRIES commits of the identical intention, and as many reads, a denial or unknown outcome each.
 * One that was aborted for a new connection reports nothing, is tried anew without a pause, and doesn't count.
 */
export async function commitAndSettle(
  channel: SignalChannel, clock: Clock, write: SignalWrite, { isWanted = () => true, onOutstanding = () => {} }: SettleOptions = {},
): Promise<Settled> {
  let unknown = 0;
  const settled = (how: Settled): Settled => {
    if (unknown > 0) onOutstanding();
    return how;
  };
  for (let tries = 1, waitMs = FIRST_WAIT_MS; ;) {
    if (!isWanted()) return settled({ kind: 'lost', error: new AppError('failed', { detail: `${write.intent}: no longer needed` }) });
    const limitMs = tries === 1 ? FIRST_TRY_MS : undefined;
    const outcome = await channel.commit(write, limitMs);
    if (outcome.kind === 'committed') return settled({ kind: 'landed' });
    // No document shows a batch to its maker. Denied after an unknown outcome means that the batch stands: by this very try.
    const mayHaveLanded = unknown > 0 && write.intent === 'batch' && outcome.kind === 'denied';
    if (outcome.kind === 'unknown') unknown++;
    const verdict = judge(write, channel.uid, await channel.read(limitMs), channel.serverClock.now());
    // One of the unknown tries is the one that stands.
    if (verdict.kind === 'landed') unknown--;
    if (verdict.kind === 'again' && mayHaveLanded) return { kind: 'landed' };
    // A failed read decides nothing yet; every other result is final.
    if (verdict.kind !== 'again' && !(verdict.kind === 'lost' && isPassing(verdict.error))) return settled(verdict);
    if (outcome.kind === 'unknown' && outcome.isCalledOff) continue;
    if (tries === MAX_TRIES || !isPassing(outcome.error)) return settled({ kind: 'lost', error: outcome.error });
    await delay(clock, waitMs);
    tries++;
    waitMs *= 2;
  }
}

/**
 * A spent quota stays so for longer than a person waits. A denial may have crossed another commit, or be for tokens that
 * are being renewed (see repeated-read.ts): that has its tries, too.
 */
function isPassing(error: AppError): boolean {
  return ['refused', 'signed-out', 'unavailable', 'offline'].includes(error.failure);
}
