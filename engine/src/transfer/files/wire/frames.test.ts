import { describe, expect, test } from 'vitest';
import { Seeded } from '../../../call/testing/simulator/seeded.ts';
import { AppError } from '../../../base/errors.ts';
import { heapUsed } from '../../../base/testing/heap.ts';
import { offerOf, OnePage, sha256 } from '../testing/one-page.ts';
import { Pages } from '../testing/pages.ts';
import { chunkWithin, formatChunk, formatControl, formatMark, parseChunk, parseControl, parseMark, type ControlFrame } from './frames.ts';

const FAR = 2 ** 48 - 1;
const digest = new Uint8Array(32).fill(7);
const instance = 'AQCAgICAgICAgICAgICAgA';

const FRAMES: readonly ControlFrame[] = [
  { type: 'begin', instance },
  { type: 'offers', offers: [{ number: 1, size: FAR, type: 'image/png', name: '写真.png', path: ['a', 'b'], word: 'away', attempt: 3 }, { number: 2 ** 32 - 1, size: 0, type: '', name: '', path: [], word: 'changed', attempt: 2 ** 32 - 1 }] },
  { type: 'listed' },
  { type: 'word', whose: 'received', word: 'accepted', attempt: 0, numbers: [1, 2 ** 32 - 1] },
  { type: 'word', whose: 'sent', word: 'cancelled', attempt: 1, numbers: [] },
  { type: 'word', whose: 'received', word: 'disk-full', attempt: 2 ** 32 - 1, numbers: [3] },
  { type: 'stop', whose: 'sent', run: 2 ** 32 - 1 },
  { type: 'start', number: 1, run: 2, from: 5 * 2 ** 32 },
  { type: 'block', run: 1, end: FAR, digest },
  { type: 'ack', run: 1, verified: 4 * 2 ** 30 + 1 },
  { type: 'done', run: 1, size: 2 ** 40, digest },
];

test.each(FRAMES.map((frame) => [frame.type, frame] as const))('a frame is read as it was written: %s', (_, frame) => {
  expect(parseControl(formatControl(frame))).toEqual(frame);
});

test.each([0, 2 ** 32 - 1, 2 ** 32, 2 ** 32 + 5, 5 * 2 ** 30, FAR])('a chunk at offset %i is read as it was written', (offset) => {
  const bytes = new Uint8Array([1, 2, 3]);
  expect(parseChunk(formatChunk({ run: 9, offset, bytes }))).toEqual({ run: 9, offset, bytes });
});

test.each([{ number: 0, isBack: false }, { number: 2 ** 32 - 1, isBack: true }])('a mark is read as it was written, and is no chunk: %o', (mark) => {
  expect(parseMark(formatMark(mark))).toEqual(mark);
  expect(parseChunk(formatMark(mark))).toBeUndefined();
  expect(parseMark(formatChunk({ run: 1, offset: 0, bytes: Uint8Array.of(1) }))).toBeUndefined();
});

test.each([['cut', [0x19, 0, 0, 1]], ['too long', [0x1a, 0, 0, 0, 1, 0]]])('a malformed mark is one typed error: %s', (_, bytes) => {
  expect(() => parseMark(Uint8Array.from(bytes))).toThrow(expect.objectContaining({ name: 'AppError', failure: 'malformed' }) as Error);
});

test('chunks that lie in a block are those that are made by copying, and the block’s bytes arrive whole', () => {
  const block = Uint8Array.from({ length: 200 }, (_, index) => index);
  const arrived: number[] = [];
  let at = 0;
  for (const length of [5, 5, 1, 80, 11, 98]) {
    const frame = chunkWithin(block, { run: 9, offset: FAR - 200 + at, at, length }).slice();
    // The channel had no room: it is asked for again, shorter.
    chunkWithin(block, { run: 9, offset: FAR - 200 + at, at, length: 1 });
    const chunk = parseChunk(frame);
    expect(chunk).toMatchObject({ run: 9, offset: FAR - 200 + at });
    arrived.push(...(chunk?.bytes ?? []));
    at += length;
  }
  expect(arrived).toEqual(Array.from({ length: 200 }, (_, index) => index));
});

test.each([
  ['empty', []], ['cut', [0x11, 1, 2]], ['longer than its fields', [0x13, 0]], ['an offer with half a name', [0x12, 0, 0, 0, 1, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 9, 65]],
  ['numbers in pieces', [0x14, 0, 0, 1, 2]], ['a name that is no UTF-8', [0x12, 0, 0, 0, 1, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 255, 0]],
])('a malformed frame is one typed error: %s', (_, bytes) => {
  expect(() => parseControl(Uint8Array.from(bytes))).toThrow(expect.objectContaining({ name: 'AppError', failure: 'malformed' }) as Error);
});

