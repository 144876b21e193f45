/** What a hostile page at the other end costs: one transfer that has failed, or nothing, and one line in the log. */
import { describe, expect, test, vi } from 'vitest';
import { INSTANCE, offerOf, OnePage, sha256 } from './testing/one-page.ts';
import { heapUsed } from '../../base/testing/heap.ts';
import { madeUp } from './testing/store-contract.ts';
import { BLOCK_BYTES, MAX_CHUNK_BYTES } from './sizes.ts';
import { formatControl, formatOffer, type ControlFrame } from './wire/frames.ts';

const MALFORMED = { kind: 'failed', why: 'malformed' } as const;
const TOLD = { type: 'word', whose: 'received', word: 'malformed', attempt: 0, numbers: [1] } as const;

/** carol has accepted mallory's file of ten bytes, and its run 1 has begun. */
async function running(size = 10): Promise<OnePage> {
  const page = await OnePage.begun(offerOf(1, size), offerOf(2, 1));
  page.transfers.accept(page.views[0]?.id ?? '');
  await page.step();
  expect(page.look()).toEqual([{ type: 'word', whose: 'received', word: 'accepted', attempt: 0, numbers: [1] }, { type: 'start', number: 1, run: 1, from: 0 }]);
  return page;
}

const ten = madeUp(10);

