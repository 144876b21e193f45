import { describe, expect, test } from 'vitest';
import { numbersOver } from './quality-numbers.ts';
import { readStats, type StatsReading } from './quality-reading.ts';
import { recorded, recordedReports, type Recording } from './testing/recorded-stats.ts';

const lastOf = (name: Recording) => numbersOver(recorded(name).slice(-4));

describe('numbers of a recorded call', () => {
  test('in Chromium hold everything', () => {
    const { roundTripMs, incoming, outgoing, path } = lastOf('chromium-good');
    expect(roundTripMs).toBeCloseTo(1);
    expect(incoming).toMatchObject({ picture: { width: 640, height: 480, fps: 20 }, codecs: ['opus', 'VP8'], lossPercent: 0, frozenPercent: 0 });
    expect(incoming.concealedPercent).toBeLessThan(0.5);
    expect(outgoing).toMatchObject({ picture: { width: 640, height: 480, fps: 20 }, codecs: ['opus', 'VP8'], lossPercent: 0, limitedBy: undefined, estimatedKbps: 5828 });
    expect(Math.round(outgoing.kbps ?? 0)).toBeGreaterThan(500);
    expect(path).toEqual({ isRelayed: false, protocol: 'udp' });
  });

  test('in Firefox hold all that it tells: the round trip from the other side’s reports, the rate from its encoder', () => {
    const { roundTripMs, incoming, outgoing, path } = lastOf('firefox-good');
    expect(roundTripMs).toBeCloseTo(1.3, 1);
    expect(incoming).toMatchObject({ picture: { width: 480, height: 360, fps: 30 }, codecs: ['opus', 'VP8'], lossPercent: 0 });
    expect(outgoing).toMatchObject({ picture: { width: 480, height: 360, fps: 30 }, limitedBy: undefined });
    expect(outgoing.estimatedKbps).toBeGreaterThan(600);
    expect(path).toEqual({ isRelayed: false, protocol: 'udp' });
  });

  test('of a stream that began within the window are those since it began', () => {
    const [beginning, ...rest] = recorded('firefox-good');
    expect(beginning?.inbound.filter(({ kind }) => kind === 'video')).toEqual([]);
    expect(numbersOver([beginning!, ...rest]).incoming.picture).toBeDefined();
  });

  test.each(['chromium-loss-5-percent', 'firefox-loss-5-percent'] as const)('tell the loss in both directions: %s', (name) => {
    const { incoming, outgoing } = lastOf(name);
    // In Chromium each packet met the loss twice on its way in, as it was sent and as it came.
    expect(incoming.lossPercent).toBeGreaterThan(3);
    expect(incoming.lossPercent).toBeLessThan(12);
    expect(outgoing.lossPercent).toBeGreaterThan(3);
    expect(outgoing.lossPercent).toBeLessThan(8);
  });

  test('show what redundant sound is worth: at the same loss Chromium makes up less than a tenth of what Firefox does', () => {
    expect(lastOf('chromium-loss-5-percent').incoming.concealedPercent).toBeLessThan(0.6);
    expect(lastOf('firefox-loss-5-percent').incoming.concealedPercent).toBeGreaterThan(3);
  });
});

