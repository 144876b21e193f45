import { describe, expect, test } from 'vitest';
import { NO_EXCHANGE } from './exchange.ts';
import type { CallState } from './state.ts';
import { timersOf } from './timers.ts';
import { transition } from './transition.ts';

const connecting = (round: number, requestedRound: number): CallState =>
  ({ phase: 'connecting', role: 'callee', exchange: { ...NO_EXCHANGE, round, requestedRound }, firstRound: 1 });

test('a connecting side whose requested round does not come opens the listener anew', () => {
  const waiting = connecting(1, 2);
  expect(timersOf(waiting).find(({ name }) => name === 'retry')).toMatchObject({ delayMs: 5_000 });
  expect(transition(waiting, { type: 'timer', name: 'retry' })).toEqual({ state: waiting, effects: [{ type: 'refresh' }] });
});

test.for([{ round: 1, requestedRound: 0 }, { round: 2, requestedRound: 2 }])('no timer waits for a round in round $round, $requestedRound requested', ({ round, requestedRound }) => {
  expect(timersOf(connecting(round, requestedRound)).map(({ name }) => name)).not.toContain('retry');
});

describe('a caller whose fresh round', () => {
  const calling = (answeredRound: number): CallState =>
    ({ phase: 'connecting', role: 'caller', exchange: { ...NO_EXCHANGE, round: 2, answeredRound }, firstRound: 1 });

  test('is answered and doesn’t connect makes another', () => {
    const waiting = calling(2);
    expect(timersOf(waiting).find(({ name }) => name === 'stale-answer')).toMatchObject({ delayMs: 9_000 });
    expect(transition(waiting, { type: 'timer', name: 'stale-answer' }).effects).toMatchObject([{ type: 'make-offer', round: 3 }]);
  });

  test('isn’t answered makes none, and opens the listener anew', () => {
    const waiting = calling(1);
    expect(timersOf(waiting).map(({ name }) => name)).toEqual(['connect', 'retry']);
    expect(transition(waiting, { type: 'timer', name: 'retry' })).toEqual({ state: waiting, effects: [{ type: 'refresh' }] });
  });
});

test('a side whose other side has left replaces its listener and reads the document three times, and makes no round', () => {
  let state: CallState = { phase: 'reconnecting', role: 'caller', exchange: { ...NO_EXCHANGE, round: 1 }, trouble: 'left', tries: 0 };
  for (let looks = 0; looks < 3; looks++) {
    expect(timersOf(state).map(({ name, delayMs }) => [name, delayMs])).toEqual([['leave', 30_000], ['retry', 5_000]]);
    const before = state;
    const { state: after, effects } = transition(before, { type: 'timer', name: 'retry' });
    expect(effects).toEqual([{ type: 'refresh' }, { type: 'read' }]);
    // A timer is a new one by its key.
    expect(timersOf(after).find(({ name }) => name === 'retry')?.key).not.toBe(timersOf(before).find(({ name }) => name === 'retry')?.key);
    state = after;
  }
  expect(timersOf(state).map(({ name }) => name)).toEqual(['leave']);
});

test('a side that has tried for long, and is then left, looks as often', () => {
  const trying: CallState = { phase: 'reconnecting', role: 'caller', exchange: { ...NO_EXCHANGE, round: 1 }, trouble: 'interrupted', tries: 3 };
  expect(timersOf(transition(trying, { type: 'said-goodbye' }).state).map(({ name }) => name)).toEqual(['leave', 'retry']);
});
