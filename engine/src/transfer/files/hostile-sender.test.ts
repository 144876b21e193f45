/** A sender's page may say what it likes: what it gains by that is a failure with a name, of the file alone that it is about. */
import { beforeEach, describe, expect, test } from 'vitest';
import type { OwnBytes } from '../../base/bytes.ts';
import { MAX_OFFERS } from './incoming/incoming-files.ts';
import { BLOCK_BYTES } from './ports.ts';
import { Pages } from './testing/pages.ts';
import { formatChunk, formatControl, type ControlFrame, type Offer } from './wire/frames.ts';

const INSTANCE = 'AQCAgICAgICAgICAgICAgA';
const SIZE = 3 * BLOCK_BYTES;
const DIGEST: OwnBytes = new Uint8Array(32);

const offerOf = (number: number, size = SIZE): Offer => ({ number, size, word: 'offered', attempt: 0, type: '', name: `${number}.bin`, path: [] });

/** Mallory's page in the place of the sender's: bob's hears her frames as if they had come. */
class Mallory {
  readonly pages = new Pages();

  say(frame: ControlFrame): void {
    this.pages.wire.end(1).messages.tell(formatControl(frame));
  }

  chunk(run: number, offset: number, length = 10): void {
    this.pages.wire.end(1).raws.tell(formatChunk({ run, offset, bytes: new Uint8Array(length) }));
  }

  get states(): readonly unknown[] {
    return this.pages.receiver.views.map(({ state }) => state);
  }

  async offers(...offers: readonly Offer[]): Promise<void> {
    await this.pages.until(() => this.pages.wire.end(1).isFlowing);
    await this.pages.step();
    this.say({ type: 'begin', instance: INSTANCE });
    for (let at = 0; at < offers.length; at += 100) this.say({ type: 'offers', offers: offers.slice(at, at + 100) });
    this.say({ type: 'listed' });
    await this.pages.step();
  }

  /** Bob accepts both, and asks for them: runs 1 and 2. */
  async hasTwoRuns(): Promise<void> {
    await this.offers(offerOf(1), offerOf(2));
    this.pages.receiver.acceptAll();
    await this.pages.until(() => this.pages.receiver.views.every(({ state }) => state.kind === 'running'));
  }
}

describe('mallory sends', () => {
  let mallory: Mallory;
  beforeEach(() => {
    mallory = new Mallory();
  });

  test.each([
    ['bytes beyond the end of what has come', (it: Mallory) => it.chunk(1, 1)],
    ['the same bytes twice', (it: Mallory) => [it.chunk(1, 0), it.chunk(1, 0)]],
    ['bytes across two blocks', (it: Mallory) => fill(it, BLOCK_BYTES - 5)],
    ['a digest of bytes that have not come', (it: Mallory) => it.say({ type: 'block', run: 1, end: BLOCK_BYTES, digest: DIGEST })],
    ['the end of another size', (it: Mallory) => it.say({ type: 'done', run: 1, size: SIZE - 1, digest: DIGEST })],
    ['the end before the bytes', (it: Mallory) => it.say({ type: 'done', run: 1, size: SIZE, digest: DIGEST })],
  ])('%s: that file is malformed, the other one runs on, and one line is logged', async (_, act) => {
    await mallory.hasTwoRuns();
    act(mallory);
    await mallory.pages.step();
    expect(mallory.states).toEqual([{ kind: 'failed', why: 'malformed' }, { kind: 'running' }]);
    expect(mallory.pages.logged).toHaveLength(1);
  });

  test('another digest than that of her bytes: bob has a mismatch, and none of them', async () => {
    await mallory.hasTwoRuns();
    fill(mallory, BLOCK_BYTES);
    mallory.say({ type: 'block', run: 1, end: BLOCK_BYTES, digest: DIGEST });
    await mallory.pages.until(() => mallory.pages.receiver.views[0]?.state.kind === 'failed');
    expect(mallory.states[0]).toEqual({ kind: 'failed', why: 'mismatch' });
    expect(mallory.pages.receiver.views[0]?.bytes).toBe(0);
  });

  test('bytes before bob accepts, and of a run that he has not begun: nothing of them is taken', async () => {
    await mallory.offers(offerOf(1));
    for (const run of [0, 1, 7]) mallory.chunk(run, 0);
    await mallory.pages.step();
    expect(mallory.states).toEqual([{ kind: 'offered' }]);
    expect(mallory.pages.receiver.views[0]?.bytes).toBe(0);
  });

  test('one offer more than bob’s page takes: it is declined by itself, and not in his list', async () => {
    await mallory.offers(...Array.from({ length: MAX_OFFERS + 1 }, (_, index) => offerOf(index + 1)));
    expect(mallory.pages.receiver.views).toHaveLength(MAX_OFFERS);
  });

  test('an offer again, of another size: what bob has accepted stays as it was', async () => {
    await mallory.hasTwoRuns();
    mallory.say({ type: 'offers', offers: [offerOf(1, SIZE + 1)] });
    await mallory.pages.step();
    expect(mallory.pages.receiver.views.map(({ size, state }) => [size, state.kind])).toEqual([[SIZE, 'running'], [SIZE, 'running']]);
  });
});

/** All bytes of run 1 up to `end`, in chunks that a block does not end in. */
function fill(mallory: Mallory, end: number): void {
  for (let offset = 0; offset < end; offset += 10_000) mallory.chunk(1, offset, Math.min(10_000, end - offset));
  if (end < BLOCK_BYTES) mallory.chunk(1, end, 10);
}
