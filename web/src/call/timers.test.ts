import { expect, test } from 'vitest';
import { NO_EXCHANGE } from './exchange.ts';
import type { CallState } from './state.ts';
import { timersOf } from './timers.ts';
import { transition } from './transition.ts';

const connecting = (round: number, asked: number): CallState =>
  ({ phase: 'connecting', role: 'callee', exchange: { ...NO_EXCHANGE, round, asked }, firstRound: 1 });

test('whoever connects and has asked for a round opens the listener anew when it does not come', () => {
  const waiting = connecting(1, 2);
  expect(timersOf(waiting).find(({ name }) => name === 'retry')).toMatchObject({ delayMs: 5_000 });
  expect(transition(waiting, { type: 'timer', name: 'retry' })).toEqual({ state: waiting, effects: [{ type: 'refresh' }] });
});

test.for([{ round: 1, asked: 0 }, { round: 2, asked: 2 }])('nobody waits for a round in round $round, $asked asked for', ({ round, asked }) => {
  expect(timersOf(connecting(round, asked)).map(({ name }) => name)).not.toContain('retry');
});
