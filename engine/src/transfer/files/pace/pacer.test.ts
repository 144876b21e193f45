import { describe, expect, it } from 'vitest';
import type { PathMeasure } from '../../participant-channel.ts';
import { MAX_CHUNK_BYTES } from '../sizes.ts';
import { FLOOR_RATE, LEAST_CHUNK_BYTES, Pacer } from './pacer.ts';
import { NarrowLink } from './testing/narrow-link.ts';

/** Bytes a second. */
const KBIT = 125;
const SETTLED_MS = 30_000;
const MEDIA: PathMeasure = { bytesPerSecond: 250_000, hasMedia: true, lostShare: 0 };

describe('a file beside a call', () => {
  it.each([
    ['2 Mbit/s and 40 ms, with a picture of 0.9', 2_000, 40, 900, 0.75],
    ['2 Mbit/s and 40 ms, with a small picture', 2_000, 40, 400, 0.85],
    ['2 Mbit/s and 200 ms', 2_000, 200, 900, 0.85],
    ['10 Mbit/s and 20 ms', 10_000, 20, 1_000, 0.85],
    ['100 Mbit/s and 20 ms', 100_000, 20, 1_500, 0.6],
  ])('on %s takes at least half of what is left, and the picture stays', (_, rate, roundTripMs, picture, share) => {
    const link = new NarrowLink({ bytesPerSecond: rate * KBIT, roundTripMs, picture: picture * KBIT });
    const alone = link.run(SETTLED_MS, false);
    const beginning = link.run(10_000);
    const settled = link.run(SETTLED_MS);
    const left = (rate - 64) * KBIT - alone.picture;
    expect(settled.file).toBeGreaterThan(left / 2);
    expect(settled.picture).toBeGreaterThan(share * alone.picture);
    for (const span of [beginning, settled]) {
      expect(span.lost).toBe(0);
      expect(span.meanMs - alone.meanMs).toBeLessThan(50);
      expect(span.worstMs).toBeLessThan(200);
    }
  });

  it('shares the link with a picture that wants more of it', () => {
    const link = new NarrowLink({ bytesPerSecond: 2_000 * KBIT, roundTripMs: 40, picture: 400 * KBIT });
    link.run(SETTLED_MS);
    link.wants(1_000 * KBIT);
    link.run(SETTLED_MS);
    const after = link.run(SETTLED_MS);
    expect(after.picture).toBeGreaterThan(550 * KBIT);
    expect(after.file).toBeGreaterThan(550 * KBIT);
    expect(after.lost).toBe(0);
  });

  it('goes on where pages stand still for up to 20 ms again and again, and where for up to 50', () => {
    for (const [busyMs, share] of [[20, 0.5], [50, 0.3]] as const) {
      const link = new NarrowLink({ bytesPerSecond: 2_000 * KBIT, roundTripMs: 40, picture: 900 * KBIT, busyMs });
      link.run(SETTLED_MS, false);
      link.run(SETTLED_MS);
      expect(link.run(2 * SETTLED_MS).file).toBeGreaterThan(share * 1_000 * KBIT);
    }
  });

  it('goes down with a link that becomes narrow, and up again with it', () => {
    const link = new NarrowLink({ bytesPerSecond: 5_000 * KBIT, roundTripMs: 40, picture: 600 * KBIT });
    link.run(SETTLED_MS);
    link.bytesPerSecond = 1_000 * KBIT;
    link.run(SETTLED_MS);
    const narrow = link.run(SETTLED_MS);
    expect(narrow.lost).toBe(0);
    expect(narrow.meanMs).toBeLessThan(50);
    link.bytesPerSecond = 5_000 * KBIT;
    link.run(2 * SETTLED_MS);
    expect(link.run(SETTLED_MS).file).toBeGreaterThan(2_200 * KBIT);
  });

  it('learns a longer way, which is no queue, within ten minutes', () => {
    const link = new NarrowLink({ bytesPerSecond: 2_000 * KBIT, roundTripMs: 40, picture: 400 * KBIT });
    link.run(SETTLED_MS);
    link.roundTripMs = 140;
    expect(link.run(SETTLED_MS).file).toBeLessThan(600 * KBIT);
    link.run(11 * 60_000);
    expect(link.run(SETTLED_MS).file).toBeGreaterThan(700 * KBIT);
  });
});

