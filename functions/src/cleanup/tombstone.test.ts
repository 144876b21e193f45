import { describe, expect, test } from 'vitest';
import { TOMBSTONE_MS } from '#protocol/lifetimes.ts';
import { type CallLife, hasJustEnded, isTooOldToRetry, MAX_EVENT_AGE_MS, parseCallLife, planTombstone } from './tombstone.ts';

const NOW = 1_700_000_000_000;
const HOUR_MS = 3_600_000;
const ended: CallLife = { createdAt: NOW - HOUR_MS, expiresAt: NOW + 21 * HOUR_MS, isEnded: true };
const running: CallLife = { ...ended, isEnded: false };
const at = (millis: number) => ({ toMillis: () => millis });

describe('which update counts', () => {
  test('alice hangs up: this one', () => {
    expect(hasJustEnded(running, ended)).toBe(true);
  });

  test('bob extends the lease, or the trigger itself shortens it: not these', () => {
    expect(hasJustEnded(running, { ...running, expiresAt: NOW + 22 * HOUR_MS })).toBe(false);
    expect(hasJustEnded(ended, { ...ended, expiresAt: NOW + TOMBSTONE_MS })).toBe(false);
  });

  test('an event of the last hour is tried again, an older one is left to the sweep', () => {
    expect(isTooOldToRetry(NOW - MAX_EVENT_AGE_MS, NOW)).toBe(false);
    expect(isTooOldToRetry(NOW - MAX_EVENT_AGE_MS - 1, NOW)).toBe(true);
    expect(isTooOldToRetry(Number.NaN, NOW)).toBe(false);
  });
});

describe('what becomes of the call', () => {
  test('it stays for ten minutes, so that carol who opens the link is told', () => {
    expect(planTombstone(ended, ended, NOW)).toEqual({ kind: 'tombstone', expiresAt: NOW + 10 * 60_000 });
  });

  test('the event comes a second time, minutes later: the lease is not lengthened', () => {
    const shortened = { ...ended, expiresAt: NOW + TOMBSTONE_MS };
    expect(planTombstone(ended, shortened, NOW + 60_000)).toEqual({ kind: 'tombstone', expiresAt: NOW + TOMBSTONE_MS });
  });

  test('the call was about to expire anyway: its lease stays', () => {
    expect(planTombstone(ended, { ...ended, expiresAt: NOW + 1 }, NOW)).toEqual({ kind: 'tombstone', expiresAt: NOW + 1 });
  });

  test('the event comes after the sweep: nothing is made anew', () => {
    expect(planTombstone(ended, undefined, NOW)).toEqual({ kind: 'leave', because: 'gone' });
  });

  test('the id has been used again since: the new call is not touched, ended or not', () => {
    expect(planTombstone(ended, { ...running, createdAt: NOW }, NOW)).toEqual({ kind: 'leave', because: 'another-call' });
    expect(planTombstone(ended, { ...ended, createdAt: NOW }, NOW)).toEqual({ kind: 'leave', because: 'another-call' });
  });

  test('the document does not say that it has ended: it is not touched', () => {
    expect(planTombstone(ended, running, NOW)).toEqual({ kind: 'leave', because: 'not-ended' });
  });
});

describe('reading a call', () => {
  test('a call of a version to come is cleaned up like any other', () => {
    const data = { v: 99, createdAt: at(1), expiresAt: at(2), ended: { because: 'new words' } };
    expect(parseCallLife(data)).toEqual({ ok: true, value: { createdAt: 1, expiresAt: 2, isEnded: true } });
  });

  test('a call without a lease is told as malformed', () => {
    expect(parseCallLife({ createdAt: at(1) })).toMatchObject({ ok: false, problem: { field: 'expiresAt' } });
    expect(parseCallLife(undefined)).toMatchObject({ ok: false });
  });
});
