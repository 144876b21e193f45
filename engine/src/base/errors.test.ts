import { expect, it } from 'vitest';
import { AppError, FAILURES, toAppError } from './errors.ts';

it('an error has a name for the screens, words for developers, and its cause', () => {
  const cause = new Error('socket closed');
  const error = new AppError('unreachable', { cause, detail: 'no candidate pair' });
  expect(error).toMatchObject({ name: 'AppError', failure: 'unreachable', message: 'unreachable: no candidate pair', cause });
  expect(new AppError('full').message).toBe('full');
  expect('cause' in new AppError('full')).toBe(false);
});

it('whatever was thrown gets a name, an error of ours keeps its own', () => {
  const full = new AppError('full');
  expect(toAppError(full, 'offline')).toBe(full);
  expect(toAppError('what?')).toMatchObject({ failure: 'failed', cause: 'what?' });
  expect(toAppError(new TypeError('x'), 'no-device')).toMatchObject({ failure: 'no-device', cause: { message: 'x' } });
});

it('every failure is named once', () => {
  expect(new Set(FAILURES).size).toBe(FAILURES.length);
});
