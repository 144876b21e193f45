import { describe, expect, test } from 'vitest';
import { ManualClock } from '../base/testing/manual-clock.ts';
import { Scope } from '../base/scope.ts';
import * as rules from './quality-rules.ts';
import { QualitySampler } from './quality-sampler.ts';
import { recordedReports, type Recording } from './testing/recorded-stats.ts';

const load = async (): Promise<typeof rules> => rules;

/** A connection that says what was recorded, one report a question, and then has none. */
function replay(name: Recording) {
  const reports = [...recordedReports(name)];
  let asked = 0;
  return {
    get asked() { return asked; },
    async getStats(): Promise<RTCStatsReport> {
      asked++;
      const report = reports.shift();
      if (!report) throw new DOMException('closed', 'InvalidStateError');
      return report;
    },
  };
}

const noError = (error: unknown): void => expect.unreachable(String(error));

describe('a connection that carries the call', () => {
  test('is asked every two seconds, and each answer is shown once something is known', async () => {
    const clock = new ManualClock();
    let changes = 0;
    const sampler = new QualitySampler(clock, () => changes++, noError, load);
    const peer = replay('chromium-round-trip-400-ms');
    sampler.follow(new Scope(), peer);
    await clock.advance(1_000);
    expect([peer.asked, changes, sampler.quality]).toEqual([1, 0, undefined]);
    await clock.advance(4_000);
    expect([peer.asked, changes]).toEqual([3, 1]);
    expect(sampler.quality).toMatchObject({ level: 'fair', reason: { kind: 'delay' }, numbers: { path: { isRelayed: false } } });
  });

  test('that doesn’t answer is asked again, and what was known stays', async () => {
    const clock = new ManualClock();
    const sampler = new QualitySampler(clock, () => {}, noError, load);
    const peer = replay('chromium-good');
    sampler.follow(new Scope(), peer);
    await clock.advance(20_000);
    expect(peer.asked).toBe(10);
    expect(sampler.quality?.level).toBe('good');
  });

  test('is asked no more when it has ended', async () => {
    const clock = new ManualClock();
    const scope = new Scope();
    const peer = replay('chromium-good');
    new QualitySampler(clock, () => {}, noError, load).follow(scope, peer);
    await clock.advance(3_000);
    scope.end();
    await clock.advance(20_000);
    expect([peer.asked, clock.pending, scope.size]).toEqual([2, 0, 0]);
  });

  test('gives way to the next one, which is rated by itself', async () => {
    const clock = new ManualClock();
    const sampler = new QualitySampler(clock, () => {}, noError, load);
    const [first, second] = [replay('chromium-round-trip-400-ms'), replay('chromium-good')];
    sampler.follow(new Scope(), first);
    await clock.advance(6_000);
    sampler.follow(new Scope(), second);
    expect(sampler.quality).toBeUndefined();
    const { asked } = first;
    await clock.advance(6_000);
    expect(first.asked).toBe(asked);
    expect(sampler.quality?.level).toBe('good');
  });

  test('whose report can’t be read shows nothing, says so once, and the next one is asked', async () => {
    const clock = new ManualClock();
    const errors: unknown[] = [];
    const sampler = new QualitySampler(clock, () => {}, (error) => errors.push(error), load);
    const unreadable = { get type(): string { throw new TypeError('broken'); } };
    sampler.follow(new Scope(), { getStats: async () => new Map([['one', unreadable]]) });
    await clock.advance(20_000);
    expect([sampler.quality, errors, clock.pending]).toEqual([undefined, [new TypeError('broken')], 0]);
    sampler.follow(new Scope(), replay('chromium-good'));
    await clock.advance(20_000);
    expect(sampler.quality?.level).toBe('good');
  });
});
