/** What the document says of a call while media flows is a hint: it ends nothing, and is believed once nothing is heard. */
import { describe, expect, test } from 'vitest';
import type { Role } from '#protocol/identifiers.ts';
import type { CallEvent, DocumentState } from '../machine/events.ts';
import { NO_EXCHANGE } from '../machine/exchange.ts';
import type { CallState } from '../machine/state.ts';
import { transition } from '../machine/transition.ts';

const connected = (role: Role): CallState => ({ phase: 'connected', role, since: 1, isInterrupted: false, exchange: { ...NO_EXCHANGE, round: 1, answeredRound: 1 } });
const standing = { kind: 'standing', seat: 'taken', offerRound: 1, isOwnOffer: true, answerRound: 1, wanted: 0, isOtherAway: false, isOtherReturning: false } as const satisfies DocumentState;
const read = (documentState: DocumentState): CallEvent => ({ type: 'call-read', documentState });

function after(state: CallState, ...events: readonly CallEvent[]): { readonly state: CallState; readonly effects: readonly string[] } {
  return events.reduce<ReturnType<typeof after>>(
    (before, event) => {
      const step = transition(before.state, event);
      return { state: step.state, effects: step.effects.map(({ type }) => type) };
    },
    { state, effects: [] },
  );
}

describe.each(['caller', 'callee'] as const)('the %s, who is connected', (role) => {
  const ended = read({ kind: 'ended', by: role === 'caller' ? 'callee' : 'caller', reason: 'hung-up' });

  test('reads that the call has ended: the call goes on', () => {
    expect(after(connected(role), ended)).toMatchObject({ state: { phase: 'connected' }, effects: [] });
  });

  test.each(['peer-silent', 'peer-failed', 'peer-interrupted'] as const)('reads that the call has ended, then %s: the document is looked at again, and no round is begun', (type) => {
    expect(after(connected(role), ended, { type })).toMatchObject({ state: { phase: 'reconnecting', trouble: 'interrupted' }, effects: ['look-again'] });
  });

  test('hears nothing, and has read nothing of an end: a round is begun', () => {
    expect(after(connected(role), { type: 'peer-silent' }).effects.length).toBeGreaterThan(1);
  });

  test('reads that the other side is away, then hears nothing: it has left, and is waited for', () => {
    const away = read({ ...standing, seat: role === 'caller' ? 'taken' : 'mine', isOtherAway: true });
    expect(after(connected(role), away, { type: 'peer-silent' })).toMatchObject({ state: { phase: 'reconnecting', trouble: 'left' }, effects: ['look-again'] });
  });
});
