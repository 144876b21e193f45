import { describe, expect, it } from 'vitest';
import { Seeded } from '../testing/simulator/seeded.ts';
import { formatFrame, MAX_NUMBER, parseFrame, type Frame } from './frames.ts';

const ALICE = 'AAECAwQFBgcICQoLDA0ODw';
const BOB = '__79_Pv6-fj39vX08_Lx8A';
const resume: Frame = { type: 'resume', from: ALICE, to: BOB, first: 8, received: MAX_NUMBER, isAsking: true };

describe('a frame', () => {
  it.each<[string, Frame]>([
    ['a resumption', resume],
    ['a resumption without a former receiver', { ...resume, to: undefined, isAsking: false, first: 1, received: 0 }],
    ['a text', { type: 'data', number: 1, data: 'gr\u00fc\u00df dich \u{1f44b}' }],
    ['no text at all', { type: 'data', number: MAX_NUMBER, data: '' }],
    ['a text that begins with a byte order mark', { type: 'data', number: 2, data: '\ufeffhello' }],
    ['bytes', { type: 'data', number: 3, data: Uint8Array.of(0, 255, 1) }],
    ['no bytes', { type: 'data', number: 4, data: new Uint8Array() }],
    ['an acknowledgement', { type: 'ack', received: 70_000 }],
  ])('that is %s is read as it was written', (_, frame) => {
    expect(parseFrame(formatFrame(frame))).toEqual(frame);
  });

  it('is read where it lies in a larger piece of memory', () => {
    const bytes = formatFrame({ type: 'data', number: 5, data: 'five' });
    const larger = new Uint8Array(bytes.length + 7);
    larger.set(bytes, 7);
    expect(parseFrame(larger.subarray(7))).toEqual({ type: 'data', number: 5, data: 'five' });
  });

  it('of a later version, or of a type of a later release or of a feature’s own, is ignored', () => {
    expect([0x21, 0x01, 0x15, 0x18, 0x1f, 0x10].map((begin) => parseFrame(Uint8Array.of(begin, 0, 0)))).toEqual(Array(6).fill(undefined));
  });

  it.each<[string, Uint8Array]>([
    ['has nothing in it', new Uint8Array()],
    ['is longer than any', new Uint8Array(65_537).fill(0x12)],
    ['has no number', Uint8Array.of(0x12, 0, 0)],
    ['has number 0', Uint8Array.of(0x13, 0, 0, 0, 0, 1)],
    ['is a text that is no UTF-8', Uint8Array.of(0x12, 0, 0, 0, 1, 0xff)],
    ['is an acknowledgement that is cut', Uint8Array.of(0x14, 0, 0, 1)],
    ['is an acknowledgement with something behind it', Uint8Array.of(0x14, 0, 0, 0, 1, 0)],
    ['is a resumption that is cut', formatFrame(resume).subarray(0, 41)],
    ['is a resumption of no stream', formatFrame(resume).fill(0, 2, 18)],
    ['is a resumption from number 0', formatFrame(resume).fill(0, 34, 38)],
  ])('that %s is malformed', (_, bytes) => {
    expect(() => parseFrame(bytes)).toThrow(expect.objectContaining({ failure: 'malformed' }));
  });

  it('of random bytes is read, ignored or malformed, and nothing else', () => {
    const random = new Seeded(1);
    for (let count = 0; count < 5_000; count++) {
      const bytes = Uint8Array.from({ length: random.integer(0, 60) }, () => random.integer(0, 255));
      if (random.chance(0.7) && bytes.length > 0) bytes[0] = 0x10 + random.integer(0, 5);
      let failure: unknown;
      try {
        parseFrame(bytes);
      } catch (error) {
        failure = error;
      }
      expect([undefined, 'malformed']).toContain(failure === undefined ? undefined : (failure as { failure?: string }).failure);
    }
  });
});
