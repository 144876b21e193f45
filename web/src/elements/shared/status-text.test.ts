import { describe, expect, test } from 'vitest';
import { ENDED_REASONS } from '../../../../engine/src/call/machine/reasons.ts';
import type { CallState, Exchange } from '../../../../engine/src/call/machine/state.ts';
import { statusText } from './status-text.ts';
import { en } from '../i18n/en.ts';

const exchange: Exchange = { round: 1, answeredRound: 0, requestedRound: 0, announcedRound: 0, isAttempting: false, hint: 'none', isOnline: true };
const say = (state: CallState): string => statusText(state, en.status);

describe('the live region', () => {
  test('is silent where the screen itself says all there is', () => {
    expect(say({ phase: 'idle' })).toBe('');
    expect(say({ phase: 'preparing', role: 'callee', resumes: false, isJoining: true, exchange })).toBe('');
    expect(say({ phase: 'answering', role: 'callee', exchange, isReady: true, isJoining: true, isCallerAway: false })).toBe('');
  });

  test('tells the caller and the callee how the call goes on', () => {
    expect(say({ phase: 'ringing', role: 'caller', exchange })).toBe('Waiting for someone to join');
    expect(say({ phase: 'connecting', role: 'callee', exchange, firstRound: 1 })).toBe('Connecting');
    expect(say({ phase: 'connected', role: 'callee', exchange, since: 0, isInterrupted: false })).toBe('Connected');
    expect(say({ phase: 'reconnecting', role: 'caller', exchange, trouble: 'left', tries: 0 })).toBe('Reconnecting');
  });

  test('says of a call that can’t be verified just that, while the two are connected', () => {
    expect(statusText({ phase: 'connected', role: 'callee', exchange, since: 0, isInterrupted: false }, en.status, true)).toBe('This call can’t be verified');
    expect(statusText({ phase: 'ended', reason: 'you-hung-up' }, en.status, true)).toBe('Call ended');
  });

  test.each(ENDED_REASONS)('says what an end for the reason %s is', (reason) => {
    const own: Partial<Record<typeof reason, string>> = {
      full: 'This call is full',
      'not-found': 'Call not found',
      expired: 'This link has expired',
      'link-incomplete': 'This link is incomplete',
    };
    expect(say({ phase: 'ended', reason })).toBe(own[reason] ?? 'Call ended');
  });
});
