import type { FirestoreError } from 'firebase/firestore';
import { beforeEach, describe, expect, it } from 'vitest';
import { ManualClock } from '../../../base/testing/manual-clock.ts';
import { Scope } from '../../../base/scope.ts';
import { firestoreFailure } from '../requests/firestore-errors.ts';
import { keepListening } from './firestore-listening.ts';

const error = (code: string): FirestoreError => Object.assign(new Error(code), { code }) as FirestoreError;

describe('a listener that goes on', () => {
  let clock: ManualClock;
  let scope: Scope;
  let attempts: { readonly alive: () => void; readonly fail: () => void; isStopped: boolean }[];
  let losses: number;
  let stop: () => void;

  beforeEach(() => {
    clock = new ManualClock();
    scope = new Scope();
    attempts = [];
    losses = 0;
    stop = keepListening(scope, clock, { firstMs: 100, longestMs: 400 }, (alive, onError) => {
      const attempt = { alive, fail: () => onError(error('unavailable')), isStopped: false };
      attempts.push(attempt);
      return () => { attempt.isStopped = true; };
    }, () => { losses++; });
  });

  it('is set up again after its error, later each time, up to a longest pause', async () => {
    for (const pauseMs of [100, 200, 400, 400]) {
      const count = attempts.length;
      attempts.at(-1)!.fail();
      expect(attempts.at(-1)!.isStopped).toBe(true);
      await clock.advance(pauseMs - 1);
      expect(attempts).toHaveLength(count);
      await clock.advance(1);
      expect(attempts).toHaveLength(count + 1);
    }
    expect(losses).toBe(4);
  });

  it('begins with the first pause again once it was alive', async () => {
    attempts[0]!.fail();
    await clock.advance(100);
    attempts[1]!.alive();
    attempts[1]!.fail();
    await clock.advance(100);
    expect(attempts).toHaveLength(3);
  });

  it('goes on also where it can’t be set up again at once', async () => {
    const told: unknown[] = [];
    let begun = 0;
    keepListening(scope, clock, { firstMs: 100, longestMs: 400 }, (_, onError) => {
      if (++begun === 2) throw new TypeError('setting up broke');
      if (begun === 1) clock.after(0, () => onError(error('unavailable')));
      return () => {};
    }, (lost) => told.push(lost instanceof Error ? lost.message : lost));
    await clock.advance(100);
    expect([begun, told]).toEqual([2, ['unavailable', 'setting up broke']]);
    await clock.advance(200);
    expect(begun).toBe(3);
  });

  it('has one successor, however many errors it reports', async () => {
    attempts[0]!.fail();
    attempts[0]!.fail();
    await clock.advance(1000);
    expect([attempts.length, losses]).toEqual([2, 1]);
  });

  it.each(['stopped', 'ended with its scope'])('leaves nothing behind when it is %s', async (how) => {
    attempts[0]!.fail();
    await clock.advance(100);
    attempts[1]!.fail();
    if (how === 'stopped') stop();
    else scope.end();
    attempts[1]!.fail();
    await clock.advance(1000);
    expect([attempts.length, losses, clock.pending, scope.size]).toEqual([2, 2, 0, 0]);
  });

  it('stops the listener that stands', () => {
    stop();
    expect([attempts[0]!.isStopped, scope.size]).toEqual([true, 0]);
  });
});

describe("Firestore's errors", () => {
  it.each([
    ['permission-denied', 'refused'],
    ['unauthenticated', 'signed-out'],
    ['resource-exhausted', 'quota-exhausted'],
    ['unavailable', 'unavailable'],
    ['a code to come', 'unavailable'],
    ['toString', 'unavailable'],
  ])('%s, as %s', (code, failure) => {
    const thrown = error(code);
    expect(firestoreFailure(thrown)).toMatchObject({ failure, cause: thrown });
  });

  it('keeps what is named already, and names what is nothing known', () => {
    const named = firestoreFailure(error('unauthenticated'));
    expect(firestoreFailure(named)).toBe(named);
    expect(firestoreFailure('what?')).toMatchObject({ failure: 'unavailable', cause: 'what?' });
  });
});
