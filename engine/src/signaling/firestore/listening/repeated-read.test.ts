import { describe, expect, it } from 'vitest';
import { AppError, type Failure } from '../../../base/errors.ts';
import { ManualClock } from '../../../base/testing/manual-clock.ts';
import { Scope } from '../../../base/scope.ts';
import { RepeatedRead } from './repeated-read.ts';
import type { CallSeen } from '../../signal-channel.ts';

const lost = (failure: Failure): CallSeen => ({ kind: 'lost', error: new AppError(failure) });
const MISSING: CallSeen = { kind: 'missing' };

function readRepeatedly(...answers: CallSeen[]) {
  const [clock, scope] = [new ManualClock(), new Scope()];
  let asked = 0;
  const reads = new RepeatedRead(scope, clock, async () => answers[Math.min(asked++, answers.length - 1)] ?? MISSING);
  const told: CallSeen[] = [];
  const ask = (): void => void reads.read().then((seen) => told.push(seen));
  return { clock, scope, ask, told, asked: () => asked };
}

describe('a read at a call that is refused', () => {
  it.each(['refused', 'signed-out'] as const)('%s, is made again until it is served', async (failure) => {
    const { clock, ask, told, asked } = readRepeatedly(lost(failure), lost(failure), MISSING);
    ask();
    await clock.advance(1_000);
    expect([told, asked()]).toEqual([[], 2]);
    await clock.advance(2_000);
    expect([told, asked(), clock.pending]).toEqual([[MISSING], 3, 0]);
  });

  it('is believed after the third time, within seconds', async () => {
    const { clock, ask, told, asked } = readRepeatedly(lost('refused'));
    ask();
    await clock.advance(3_000);
    expect([told, asked(), clock.pending]).toMatchObject([[{ kind: 'lost', error: { failure: 'refused' } }], 3, 0]);
  });

  it.each(['unavailable', 'offline', 'quota-exhausted'] as const)('is told at once where it is %s', async (failure) => {
    const { clock, ask, told, asked } = readRepeatedly(lost(failure));
    ask();
    await clock.advance(0);
    expect([told, asked()]).toMatchObject([[{ kind: 'lost', error: { failure } }], 1]);
  });

  it('is one read for all who ask meanwhile, and another for who asks afterwards', async () => {
    const { clock, ask, told, asked } = readRepeatedly(lost('refused'), MISSING);
    ask();
    ask();
    await clock.advance(1_000);
    expect([told, asked()]).toEqual([[MISSING, MISSING], 2]);
    ask();
    await clock.advance(0);
    expect([told.length, asked()]).toEqual([3, 3]);
  });

  it('leaves no timer when its scope ends', async () => {
    const { clock, scope, ask, told } = readRepeatedly(lost('refused'));
    ask();
    await clock.advance(0);
    scope.end();
    await clock.advance(60_000);
    expect([told, clock.pending]).toEqual([[], 0]);
  });
});
