import { describe, expect, test } from 'vitest';
import type { CallNumbers, QualityRating } from './call-quality.ts';
import { rateQuality, NO_QUALITY, pathOf, qualityOf, takeReading } from './quality-policy.ts';
import { readStats, type StatsReading } from './quality-reading.ts';
import { recorded, type Recording } from './testing/recorded-stats.ts';

const after = (readings: readonly StatsReading[]) => readings.reduce(takeReading, NO_QUALITY);
const rating = (readings: readonly StatsReading[]): QualityRating | undefined => after(readings).shown;

describe('a recorded call', () => {
  test.each<[Recording, QualityRating]>([
    ['chromium-good', { level: 'good' }],
    ['firefox-good', { level: 'good' }],
    ['chromium-loss-5-percent', { level: 'poor', reason: { kind: 'loss', direction: 'in' } }],
    ['firefox-loss-5-percent', { level: 'fair', reason: { kind: 'loss', direction: 'in' } }],
    ['chromium-round-trip-400-ms', { level: 'fair', reason: { kind: 'delay' } }],
    ['chromium-300-kbit-a-direction', { level: 'fair', reason: { kind: 'bandwidth', direction: 'out' } }],
  ])('%s', (name, expected) => {
    expect(rating(recorded(name))).toEqual(expected);
  });

  test('is rated from its second reading on, and a worse one from the third', () => {
    const good = recorded('chromium-good');
    expect(qualityOf(after(good.slice(0, 1)))).toBeUndefined();
    expect(qualityOf(after(good.slice(1, 3)))?.level).toBe('good');
    const slow = recorded('chromium-round-trip-400-ms');
    expect(qualityOf(after(slow.slice(0, 2)))).toBeUndefined();
    expect(qualityOf(after(slow.slice(0, 3)))?.level).toBe('fair');
  });
});

test('the path has media while sound or a picture is sent, which the first reading tells, and nobody knows before', () => {
  const good = recorded('chromium-good');
  expect(pathOf(after([])).hasMedia).toBeUndefined();
  expect(pathOf(after(good.slice(0, 1))).hasMedia).toBe(true);
  expect(pathOf(after(good.slice(0, 1).map((reading) => ({ ...reading, outbound: [] })))).hasMedia).toBe(false);
  expect(pathOf(after(good)).hasMedia).toBe(true);
  const muted = good.map((reading, index) => (index < good.length - 1 ? reading : { ...reading, outbound: good.at(-2)?.outbound ?? [] }));
  expect(pathOf(after(muted)).hasMedia).toBe(false);
  expect(pathOf(after(good.map((reading) => ({ ...reading, outbound: [] })))).hasMedia).toBe(false);
});

const NUMBERS: CallNumbers = { roundTripMs: 50, incoming: { lossPercent: 0, codecs: [] }, outgoing: { lossPercent: 0, codecs: [] }, path: { isRelayed: false } };
const withIncoming = (incoming: Partial<CallNumbers['incoming']>): CallNumbers => ({ ...NUMBERS, incoming: { ...NUMBERS.incoming, ...incoming } });
const withOutgoing = (outgoing: Partial<CallNumbers['outgoing']>): CallNumbers => ({ ...NUMBERS, outgoing: { ...NUMBERS.outgoing, ...outgoing } });
const narrow = { limitedBy: 'bandwidth', estimatedKbps: 300, picture: { width: 320, height: 180, fps: 20 } } as const;