describe('a pacer', () => {
  /** Sends as much as it may for so long; marks come back after `queueMs` and 40 ms. */
  function drive(pacer: Pacer, from: number, ms: number, measure: PathMeasure | undefined, queueMs: number | undefined): number {
    const back = new Map<number, number>();
    for (let now = from; now < from + ms; now++) {
      pacer.observe(measure, now);
      for (const [number, at] of back) if (at <= now && back.delete(number)) pacer.markBack(number, now);
      const mark = pacer.nextMark(now);
      if (mark !== undefined) {
        pacer.markSent(mark, now);
        if (queueMs !== undefined) back.set(mark, now + 40 + queueMs);
      }
      while (pacer.rate !== undefined && pacer.waitMs(pacer.chunkBytes, now) === 0) pacer.sent(pacer.chunkBytes);
    }
    for (const number of back.keys()) pacer.markBack(number, from + ms);
    return from + ms;
  }

  it('lets everything go without media, and sends no marks', () => {
    const pacer = new Pacer();
    pacer.observe({ bytesPerSecond: 12_500_000, hasMedia: false }, 0);
    expect([pacer.rate, pacer.waitMs(MAX_CHUNK_BYTES, 0), pacer.chunkBytes, pacer.nextMark(0)]).toEqual([undefined, 0, MAX_CHUNK_BYTES, undefined]);
  });

  it('begins as beside media while nothing is known, and is free once there are none', () => {
    const pacer = new Pacer();
    drive(pacer, 0, 1_000, undefined, 0);
    expect(pacer.rate).toBeLessThan(64 * 1024);
    pacer.observe({ bytesPerSecond: 40_000, hasMedia: false }, 1_000);
    expect(pacer.rate).toBeUndefined();
    pacer.observe(MEDIA, 1_001);
    expect(pacer.rate).toBeLessThan(64 * 1024);
  });

  it('doubles each second until there is a queue, and then waits for the picture to be back at its own', () => {
    const pacer = new Pacer();
    const now = drive(pacer, 0, 5_000, MEDIA, 0);
    const reached = pacer.rate ?? 0;
    expect(reached).toBeGreaterThan(200 * 1024);
    const then = drive(pacer, drive(pacer, now, 600, MEDIA, 60), 600, MEDIA, 0);
    expect(pacer.rate).toBeLessThan(reached);
    const yielded = pacer.rate ?? 0;
    const still = drive(pacer, then, 6_000, MEDIA, 0);
    expect(pacer.rate).toBe(yielded);
    drive(pacer, still, 20_000, MEDIA, 0);
    expect(pacer.rate).toBeGreaterThan(yielded);
  });

  it('yields to loss once for each measure of it', () => {
    const pacer = new Pacer();
    let now = drive(pacer, 0, 5_000, MEDIA, 0);
    const reached = pacer.rate ?? 0;
    now = drive(pacer, now, 2_000, { ...MEDIA, lostShare: 0.05 }, 0);
    expect(pacer.rate).toBeCloseTo(0.7 * reached, -4);
    drive(pacer, now, 2_000, { ...MEDIA, lostShare: 0.06 }, 0);
    expect(pacer.rate).toBeCloseTo(0.49 * reached, -4);
  });

  it('goes down to its floor, and no further, where marks stop coming back', () => {
    const pacer = new Pacer();
    const now = drive(pacer, 0, 4_000, MEDIA, 0);
    drive(pacer, now, 20_000, MEDIA, undefined);
    expect(pacer.rate).toBe(FLOOR_RATE);
  });

  it('stays where it begins with a page that sends no mark back', () => {
    const pacer = new Pacer();
    drive(pacer, 0, 20_000, MEDIA, undefined);
    expect(pacer.rate).toBe(16 * 1024);
  });

  it.each([[8 * 1024, LEAST_CHUNK_BYTES], [125_000, 2 * 1024], [300_000, 8 * 1024], [600_000, MAX_CHUNK_BYTES]])('sends chunks that take 32 ms or less: at %i bytes a second %i', (bytesPerSecond, chunk) => {
    const pacer = new Pacer();
    pacer.observe({ bytesPerSecond, hasMedia: false }, 0);
    expect(pacer.chunkBytes).toBe(chunk);
  });
});
