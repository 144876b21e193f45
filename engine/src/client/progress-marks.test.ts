import { afterEach, expect, test } from 'vitest';
import { NO_EXCHANGE } from '../call/machine/exchange.ts';
import type { CallState } from '../call/machine/state.ts';
import { ProgressMarks, stepReached } from './progress-marks.ts';

afterEach(() => performance.clearMarks());

const exchange = { ...NO_EXCHANGE, round: 1 };
const lobby = (isReady: boolean): CallState =>
  ({ phase: 'answering', role: 'callee', exchange, isReady, isJoining: false, isCallerAway: false });
const connecting = (role: 'caller' | 'callee'): CallState => ({ phase: 'connecting', role, exchange, firstRound: 1 });
const connected: CallState = { phase: 'connected', role: 'callee', exchange, since: 0, isInterrupted: false };

const names = (): string[] => performance.getEntriesByType('mark').map(({ name }) => name);

test('a callee’s way into a call leaves one mark a step, and a second connection none', () => {
  const marks = new ProgressMarks();
  marks.reach('signed-in');
  for (const state of [lobby(false), lobby(true), lobby(true), connecting('callee'), connected, connecting('callee'), connected]) {
    marks.reach(stepReached(state));
  }
  expect(names()).toEqual(['firelink:signed-in', 'firelink:offer-read', 'firelink:connected']);
});

test('a caller waits, and reads an answer instead of writing one', () => {
  expect(stepReached({ phase: 'ringing', role: 'caller', exchange })).toBe('waiting');
  expect(stepReached(connecting('caller'))).toBe('answer-read');
  expect(stepReached(connecting('callee'))).toBeUndefined();
  expect(stepReached({ phase: 'ended', reason: 'you-hung-up' })).toBeUndefined();
});