describe('why', () => {
  test.each<[string, CallNumbers, QualityRating]>([
    ['nothing is wrong', NUMBERS, { level: 'good' }],
    ['nothing is known', { incoming: { codecs: [] }, outgoing: { codecs: [] } }, { level: 'good' }],
    ['a relay that costs no time is no harm', { ...NUMBERS, path: { isRelayed: true } }, { level: 'good' }],
    ['packets are lost on the way in', withIncoming({ lossPercent: 2 }), { level: 'fair', reason: { kind: 'loss', direction: 'in' } }],
    ['packets are lost on the way out', withOutgoing({ lossPercent: 8 }), { level: 'poor', reason: { kind: 'loss', direction: 'out' } }],
    ['sound comes too late to be played', withIncoming({ concealedPercent: 16 }), { level: 'poor', reason: { kind: 'loss', direction: 'in' } }],
    ['the picture stands still', withIncoming({ frozenPercent: 25 }), { level: 'fair', reason: { kind: 'bandwidth', direction: 'in' } }],
    ['the way is long', { ...NUMBERS, roundTripMs: 700 }, { level: 'poor', reason: { kind: 'delay' } }],
    ['the way is long for its relay', { ...NUMBERS, roundTripMs: 400, path: { isRelayed: true } }, { level: 'fair', reason: { kind: 'relayed' } }],
    ['the link is narrow', withOutgoing(narrow), { level: 'fair', reason: { kind: 'bandwidth', direction: 'out' } }],
    ['the link is very narrow', withOutgoing({ ...narrow, estimatedKbps: 100 }), { level: 'poor', reason: { kind: 'bandwidth', direction: 'out' } }],
    ['the picture hardly moves', withOutgoing({ ...narrow, picture: { width: 320, height: 180, fps: 3 } }), { level: 'poor', reason: { kind: 'bandwidth', direction: 'out' } }],
    ['a browser calls itself limited with a wide link, as it does while it warms up', withOutgoing({ ...narrow, estimatedKbps: 4_000 }), { level: 'good' }],
    ['the link is narrow and so loses what doesn’t fit', withOutgoing({ ...narrow, lossPercent: 20 }), { level: 'poor', reason: { kind: 'bandwidth', direction: 'out' } }],
    ['the machine is busy', withOutgoing({ limitedBy: 'cpu', estimatedKbps: 4_000 }), { level: 'fair', reason: { kind: 'cpu' } }],
    ['the worst of several', { ...withIncoming({ lossPercent: 3 }), roundTripMs: 800 }, { level: 'poor', reason: { kind: 'delay' } }],
  ])('%s', (_what, numbers, expected) => {
    expect(rateQuality(numbers)).toEqual(expected);
  });
});

/** Readings of a call whose round trip is as given, one each 2 s. */
function callOf(roundTripsMs: readonly number[], key = 'pair'): StatsReading[] {
  return roundTripsMs.map((ms, index) => readStats(new Map<string, unknown>([
    ['t', { type: 'transport', selectedCandidatePairId: key }],
    [key, { id: key, type: 'candidate-pair', timestamp: index * 2_000, bytesReceived: index * 100, currentRoundTripTime: ms / 1_000 }],
  ])));
}

describe('what is shown does not flicker', () => {
  test('one bad sample changes nothing, two do', () => {
    expect(rating(callOf([50, 50, 700, 50, 700, 50]))?.level).toBe('good');
    expect(rating(callOf([50, 50, 700, 700]))?.level).toBe('poor');
  });

  test('good news has to last for three', () => {
    expect(rating(callOf([50, 700, 700, 50, 50]))?.level).toBe('poor');
    expect(rating(callOf([50, 700, 700, 50, 50, 700, 50, 50]))?.level).toBe('poor');
    expect(rating(callOf([50, 700, 700, 50, 50, 50]))?.level).toBe('good');
  });

  test('of news that wavers the part is taken that is nearest to what was shown', () => {
    expect(rating(callOf([50, 50, 400, 700]))?.level).toBe('fair');
    expect(rating(callOf([50, 50, 700, 400]))?.level).toBe('fair');
  });
});

describe('another connection', () => {
  test('begins anew: nothing is compared with the one before, and what was shown stays until something is known', () => {
    const before = callOf([50, 700, 700]);
    const state = after([...before, ...callOf([60], 'other')]);
    expect(state.readings).toHaveLength(1);
    expect(state.shown?.level).toBe('poor');
    expect(after([...before, ...callOf([60, 60, 60, 60], 'other')]).shown?.level).toBe('good');
  });

  test('is noticed by counters that fall though the names stay', () => {
    expect(after([...callOf([50, 50, 50]), ...callOf([50])]).readings).toHaveLength(1);
  });

  test('without a path is none', () => {
    expect(after([...callOf([50, 50]), readStats(new Map())]).readings).toEqual([]);
  });
});