describe('a hostile sender', () => {
  test.each([
    ['sends more bytes than it has announced', (page: OnePage) => page.hearChunk(1, 0, madeUp(11))],
    ['leaves a gap', (page: OnePage) => page.hearChunk(1, 1, madeUp(1))],
    ['sends the same bytes again', async (page: OnePage) => {
      await page.hearChunk(1, 0, madeUp(2));
      await page.hearChunk(1, 0, madeUp(2));
    }],
    ['sends a chunk at the end of what an offset can say', (page: OnePage) => page.hearChunk(1, 2 ** 48 - 1, madeUp(1))],
    ['says the digest of a block before its bytes', (page: OnePage) => page.hear({ type: 'block', run: 1, end: 10, digest: sha256(ten) })],
    ['says the digest of a block that is none', async (page: OnePage) => {
      await page.hearChunk(1, 0, ten);
      await page.hear({ type: 'block', run: 1, end: 9, digest: sha256(ten.slice(0, 9)) });
    }],
    ['says that it is done before it is', (page: OnePage) => page.hear({ type: 'done', run: 1, size: 10, digest: sha256(ten) })],
    ['says that it is done before its last digest', async (page: OnePage) => {
      await page.hearChunk(1, 0, ten);
      await page.hear({ type: 'done', run: 1, size: 10, digest: sha256(ten) });
    }],
    ['is done with another size', async (page: OnePage) => {
      await page.hearChunk(1, 0, ten);
      await page.hear({ type: 'block', run: 1, end: 10, digest: sha256(ten) }, { type: 'done', run: 1, size: 11, digest: sha256(ten) });
    }],
  ])('%s: that file has failed, it is told, and the next one arrives', async (_, act) => {
    const page = await running();
    await act(page);
    expect(page.states).toEqual([MALFORMED, { kind: 'offered' }]);
    expect(page.look()).toContainEqual(TOLD);
    expect(page.logged).toHaveLength(1);
    await expectTaken(page);
  });

  test('goes beyond the window while nothing is verified: its file has failed', async () => {
    const page = await running(9 * BLOCK_BYTES);
    const chunk = madeUp(MAX_CHUNK_BYTES);
    let taken = 0;
    for (; page.states[0]?.kind === 'running' && taken < 9 * BLOCK_BYTES; taken += chunk.length) await page.hearChunk(1, taken, chunk);
    expect(page.states[0]).toEqual(MALFORMED);
    expect(taken).toBeLessThanOrEqual(5 * BLOCK_BYTES + chunk.length);
  });

  test('sends chunks of a run that nobody has begun: nothing is written, and nothing has failed', async () => {
    const page = await running();
    for (const run of [0, 2, 2 ** 32 - 1]) await page.hearChunk(run, 0, ten);
    await page.hear({ type: 'block', run: 2, end: 10, digest: sha256(ten) }, { type: 'done', run: 2, size: 10, digest: sha256(ten) }, { type: 'stop', whose: 'sent', run: 7 });
    expect(page.states).toEqual([{ kind: 'running' }, { kind: 'offered' }]);
    expect(page.logged).toHaveLength(1);
  });

  test('says the wrong hash of a block, or of the whole: a mismatch, told to both, and what it has sent is not kept', async () => {
    for (const [block, whole] of [[new Uint8Array(32), sha256(ten)], [sha256(ten), new Uint8Array(32)]] as const) {
      const page = await running();
      await page.hearChunk(1, 0, ten);
      await page.hear({ type: 'block', run: 1, end: 10, digest: block }, { type: 'done', run: 1, size: 10, digest: whole });
      expect(page.states[0]).toEqual({ kind: 'failed', why: 'mismatch' });
      expect(page.look()).toContainEqual({ ...TOLD, word: 'mismatch' });
      expect(await page.transfers.blob(page.views[0]?.id ?? '')).toBeUndefined();
    }
  });

  test('offers an id twice, with another size and name: the first offer stands', async () => {
    const page = await OnePage.begun(offerOf(1, 10, { name: 'first' }));
    await page.hear({ type: 'offers', offers: [offerOf(1, 11, { name: 'second' })] });
    expect(page.views.map(({ name, size }) => [name, size])).toEqual([['first', 10]]);
    expect(page.logged).toEqual([expect.stringContaining('an offer of another size than before')]);
  });

  test('offers names and folders that lead elsewhere, and a type that is none: what is shown is safe', async () => {
    const page = await OnePage.begun(offerOf(1, 1, { name: '../../etc/passwd\u202e', path: ['..', '/', 'C:\\Windows', 'a'], type: 'text/html"><script>' }));
    expect(page.views.map(({ name, path, type }) => ({ name, path, type }))).toEqual([{ name: '_.._etc_passwd_', path: ['C_', 'Windows', 'a'], type: '' }]);
  });

  test('says words and runs of files that are not there, or of those that it receives: nothing changes', async () => {
    const page = await running();
    const before = page.views;
    await page.hear(
      { type: 'word', whose: 'sent', word: 'cancelled', attempt: 0, numbers: [3, 2 ** 32 - 1] },
      { type: 'word', whose: 'received', word: 'verified', attempt: 0, numbers: [1, 2] },
      { type: 'start', number: 1, run: 1, from: 0 }, { type: 'ack', run: 1, verified: 10 }, { type: 'stop', whose: 'received', run: 1 },
    );
    expect(page.views).toEqual(before);
    expect(page.look()).toEqual([]);
  });

  test('has a thousand accepted files wait, each begun: none of them is held open, and each goes on from what was verified', async () => {
    const numbers = Array.from({ length: 1_000 }, (_, index) => index + 1);
    const page = await OnePage.begun(...numbers.map((number) => offerOf(number, BLOCK_BYTES + 1)));
    page.transfers.acceptAll();
    const block = madeUp(BLOCK_BYTES);
    const started = async (): Promise<readonly ControlFrame[]> => {
      await page.step();
      return page.look().filter(({ type }) => type === 'start');
    };
    for (let begun = 0; begun < numbers.length;) {
      for (const frame of await started()) {
        if (frame.type !== 'start') continue;
        begun++;
        // The first has a block; of the others a chunk was on its way.
        await page.hearChunk(frame.run, 0, frame.number === 1 ? block.slice(0, MAX_CHUNK_BYTES) : madeUp(1));
        for (let at = MAX_CHUNK_BYTES; frame.number === 1 && at < BLOCK_BYTES; at += MAX_CHUNK_BYTES) await page.hearChunk(frame.run, at, block.slice(at, at + MAX_CHUNK_BYTES));
        if (frame.number === 1) await page.hear({ type: 'block', run: frame.run, end: BLOCK_BYTES, digest: sha256(block) });
        await page.hear({ type: 'word', whose: 'sent', word: 'paused', attempt: 0, numbers: [frame.number] });
      }
    }
    expect(page.states).toEqual(numbers.map(() => ({ kind: 'paused', by: 'other' })));
    expect(page.store.openSinks).toBe(0);
    await page.hear({ type: 'word', whose: 'sent', word: 'offered', attempt: 0, numbers: [1] });
    expect(await started()).toMatchObject([{ number: 1, from: BLOCK_BYTES }]);
    expect(page.logged).toEqual([]);
  });

  test.each([['cancelled', 0], ['paused', 1]] as const)('says %s while room is being made for a file: nothing is held open, and %i is left of it', async (word, left) => {
    const page = await OnePage.begun(offerOf(1, 10));
    const { promise: isFree, resolve: free } = Promise.withResolvers<void>();
    const sink = page.store.sink.bind(page.store);
    page.store.sink = async (id, size) => {
      await isFree;
      return sink(id, size);
    };
    page.transfers.accept(page.views[0]?.id ?? '');
    await page.step();
    await page.hear({ type: 'word', whose: 'sent', word, attempt: 0, numbers: [1] });
    free();
    await page.step();
    expect([page.store.openSinks, page.store.receivedFiles]).toEqual([0, left]);
    expect(page.look()).not.toContainEqual(expect.objectContaining({ type: 'start' }));
  });

  test('says that a paused file has changed: the verified blocks are deleted, and the next attempt begins at 0', async () => {
    const page = await running(2 * BLOCK_BYTES);
    const block = madeUp(BLOCK_BYTES);
    for (let at = 0; at < BLOCK_BYTES; at += MAX_CHUNK_BYTES) await page.hearChunk(1, at, block.slice(at, at + MAX_CHUNK_BYTES));
    await page.hear({ type: 'block', run: 1, end: BLOCK_BYTES, digest: sha256(block) });
    for (const word of ['paused', 'changed'] as const) await page.hear({ type: 'word', whose: 'sent', word, attempt: 0, numbers: [1] });
    expect(page.states[0]).toEqual({ kind: 'failed', why: 'changed' });
    expect([page.store.used, page.store.openSinks]).toEqual([0, 0]);
    page.look();
    page.transfers.retry(page.views[0]?.id ?? '');
    await page.hear({ type: 'word', whose: 'sent', word: 'offered', attempt: 1, numbers: [1] });
    expect(page.look()).toContainEqual({ type: 'start', number: 1, run: 2, from: 0 });
  });

  test('begins by this page’s own name, or says all before it has begun: nothing is shown', async () => {
    const page = new OnePage();
    await page.step();
    const [begin] = page.look();
    await page.hear({ type: 'offers', offers: [offerOf(1, 1)] });
    if (begin?.type === 'begin') await page.hear(begin);
    await page.hear({ type: 'offers', offers: [offerOf(1, 1)] }, { type: 'listed' });
    expect(page.views).toEqual([]);
    await page.hear({ type: 'begin', instance: INSTANCE }, { type: 'offers', offers: [offerOf(1, 1)] });
    expect(page.views).toHaveLength(1);
  });

  test('pauses and resumes a thousand times while nothing is taken of what it is told: one word waits, and runs say no more than there is room for', async () => {
    const page = await running();
    page.room = 0;
    for (let count = 0; count < 1_000; count++) {
      await page.hear({ type: 'word', whose: 'sent', word: 'paused', attempt: 0, numbers: [1] }, { type: 'word', whose: 'sent', word: 'offered', attempt: 0, numbers: [1] });
    }
    expect(page.clock.pending).toBeLessThan(3);
    page.room = Infinity;
    page.transfers.pause(page.views[0]?.id ?? '');
    await page.step();
    const said = page.look();
    expect(said.filter(({ type }) => type === 'word')).toEqual([{ type: 'word', whose: 'received', word: 'paused', attempt: 0, numbers: [1] }]);
    expect(said.length).toBeLessThan(4_097);
  });

  test('makes a million offers: ten thousand are shown, and the others cost a word', async () => {
    const page = await OnePage.begun();
    const [one, frame] = [formatOffer(offerOf(0, 1)), formatControl({ type: 'offers', offers: Array.from({ length: 500 }, () => offerOf(0, 1)) })];
    const numbers = new DataView(frame.buffer);
    let last = 0;
    const offerUpTo = async (until: number): Promise<void> => {
      while (last < until) {
        for (let index = 0; index < 500; index++) numbers.setUint32(1 + index * one.length, ++last);
        await page.hearBytes(frame);
        page.look();
      }
    };
    await offerUpTo(20_000);
    const before = heapUsed();
    await offerUpTo(1_000_000);
    expect(heapUsed() - before).toBeLessThan(4 * 2 ** 20);
    expect(page.views).toHaveLength(10_000);
    expect(page.logged).toEqual([expect.stringContaining('too many offers')]);
    expect(page.clock.pending).toBe(0);
  });
});

