import { describe, expect, it } from 'vitest';
import { ManualClock } from '../../../../engine/src/base/testing/manual-clock.ts';
import type { CallState, Exchange, Trouble } from '../../../../engine/src/call/machine/state.ts';
import { Arrivals } from './arrivals.ts';

const exchange: Exchange = { round: 1, answeredRound: 0, requestedRound: 0, announcedRound: 0, isAttempting: false, hint: 'none', isOnline: true };
const RINGING: CallState = { phase: 'ringing', role: 'caller', exchange };
const ANSWERING: CallState = { phase: 'answering', role: 'callee', exchange, isReady: true, isJoining: true, isCallerAway: false };
const CONNECTING: CallState = { phase: 'connecting', role: 'caller', exchange, firstRound: 1 };
const CONNECTED: CallState = { phase: 'connected', role: 'caller', exchange, since: 0, isInterrupted: false };
const gone = (trouble: Trouble): CallState => ({ phase: 'reconnecting', role: 'caller', exchange, trouble, tries: 0 });

/** A state, or so many ms that pass. */
type Step = CallState | number;

/** Which steps were arrivals, by their place. */
async function arrivalsIn(steps: readonly Step[], isAwaiting: (state: CallState) => boolean = ({ phase }) => phase === 'ringing'): Promise<number[]> {
  const clock = new ManualClock();
  const arrivals = new Arrivals(clock);
  const found: number[] = [];
  for (const [place, step] of steps.entries()) {
    if (typeof step === 'number') await clock.advance(step);
    else if (arrivals.follow(step, isAwaiting(step))) found.push(place);
  }
  return found;
}

describe('an arrival', () => {
  it('is bob, who joins the call that alice waits in: once, when media flows', async () => {
    expect(await arrivalsIn([RINGING, RINGING, CONNECTING, CONNECTED, CONNECTED])).toEqual([3]);
  });

  it('is not a holder of the id alone who takes the seat and can’t connect; bob is, who comes after', async () => {
    expect(await arrivalsIn([RINGING, CONNECTING, RINGING])).toEqual([]);
    expect(await arrivalsIn([RINGING, CONNECTING, RINGING, CONNECTING, CONNECTED])).toEqual([4]);
  });

  it('is not what bob sees who has just pressed Join', async () => {
    expect(await arrivalsIn([ANSWERING, CONNECTING, CONNECTED])).toEqual([]);
  });

  it('is alice, who was asleep when bob joined', async () => {
    expect(await arrivalsIn([ANSWERING, CONNECTING, gone('silent'), gone('resuming'), CONNECTED])).toEqual([4]);
  });

  it('is not an interruption, nor a reload', async () => {
    expect(await arrivalsIn([ANSWERING, CONNECTED, gone('interrupted'), 60_000, CONNECTED])).toEqual([]);
    expect(await arrivalsIn([ANSWERING, CONNECTED, gone('left'), 2_000, gone('resuming'), 1_000, CONNECTED])).toEqual([]);
  });

  it('is bob, who closed the page and comes back by the link; and his reload afterwards is none', async () => {
    expect(await arrivalsIn([RINGING, CONNECTED, gone('left'), 12_000, gone('resuming'), CONNECTED, gone('left'), 2_000, CONNECTED])).toEqual([1, 5]);
  });

  it('by hand, is for the person who has sent a reply and waits for it to be pasted', async () => {
    expect(await arrivalsIn([ANSWERING, CONNECTING, CONNECTED, CONNECTED], () => true)).toEqual([2]);
  });
});