describe('what is told of nothing', () => {
  const good = recorded('chromium-good');
  const [first] = good as readonly [StatsReading, ...StatsReading[]];

  test('one reading, or an empty one, has no numbers that need two', () => {
    expect(numbersOver([]).incoming).toEqual(expect.objectContaining({ codecs: [], lossPercent: undefined }));
    expect(numbersOver([first]).incoming.kbps).toBeUndefined();
    expect(numbersOver([readStats(new Map()), readStats(new Map())])).toMatchObject({ roundTripMs: undefined, incoming: { codecs: [] }, outgoing: { codecs: [] } });
  });

  test('entries that are not what they should be count as missing', () => {
    const strange = new Map<string, unknown>([
      ['1', null], ['2', 'text'], ['3', { type: 'inbound-rtp', kind: 'audio', packetsReceived: 'many', jitter: Number.NaN }],
      ['4', { type: 'transport', selectedCandidatePairId: 'gone' }], ['5', { type: 'outbound-rtp' }],
    ]);
    expect(() => numbersOver([readStats(strange), readStats(strange)])).not.toThrow();
    expect(readStats(strange).inbound[0]).toMatchObject({ received: 0, jitterMs: undefined });
  });

  test('counters that fall, or belong to another stream, are compared with nothing', () => {
    const [, second, third] = good;
    const counting = (reading: StatsReading, received: number, lost: number): StatsReading => ({
      ...reading, inbound: reading.inbound.slice(0, 1).map((flow) => ({ ...flow, received, lost })),
    });
    expect(numbersOver([counting(second!, 900, 0), counting(third!, 100, 50)]).incoming.lossPercent).toBeUndefined();
    const [, , , fourth] = good;
    const restarted = [counting(second!, 900, 0), counting(third!, 100, 0), counting(fourth!, 1_000, 100)];
    expect(numbersOver(restarted).incoming.lossPercent).toBe(10);
    const renamed = { ...third!, outbound: third!.outbound.map((flow) => ({ ...flow, key: `${flow.key}'` })) };
    expect(numbersOver([second!, renamed]).outgoing.picture).toBeUndefined();
  });

  test('the other side’s report of long ago says nothing of the round trip now', () => {
    const [latest] = recordedReports('chromium-good').slice(-1);
    const silenced = new Map([...latest!].map(([id, entry]) => [id, entry['type'] === 'remote-inbound-rtp' ? { ...entry, timestamp: Number(entry['timestamp']) - 30_000, roundTripTime: 9 } : entry]));
    expect(numbersOver([first, readStats(silenced)]).roundTripMs).toBeCloseTo(1);
  });
});

describe('a browser that gives no reason', () => {
  const withSource = (width: number, encodeMs: number): StatsReading[] => recorded('firefox-good').slice(-2).map((reading, index) => ({
    ...reading,
    outbound: reading.outbound.map((flow) => ({ ...flow, encodeMs: index * encodeMs, source: { width, height: (width * 3) / 4 } })),
  }));

  test('sends less than its camera gives: for want of bandwidth, or because encoding takes all its time', () => {
    expect(numbersOver(withSource(480, 100)).outgoing.limitedBy).toBeUndefined();
    expect(numbersOver(withSource(1_280, 100)).outgoing.limitedBy).toBe('bandwidth');
    expect(numbersOver(withSource(1_280, 1_900)).outgoing.limitedBy).toBe('cpu');
  });
});

test('what the other side missed is counted against what was sent between its reports, not between the readings', () => {
  const [, , before, after] = recorded('chromium-good');
  const counting = (reading: StatsReading, at: number, sent: number, report: { at: number; lost: number }): StatsReading => ({
    ...reading, outbound: reading.outbound.slice(0, 1).map((flow) => ({ ...flow, at, sent, report })),
  });
  // 100 packets in 2 s, and reports that are 5 s apart: 250 packets, of which 25 were lost.
  const numbers = numbersOver([counting(before!, 10_000, 1_000, { at: 6_000, lost: 0 }), counting(after!, 12_000, 1_100, { at: 11_000, lost: 25 })]);
  expect(numbers.outgoing.lossPercent).toBe(10);
});

test('a relay at either end is on the way of both, and how it is reached is what matters', () => {
  const [first, second] = recordedReports('chromium-good');
  const relayed = (type: 'local-candidate' | 'remote-candidate') => [first!, second!].map((report) => readStats(new Map([...report].map(
    ([id, entry]) => [id, entry['type'] === type ? { ...entry, candidateType: 'relay', relayProtocol: 'tls' } : entry],
  ))));
  expect(numbersOver(relayed('local-candidate')).path).toEqual({ isRelayed: true, protocol: 'tls' });
  expect(numbersOver(relayed('remote-candidate')).path).toEqual({ isRelayed: true, protocol: 'udp' });
});
