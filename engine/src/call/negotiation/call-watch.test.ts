import { expect, it } from 'vitest';
import { silentLogger } from '../../base/logger.ts';
import { settle } from '../../base/testing/manual-clock.ts';
import { Scope } from '../../base/scope.ts';
import type { CallSeen } from '../../signaling/signal-channel.ts';
import { CallWatch } from './call-watch.ts';
import { Containment } from '../containment.ts';
import { NO_EXCHANGE } from '../machine/exchange.ts';
import type { CallState } from '../machine/state.ts';
import { CALL_ID, World } from '../testing/world.ts';

const CONNECTED: CallState = { phase: 'connected', role: 'caller', since: 1, isInterrupted: false, exchange: { ...NO_EXCHANGE, round: 1 } };
const PREPARING: CallState = { phase: 'preparing', role: 'callee', resumes: true, isJoining: false, exchange: NO_EXCHANGE };

/** A watch whose store shows what the test says, and what it reports of it: the round that is wanted. */
async function watching(state: CallState | (() => CallState), take: () => Promise<boolean> = async () => true, onReport: () => void = () => {}) {
  const world = new World();
  await world.caller();
  const { document } = world.store.peek(CALL_ID);
  if (!document) throw new Error('the call stands');
  const reported: unknown[] = [];
  let broke = 0;
  let show: (seen: CallSeen) => void = () => {};
  const channel = world.store.channel(CALL_ID, 'alice');
  const watch = new CallWatch(new Scope(), {
    clock: world.clock,
    channel: { ...channel, uid: 'alice', observeCall: (onSeen) => { show = onSeen; return () => {}; } },
    roles: { take, remembered: () => undefined, keepStood: () => {}, hasStood: () => true, seat: () => 0, freeSeat: () => {}, letGo: () => {}, release: () => {} },
    state: () => (typeof state === 'function' ? state() : state), sentAnswer: () => undefined, hasSentOffer: () => true, takesOver: () => false, onTakenOver: () => {},
    report: (event) => {
      if ('documentState' in event && event.documentState.kind === 'standing') reported.push(event.documentState.wanted);
      onReport();
    },
    onDocument: () => {},
    containment: new Containment(silentLogger, () => broke++),
  });
  watch.start();
  const wants = (round: number): void => show({ kind: 'present', call: { ...document, wanted: { round } } });
  return { watch, wants, reported, timesBroken: () => broke };
}

it('what is reported once more is what was seen last, also where a newer look is still waiting for its turn', async () => {
  const { watch, wants, reported } = await watching(CONNECTED);
  wants(2);
  await settle();
  wants(3);
  watch.again();
  await settle();
  expect(reported).toEqual([2, 3, 3]);
});

it('what has led to an offer is reported once more when that has come to nothing', async () => {
  let state: CallState = { phase: 'reconnecting', role: 'caller', trouble: 'interrupted', tries: 0, exchange: { ...NO_EXCHANGE, round: 1 } };
  const { watch, wants, reported } = await watching(() => state, undefined, () => {
    state = { ...state, exchange: { ...NO_EXCHANGE, round: 1, offerInFlight: { round: 2, freesSeat: false } } } as CallState;
  });
  wants(2);
  await settle();
  watch.again();
  await settle();
  expect(reported).toEqual([2, 2]);
});

it('a look that breaks is said, and keeps none of the later ones from being taken', async () => {
  let isBroken = true;
  const { wants, reported, timesBroken } = await watching(PREPARING, async () => {
    if (isBroken) throw new TypeError('the lock broke');
    return true;
  });
  wants(2);
  await settle();
  expect([reported, timesBroken()]).toEqual([[], 1]);
  isBroken = false;
  wants(3);
  await settle();
  expect(reported).toEqual([3]);
});
