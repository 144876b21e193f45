import { describe, expect, it } from 'vitest';
import { CandidateBuffer, MAX_CANDIDATES_PER_ROUND } from './candidate-buffer.ts';

const candidate = (name: string): RTCIceCandidateInit => ({ candidate: `candidate:${name}`, sdpMid: '0' });
const [a, b, c] = [candidate('a'), candidate('b'), candidate('c')] as const;

describe('candidates of a round', () => {
  it('wait for its description, and then go at once', () => {
    const buffer = new CandidateBuffer();
    expect(buffer.add(1, [a, b])).toEqual([]);
    expect(buffer.release(1)).toEqual([a, b]);
    expect(buffer.add(1, [c])).toEqual([c]);
  });

  it('are dropped when a later round is released, before and after', () => {
    const buffer = new CandidateBuffer();
    buffer.add(1, [a]);
    buffer.add(2, [b]);
    expect(buffer.release(2)).toEqual([b]);
    expect(buffer.add(1, [c])).toEqual([]);
    expect(buffer.release(1)).toEqual([]);
  });

  it('wait for round 2 while round 1 is in use', () => {
    const buffer = new CandidateBuffer();
    buffer.release(1);
    expect(buffer.add(2, [a])).toEqual([]);
    expect(buffer.add(1, [b])).toEqual([b]);
    expect(buffer.release(2)).toEqual([a]);
  });

  it('go once, however often they are told; the same one of another medium is another', () => {
    const buffer = new CandidateBuffer();
    const other: RTCIceCandidateInit = { ...a, sdpMid: '1' };
    buffer.add(1, [a, a]);
    expect(buffer.release(1)).toEqual([a]);
    expect(buffer.release(1)).toEqual([]);
    expect(buffer.add(1, [a, b, other])).toEqual([b, other]);
  });

  it('are at most as many as ICE would pair', () => {
    const buffer = new CandidateBuffer();
    buffer.add(1, Array.from({ length: MAX_CANDIDATES_PER_ROUND + 1 }, (_, index) => candidate(String(index))));
    expect(buffer.release(1)).toHaveLength(MAX_CANDIDATES_PER_ROUND);
    expect(buffer.add(1, [a])).toEqual([]);
  });
});