test.each([[0x21], [0x1f], [0x14, 15, 0, 0, 0, 0, 0]])('what a later release may say is ignored', (...bytes) => {
  expect(parseControl(Uint8Array.from(bytes))).toBeUndefined();
});

describe('a hundred thousand malformed frames', () => {
  test('are each read, ignored, or one typed error', () => {
    const random = new Seeded(15);
    for (let count = 0; count < 100_000; count++) {
      const bytes = mutated(random);
      for (const parse of [parseControl, parseChunk, parseMark]) {
        try {
          parse(bytes);
        } catch (error) {
          if (!(error instanceof AppError) || error.failure !== 'malformed') throw error;
        }
      }
    }
  });

  test('cost their receiver nothing: nothing is shown or said, one line in the log, no timer, no memory, and the next file arrives', async () => {
    const random = new Seeded(16);
    const page = await OnePage.begun();
    const [controls, chunks] = [Array.from({ length: 60_000 }, () => malformed(random, parseControl)), Array.from({ length: 40_000 }, () => malformed(random, parseChunk))];
    await page.hearBytes(...controls.slice(0, 1_000));
    const before = heapUsed();
    for (let at = 1_000; at < controls.length; at += 1_000) await page.hearBytes(...controls.slice(at, at + 1_000));
    for (const chunk of chunks) page.hearRaw(chunk);
    await page.step();
    expect(heapUsed() - before).toBeLessThan(2 ** 20);
    expect([page.views, page.look(), page.chunks, page.clock.pending]).toEqual([[], [], [], 0]);
    expect(page.logged).toHaveLength(1);
    await page.hear({ type: 'offers', offers: [offerOf(1, 0, { name: 'the next' })] });
    page.transfers.acceptAll();
    await page.step();
    await page.hear({ type: 'done', run: 1, size: 0, digest: sha256(new Uint8Array()) });
    expect(page.views.map(({ name, state }) => [name, state])).toEqual([['the next', { kind: 'done' }]]);
  });

  test('among those that are right, in any order, break nothing but what they are of: no error leaves the page, and a next page is served', async () => {
    const random = new Seeded(17);
    const pages = new Pages();
    await pages.until(() => pages.wire.end(1).hasMet && pages.wire.end(0).hasMet);
    const end = pages.wire.end(1);
    for (let count = 0; count < 20_000; count++) {
      const bytes = mutated(random, count % 5 < 3);
      // A beginning says that another page is there, whose offers are others.
      if (bytes[0] === 0x11) continue;
      if (count % 5 < 3) end.messages.tell(bytes);
      else end.raws.tell(bytes);
    }
    await pages.step();
    expect(pages.logged).toHaveLength(1);
    expect(pages.receiver.views.every(({ state }) => state.kind !== 'running' && state.kind !== 'done')).toBe(true);
    expect(pages.clock.pending).toBeLessThan(10);
    // An honest page in its place, under a name of its own.
    pages.reload(0);
    pages.wire.connect();
    await pages.until(() => pages.wire.end(0).isFlowing);
    pages.sender.offer([{ file: new File(['abc'], 'the next') }]);
    await pages.until(() => pages.receiver.views.some(({ name }) => name === 'the next'));
    const view = pages.receiver.views.find(({ name }) => name === 'the next');
    pages.receiver.accept(view?.id ?? '');
    await pages.until(() => pages.receiver.views.some(({ id, state }) => id === view?.id && state.kind === 'done'));
  });
});

/** One that is no frame of this release: it is cut, too long, or of a type or word that is none. */
function malformed(random: Seeded, parse: (bytes: Uint8Array) => unknown): Uint8Array {
  for (;;) {
    const bytes = mutated(random, parse === parseControl);
    try {
      if (parse(bytes) === undefined) return bytes;
    } catch {
      return bytes;
    }
  }
}

/** A frame with a few bytes that are others, cut, or noise of any length. */
function mutated(random: Seeded, isControl = random.chance(0.6)): Uint8Array {
  if (random.chance(0.2)) return Uint8Array.from({ length: random.integer(0, 60) }, () => random.integer(0, 255));
  const [first = FRAMES[0]] = FRAMES.slice(random.integer(0, FRAMES.length - 1));
  const whole = isControl && first ? formatControl(first) : formatChunk({ run: random.integer(0, 3), offset: random.integer(0, 9) * 1_000, bytes: new Uint8Array(random.integer(1, 50)) });
  const bytes = whole.slice(0, random.chance(0.3) ? random.integer(0, whole.length) : whole.length);
  for (let change = random.integer(0, 3); change > 0 && bytes.length > 0; change--) bytes[random.integer(0, bytes.length - 1)] = random.integer(0, 255);
  return bytes;
}