describe('a hostile receiver', () => {
  async function offered(size = 3 * BLOCK_BYTES): Promise<{ readonly page: OnePage; readonly number: number }> {
    const page = await OnePage.begun();
    page.transfers.offer([{ file: new File([madeUp(size)], 'a') }]);
    await page.step();
    const [offers] = page.look();
    const number = offers?.type === 'offers' ? offers.offers[0]?.number ?? 0 : 0;
    await page.hear({ type: 'word', whose: 'received', word: 'accepted', attempt: 0, numbers: [number] });
    return { page, number };
  }

  test('acknowledges what was not sent: nothing counts as verified', async () => {
    const { page, number } = await offered(6 * BLOCK_BYTES);
    await page.hear({ type: 'start', number, run: 1, from: 0 });
    for (const verified of [6 * BLOCK_BYTES, 5 * BLOCK_BYTES, 1, 2 ** 48 - 1]) await page.hear({ type: 'ack', run: 1, verified });
    expect(page.views[0]).toMatchObject({ bytes: 0, state: { kind: 'running' } });
    expect(page.chunks.reduce((total, { bytes }) => total + bytes.length, 0)).toBe(4 * BLOCK_BYTES);
    expect(page.logged).toHaveLength(1);
  });

  test.each([['from beyond its size', 4 * BLOCK_BYTES], ['from within a block', 5], ['from the end of what an offset can say', 2 ** 48 - 1]])('begins a file %s: nothing is sent', async (_, from) => {
    const { page, number } = await offered();
    await page.hear({ type: 'start', number, run: 1, from });
    expect([page.chunks, page.states]).toEqual([[], [{ kind: 'queued' }]]);
    expect(page.logged).toHaveLength(1);
  });

  test('accepts and begins what was never offered, a run twice, and more at once than there are: at most three run', async () => {
    const { page, number } = await offered(5);
    page.transfers.offer([1, 2, 3, 4].map((name) => ({ file: new File([madeUp(5)], `${name}`) })));
    await page.step();
    await page.hear({ type: 'word', whose: 'received', word: 'accepted', attempt: 0, numbers: [number + 1, number + 2, number + 3, number + 4, 5] });
    await page.hear({ type: 'start', number: 5, run: 1, from: 0 });
    for (const run of [1, 2, 3, 4]) await page.hear({ type: 'start', number: number + run, run, from: 0 });
    await page.hear({ type: 'start', number, run: 2, from: 0 });
    expect(page.states.map(({ kind }) => kind)).toEqual(['queued', 'running', 'running', 'running', 'queued']);
    expect(page.logged).toHaveLength(1);
  });

  test('pauses and resumes, begins and stops a thousand times: one run, and no timer', async () => {
    const { page, number } = await offered(5);
    for (let run = 1; run <= 1_000; run++) {
      await page.hear(
        { type: 'start', number, run, from: 0 }, { type: 'stop', whose: 'received', run },
        { type: 'word', whose: 'received', word: 'paused', attempt: 0, numbers: [number] }, { type: 'word', whose: 'received', word: 'accepted', attempt: 0, numbers: [number] },
      );
    }
    expect(page.states).toEqual([{ kind: 'queued' }]);
    expect(page.look()).toEqual([]);
    expect(page.clock.pending).toBeLessThan(2);
  });

  test('begins and stops a file a hundred times in one turn: its first block is read once, not a hundred times', async () => {
    const { page, number } = await offered();
    await page.hear({ type: 'start', number, run: 1, from: 0 });
    const slice = vi.spyOn(File.prototype, 'slice');
    await page.hear(...Array.from({ length: 100 }, (_, index) => [{ type: 'start', number, run: index + 2, from: 0 }, { type: 'stop', whose: 'received', run: index + 2 }] as const).flat());
    expect(slice.mock.calls.length).toBeLessThan(3);
  });

  test('accepts and begins another attempt of a file that was cancelled: nothing is sent', async () => {
    const { page, number } = await offered();
    page.transfers.cancel(page.views[0]?.id ?? '');
    await page.hear({ type: 'word', whose: 'received', word: 'accepted', attempt: 9, numbers: [number] }, { type: 'start', number, run: 1, from: 0 });
    expect(page.states).toEqual([{ kind: 'cancelled', by: 'self' }]);
    expect(page.chunks).toEqual([]);
  });
});

/** The other file of `running`, honestly sent. */
async function expectTaken(page: OnePage): Promise<void> {
  page.transfers.accept(page.views[1]?.id ?? '');
  await page.step();
  const byte = madeUp(1);
  await page.hearChunk(2, 0, byte);
  await page.hear({ type: 'block', run: 2, end: 1, digest: sha256(byte) }, { type: 'done', run: 2, size: 1, digest: sha256(byte) });
  expect(page.states[1]).toEqual({ kind: 'done' });
}
