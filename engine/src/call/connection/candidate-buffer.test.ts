import { describe, expect, it } from 'vitest';
import { CandidateBuffer, MAX_CANDIDATES_PER_GENERATION, MAX_WAITING_GENERATIONS } from './candidate-buffer.ts';

const candidate = (name: string): RTCIceCandidateInit => ({ candidate: `candidate:${name}`, sdpMid: '0' });
const [a, b, c] = [candidate('a'), candidate('b'), candidate('c')] as const;

describe('candidates of a generation', () => {
  it('wait for its description, and then go at once', () => {
    const buffer = new CandidateBuffer();
    expect(buffer.add(1, [a, b])).toEqual([]);
    expect(buffer.release(1)).toEqual([a, b]);
    expect(buffer.add(1, [c])).toEqual([c]);
  });

  it('are dropped when a later generation is released, before and after', () => {
    const buffer = new CandidateBuffer();
    buffer.add(1, [a]);
    buffer.add(2, [b]);
    expect(buffer.release(2)).toEqual([b]);
    expect(buffer.add(1, [c])).toEqual([]);
    expect(buffer.release(1)).toEqual([]);
  });

  it('wait for generation 2 while generation 1 is in use', () => {
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

  it('take up no more room with each generation that a hostile side names: the one in use and the newest stay', () => {
    const buffer = new CandidateBuffer();
    buffer.add(1, [a]);
    buffer.release(1);
    for (let generation = 2; generation <= 10_000; generation++) buffer.add(generation, [a]);
    expect(buffer.generations).toBe(1 + MAX_WAITING_GENERATIONS);
    // Nor by counting backwards: what is older than those that wait has no place at all.
    for (let generation = 9_000; generation > 2; generation--) expect(buffer.add(generation, [b])).toEqual([]);
    expect(buffer.generations).toBe(1 + MAX_WAITING_GENERATIONS);
    expect([buffer.add(1, [c]), buffer.release(9_999), buffer.release(10_000)]).toEqual([[c], [a], [a]]);
  });

  it('are at most as many as ICE would pair', () => {
    const buffer = new CandidateBuffer();
    buffer.add(1, Array.from({ length: MAX_CANDIDATES_PER_GENERATION + 1 }, (_, index) => candidate(String(index))));
    expect(buffer.release(1)).toHaveLength(MAX_CANDIDATES_PER_GENERATION);
    expect(buffer.add(1, [a])).toEqual([]);
  });
});
