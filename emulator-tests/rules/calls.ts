import { randomBytes } from 'node:crypto';
import { MIN_SEALED_BYTES, PROTOCOL_VERSION } from '#protocol/limits.ts';
import type { Attempt } from './attempts.ts';
import { SERVER_TIME, type Actor, type DocumentWrite, type Fields } from './firestore-rest.ts';

/** alice calls, bob answers, carol holds the link and is a stranger to the call. */
export const alice = 'alice';
export const bob = 'bob';
export const carol = 'carol';
export const nobody = undefined;

export function newCallId(): string {
  return randomBytes(16).toString('base64url');
}

export function hoursFromNow(hours: number): Date {
  return new Date(Date.now() + hours * 3_600_000);
}

/** For tables: from the moment at which the case is run. */
export const inHours = (hours: number) => (): Date => hoursFromNow(hours);

export function sealed(bytes = MIN_SEALED_BYTES): Uint8Array {
  return new Uint8Array(bytes);
}

export function description(round: number): Fields {
  return { round, sealed: sealed() };
}

export function batch(round: number, expiresAt = hoursFromNow(20)): Fields {
  return { round, sealed: sealed(), expiresAt };
}

/** As alice's browser writes it. */
export function newCall(callId: string): Fields {
  return {
    v: PROTOCOL_VERSION,
    caller: alice,
    callee: '',
    createdAt: SERVER_TIME,
    expiresAt: hoursFromNow(22),
    shard: callId.slice(0, 1),
    offer: description(1),
  };
}

/** Somebody's link, nobody's answer yet. */
export function ringingCall(callId: string): Fields {
  return { ...newCall(callId), createdAt: hoursFromNow(-1), expiresAt: hoursFromNow(21) };
}

/** bob has answered the offer that stands. */
export function answeredCall(callId: string, round = 1): Fields {
  return { ...ringingCall(callId), callee: bob, offer: description(round), answer: description(round) };
}

/** alice has offered once more, and bob has not answered that yet. */
export function reofferedCall(callId: string, round = 2): Fields {
  return { ...answeredCall(callId, round - 1), offer: description(round) };
}

/** Somebody (alice, say) left at some time before. */
export const ended = { by: 'caller', reason: 'left', at: new Date(1_700_000_000_000) };

export function endedCall(callId: string): Fields {
  return { ...answeredCall(callId), ended };
}

export function expiredCall(callId: string): Fields {
  return { ...answeredCall(callId), createdAt: hoursFromNow(-23), expiresAt: hoursFromNow(-1) };
}

export function attempt(by: Actor, makeCall: (callId: string) => Fields, ...writes: DocumentWrite[]): Attempt {
  const callId = newCallId();
  return { by, callId, given: { '': makeCall(callId) }, request: { writes } };
}
