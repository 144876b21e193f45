import { describe, expect, test } from 'vitest';
import type { CallQuality } from '../../../../engine/src/stats/call-quality.ts';
import { qualityLabel, qualityRows, qualitySentence } from './quality-text.ts';
import { enCall } from '../i18n/en-call.ts';

const NOTHING: CallQuality['numbers'] = { incoming: { codecs: [] }, outgoing: { codecs: [] } };
const messages = enCall.quality;

describe('how good a call is, as text', () => {
  test('names the level and what stands in the way', () => {
    expect(qualityLabel({ level: 'good', numbers: NOTHING }, messages)).toBe('Good');
    expect(qualityLabel({ level: 'poor', reason: { kind: 'loss', direction: 'out' }, numbers: NOTHING }, messages)).toBe('Poor: packet loss');
    expect(qualityLabel({ level: 'fair', reason: { kind: 'relayed' }, numbers: NOTHING }, messages)).toBe('Fair: relay delay');
  });

  test('tells whose packets are lost', () => {
    const lost = (direction: 'in' | 'out') => qualitySentence({ level: 'fair', reason: { kind: 'loss', direction }, numbers: NOTHING }, messages);
    expect(lost('in')).toContain('the other person sends');
    expect(lost('out')).toContain('you send');
  });

  test('names the other person where their name is known', () => {
    expect(qualitySentence({ level: 'fair', reason: { kind: 'bandwidth', direction: 'in' }, numbers: NOTHING }, messages, 'Ana')).toContain('Ana’s picture');
  });
});

describe('the numbers', () => {
  test('leave out what a browser doesn’t tell', () => {
    expect(qualityRows({ level: 'good', numbers: NOTHING }, messages)).toEqual([]);
  });

  test('stand side by side, a dash for what one side lacks', () => {
    const numbers: CallQuality['numbers'] = {
      roundTripMs: 80.4,
      incoming: { codecs: ['opus'], lossPercent: 0.04, kbps: 49.6 },
      outgoing: { codecs: ['opus', 'VP8'], picture: { width: 640, height: 360 }, limitedBy: 'cpu' },
      path: { isRelayed: false, protocol: 'tcp' },
    };
    expect(qualityRows({ level: 'good', numbers }, messages)).toEqual([
      { name: 'Round trip', both: '80 ms' },
      { name: 'Packet loss', received: '0 %', sent: '–' },
      { name: 'Data rate', received: '50 kbit/s', sent: '–' },
      { name: 'Picture', received: '–', sent: '640 × 360' },
      { name: 'Limited by', received: '–', sent: 'busy device' },
      { name: 'Codecs', received: 'opus', sent: 'opus, VP8' },
      { name: 'Path', both: 'Direct, TCP' },
    ]);
  });
});
