import { describe, expect, test } from 'vitest';
import { preferRedundancy } from './sound-redundancy.ts';

const codec = (mimeType: string): RTCRtpCodec => ({ mimeType, clockRate: 48_000, channels: 2 });
const OPUS = codec('audio/opus');
const RED = codec('audio/red');
const PCMU = codec('audio/PCMU');

describe('the order of codecs for a voice', () => {
  test('begins with the redundant format, and has all that was there', () => {
    const orders: RTCRtpCodec[][] = [];
    preferRedundancy({ setCodecPreferences: (order) => void orders.push([...order]) }, [OPUS, RED, PCMU]);
    expect(orders).toEqual([[RED, OPUS, PCMU]]);
  });

  test('stays the browser’s where there is no redundant format (Firefox)', () => {
    let asked = 0;
    preferRedundancy({ setCodecPreferences: () => void asked++ }, [OPUS, PCMU]);
    expect(asked).toBe(0);
  });

  test('stays the browser’s where it can’t be set, or is refused', () => {
    expect(() => preferRedundancy({}, [OPUS, RED])).not.toThrow();
    const refuses = (): never => { throw new DOMException('no', 'InvalidModificationError'); };
    expect(() => preferRedundancy({ setCodecPreferences: refuses }, [OPUS, RED])).not.toThrow();
  });
});
