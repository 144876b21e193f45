import { describe, expect, test } from 'vitest';
import { madeUp } from './testing/store-contract.ts';
import { Pages } from './testing/pages.ts';
import { BLOCK_BYTES } from './ports.ts';
import type { TransferRate } from './transfer-view.ts';

const bytesOf = async (blob: Blob | undefined): Promise<Uint8Array> => new Uint8Array(await (blob ?? new Blob([])).arrayBuffer());
const states = (pages: Pages): unknown[] => [pages.sender, pages.receiver].map(({ views }) => views[0]?.state);

async function expectArrived(pages: Pages, id: string, bytes: Uint8Array): Promise<void> {
  await pages.untilState('done');
  expect(Buffer.compare(await bytesOf(await pages.receiver.blob(id)), bytes)).toBe(0);
  expect([pages.sender.views[0]?.bytes, pages.receiver.views[0]?.bytes]).toEqual([bytes.length, bytes.length]);
}

describe('a file that bob offers to carol', () => {
  test.each([['empty', 0], ['of five bytes', 5], ['of one block', BLOCK_BYTES], ['of five blocks and a piece', 5 * BLOCK_BYTES + 77]])('%s: nothing is taken before she accepts; then it is verified on both sides', async (_, length) => {
    const bytes = madeUp(length);
    const pages = new Pages();
    const id = await pages.offer(new File([bytes], 'a.bin', { type: 'application/x' }));
    expect(pages.receiver.views[0]).toMatchObject({ id, direction: 'in', name: 'a.bin', type: 'application/x', size: length, bytes: 0, state: { kind: 'offered' } });
    expect(pages.wire.end(0).onItsWay).toBe(0);
    pages.receiver.accept(id);
    await expectArrived(pages, id, bytes);
    expect(pages.logged).toEqual([]);
  });

  test('is declined: both are told, and nothing of it is sent', async () => {
    const pages = new Pages();
    pages.receiver.decline(await pages.offer(new File(['abc'], 'a')));
    await pages.untilState('declined');
  });

  test.each([0, 1] as const)('is paused by side %i and resumed: it goes on from the last verified block; the other side can’t resume it', async (by) => {
    const bytes = madeUp(3 * BLOCK_BYTES + 9);
    const pages = new Pages();
    const id = await pages.offer(new File([bytes], 'a'));
    pages.receiver.accept(id);
    await pages.until(() => (pages.receiver.views[0]?.bytes ?? 0) >= BLOCK_BYTES);
    const [own, other] = by === 0 ? [pages.sender, pages.receiver] : [pages.receiver, pages.sender];
    own.pause(id);
    await pages.untilState('paused');
    expect([own.views[0]?.state, other.views[0]?.state]).toEqual([{ kind: 'paused', by: 'self' }, { kind: 'paused', by: 'other' }]);
    other.resume(id);
    await pages.step();
    expect(other.views[0]?.state).toEqual({ kind: 'paused', by: 'other' });
    own.resume(id);
    await expectArrived(pages, id, bytes);
    expect(pages.logged).toEqual([]);
  });

  test('is paused by both at once: it goes on when both have resumed', async () => {
    const bytes = madeUp(3 * BLOCK_BYTES);
    const pages = new Pages();
    const id = await pages.offer(new File([bytes], 'a'));
    pages.receiver.accept(id);
    await pages.untilState('running');
    pages.sender.pause(id);
    pages.receiver.pause(id);
    await pages.step();
    pages.sender.resume(id);
    await pages.until(() => pages.sender.views[0]?.state.kind === 'paused');
    pages.receiver.resume(id);
    await expectArrived(pages, id, bytes);
  });

  test.each([0, 1] as const)('is cancelled by side %i: both are told by whom', async (by) => {
    const pages = new Pages();
    const id = await pages.offer(new File([madeUp(3 * BLOCK_BYTES)], 'a'));
    pages.receiver.accept(id);
    await pages.untilState('running');
    (by === 0 ? pages.sender : pages.receiver).cancel(id);
    await pages.untilState('cancelled');
    expect(states(pages)).toEqual([{ kind: 'cancelled', by: by === 0 ? 'self' : 'other' }, { kind: 'cancelled', by: by === 0 ? 'other' : 'self' }]);
  });

  test.each([['the sender', 0], ['the receiver', 1]] as const)('has a flipped byte: a mismatch on both sides, and offered again by %s it arrives', async (_, by) => {
    const bytes = madeUp(2 * BLOCK_BYTES);
    const pages = new Pages();
    let isFlipped = false;
    pages.wire.tamper = (frame) => {
      if (isFlipped || frame.length < 100) return frame;
      isFlipped = true;
      return frame.with(99, (frame[99] ?? 0) ^ 1);
    };
    const id = await pages.offer(new File([bytes], 'a'));
    pages.receiver.accept(id);
    await pages.untilState('failed');
    expect(states(pages)).toEqual([{ kind: 'failed', why: 'mismatch' }, { kind: 'failed', why: 'mismatch' }]);
    if (by === 0) {
      pages.sender.retry(id);
      await pages.untilState('offered');
      pages.receiver.accept(id);
    } else pages.receiver.retry(id);
    await expectArrived(pages, id, bytes);
  });

  test.each([0.1, 0.5, 0.99])('loses its connection at %f: both show it, and it goes on from the last verified block', async (share) => {
    const bytes = madeUp(10 * BLOCK_BYTES);
    const pages = new Pages();
    const id = await pages.offer(new File([bytes], 'a'));
    pages.receiver.accept(id);
    await pages.until(() => (pages.receiver.views[0]?.bytes ?? 0) >= Math.floor(share * 10) * BLOCK_BYTES);
    pages.wire.cut();
    await pages.untilState('interrupted');
    pages.wire.connect();
    await expectArrived(pages, id, bytes);
    expect(pages.logged).toEqual([]);
  });

  test('is drawn with each reading of its rate, twice a second, and not with each MiB', async () => {
    const bytes = madeUp(8 * BLOCK_BYTES);
    const pages = new Pages();
    const id = await pages.offer(new File([bytes], 'a'));
    const drawn = { sender: 0, receiver: 0 };
    const seen = new Set<number>();
    pages.sender.observe(() => drawn.sender++);
    pages.receiver.observe(() => drawn.receiver++);
    pages.receiver.accept(id);
    await pages.until(() => {
      seen.add(pages.receiver.views[0]?.bytes ?? 0);
      return pages.receiver.views[0]?.state.kind === 'done' && pages.sender.views[0]?.state.kind === 'done';
    });
    expect(seen.size).toBe(9);
    // Begun, a reading or two, done.
    expect(Math.max(drawn.sender, drawn.receiver)).toBeLessThan(8);
  });

  test.each([['the sender’s', 0], ['the receiver’s', 1]] as const)('survives a reload of %s page', async (_, side) => {
    const bytes = madeUp(4 * BLOCK_BYTES);
    const pages = new Pages({ stores: [{ hasHandles: true }, {}] });
    const id = await pages.offer(new File([bytes], 'a'));
    pages.receiver.accept(id);
    await pages.until(() => (pages.receiver.views[0]?.bytes ?? 0) >= 2 * BLOCK_BYTES);
    pages.reload(side);
    pages.wire.connect();
    await expectArrived(pages, id, bytes);
    expect(pages.logged).toEqual([]);
  });

  test('is said to be verified once it is stored that it is: a page that is reloaded sooner is still offered it', async () => {
    const pages = new Pages();
    const id = await pages.offer(new File([madeUp(BLOCK_BYTES + 5)], 'a'));
    const [, store] = pages.stores;
    const { promise: isFree, resolve: free } = Promise.withResolvers<void>();
    const keep = store.keep.bind(store);
    let isAsked = false;
    store.keep = async (instance, transfers) => {
      if (transfers.some(({ phase }) => phase === 'done')) {
        isAsked = true;
        await isFree;
      }
      await keep(instance, transfers);
    };
    pages.receiver.accept(id);
    await pages.until(() => isAsked);
    for (let step = 0; step < 50; step++) await pages.step();
    expect([pages.sender, pages.receiver].map(({ views }) => views[0]?.state.kind)).toEqual(['running', 'running']);
    free();
    await pages.untilState('done');
  });

  test('is there to be saved after a reload of the receiver’s page', async () => {
    const bytes = madeUp(BLOCK_BYTES + 5);
    const pages = new Pages();
    const id = await pages.offer(new File([bytes], 'a'));
    pages.receiver.accept(id);
    await pages.untilState('done');
    pages.reload(1);
    // A screen asks for the blob in the first notification.
    let first: Promise<Blob | undefined> | undefined;
    pages.receiver.observe(() => (first ??= pages.receiver.blob(id)));
    pages.wire.connect();
    await pages.until(() => pages.receiver.views[0]?.state.kind === 'done');
    expect(Buffer.compare(await bytesOf(await first), bytes)).toBe(0);
    expect(Buffer.compare(await bytesOf(await pages.receiver.blob(id)), bytes)).toBe(0);
  });

  test('is asked for once by a reloaded page without a handle, and another file is refused', async () => {
    const bytes = madeUp(3 * BLOCK_BYTES);
    const pages = new Pages();
    const id = await pages.offer(new File([bytes], 'a'));
    pages.receiver.accept(id);
    await pages.until(() => (pages.sender.views[0]?.bytes ?? 0) >= BLOCK_BYTES);
    // As a page draws it: at each change.
    const drawn: unknown[] = [];
    pages.receiver.observe(() => drawn.push(pages.receiver.views[0]?.state.kind));
    pages.reload(0);
    pages.wire.connect();
    await pages.until(() => pages.sender.views[0]?.state.kind === 'needs-file' && drawn.at(-1) === 'needs-file');
    expect(await pages.sender.provide(id, new File([madeUp(3 * BLOCK_BYTES, 2)], 'a'))).toBe('another-file');
    expect(await pages.sender.provide(id, new File([bytes], 'a'))).toBe('taken');
    await expectArrived(pages, id, bytes);
  });

  test('is gone where the sender’s page was reloaded and has kept nothing', async () => {
    const pages = new Pages();
    const id = await pages.offer(new File([madeUp(3 * BLOCK_BYTES)], 'a'));
    pages.receiver.accept(id);
    await pages.untilState('running');
    await pages.stores[0].forget([id]);
    pages.reload(0);
    pages.wire.connect();
    await pages.until(() => pages.receiver.views[0]?.state.kind === 'failed');
    expect(pages.receiver.views[0]?.state).toEqual({ kind: 'failed', why: 'vanished' });
  });

  test('is said the limit that is left, once other files have taken of it', async () => {
    const pages = new Pages({ stores: [{}, { limit: 1_000 }] });
    const id = await pages.offer(new File([madeUp(600)], 'a'), new File([madeUp(500)], 'b'));
    expect(pages.receiver.views.map(({ limit }) => limit)).toEqual([1_000, 1_000]);
    pages.stores[1].limit = async () => 400;
    pages.receiver.accept(id);
    await pages.until(() => pages.receiver.views[1]?.limit === 400);
    pages.sender.offer([{ file: new File([madeUp(1)], 'c') }]);
    await pages.until(() => pages.receiver.views.length === 3);
    expect(pages.receiver.views.map(({ limit }) => limit)).toEqual([1_000, 400, 400]);
  });

  test('finds a full disk, or is larger than the receiver takes: both are told', async () => {
    for (const [options, why] of [[{ room: 100 }, 'disk-full'], [{ limit: 100 }, 'too-large']] as const) {
      const pages = new Pages({ stores: [{}, options] });
      const id = await pages.offer(new File([madeUp(101)], 'a'));
      pages.receiver.accept(id);
      await pages.untilState('failed');
      expect(states(pages)).toEqual([{ kind: 'failed', why }, { kind: 'failed', why }]);
    }
  });

  test.each([
    ['grows while it is read', 'changed', (file: File) => Object.defineProperty(file, 'size', { value: 3 * BLOCK_BYTES + 1 })],
    ['is cut short while it is read', 'changed', (file: File) => Object.defineProperty(file, 'slice', { value: () => new Blob(['short']) })],
    ['is gone from its disk', 'vanished', (file: File) => Object.defineProperty(file, 'slice', { value: () => ({ arrayBuffer: () => Promise.reject(new DOMException('gone', 'NotFoundError')) }) })],
  ] as const)('%s: both are told that it has %s, and the next file arrives', async (_, why, happen) => {
    const pages = new Pages();
    const file = new File([madeUp(3 * BLOCK_BYTES)], 'a');
    const id = await pages.offer(file, new File(['abc'], 'b'));
    pages.receiver.accept(id);
    await pages.untilState('running');
    happen(file);
    await pages.untilState('failed');
    expect(states(pages)).toEqual([{ kind: 'failed', why }, { kind: 'failed', why }]);
    pages.receiver.acceptAll();
    await pages.untilState('done', 1);
    expect(pages.logged).toEqual([]);
  });

  test('is deleted once the receiver’s page turns to something else, before its store may end', async () => {
    const pages = new Pages();
    pages.receiver.accept(await pages.offer(new File([madeUp(3 * BLOCK_BYTES)], 'a')));
    await pages.until(() => (pages.receiver.views[0]?.bytes ?? 0) > 0);
    const [, store] = pages.stores;
    expect([store.receivedFiles, store.openSinks]).toEqual([1, 1]);
    await pages.receiver.end();
    expect([store.receivedFiles, store.openSinks]).toEqual([0, 0]);
  });

  test('that ended with its call is offered again in the next one, as long as bob’s page has it, and arrives', async () => {
    const bytes = madeUp(3 * BLOCK_BYTES);
    const pages = new Pages();
    const id = await pages.offer(new File([bytes], 'a'));
    pages.receiver.accept(id);
    await pages.untilState('running');
    pages.wire.hangUp();
    expect(states(pages)).toEqual([{ kind: 'failed', why: 'ended' }, { kind: 'failed', why: 'ended' }]);
    pages.wire.callAgain();
    await pages.until(() => states(pages).some((state) => JSON.stringify(state).includes('canOfferAgain')));
    expect(states(pages)).toEqual([{ kind: 'failed', why: 'ended', canOfferAgain: true }, { kind: 'failed', why: 'ended' }]);
    pages.sender.retry(id);
    await pages.untilState('offered');
    pages.receiver.accept(id);
    await expectArrived(pages, id, bytes);
    expect(pages.logged).toEqual([]);
  });

  test.each([0, 1] as const)('paused, and the page of side %i reloaded: how far it was is shown before anything goes on', async (side) => {
    const pages = new Pages();
    const id = await pages.offer(new File([madeUp(3 * BLOCK_BYTES + 9)], 'a'));
    pages.receiver.accept(id);
    await pages.until(() => (pages.receiver.views[0]?.bytes ?? 0) >= BLOCK_BYTES);
    pages.receiver.pause(id);
    await pages.untilState('paused');
    const [sender, receiver] = [pages.sender, pages.receiver].map(({ views }) => views[0]?.bytes);
    pages.reload(side);
    await pages.step();
    const [own] = side === 0 ? pages.sender.views : pages.receiver.views;
    expect([own?.bytes, (own?.bytes ?? 0) > 0]).toEqual([side === 0 ? sender : receiver, true]);
  });

  test('ends with the call', async () => {
    const pages = new Pages();
    pages.receiver.accept(await pages.offer(new File([madeUp(3 * BLOCK_BYTES)], 'a')));
    await pages.untilState('running');
    for (const side of [0, 1] as const) pages.wire.end(side).ends.tell();
    expect(states(pages)).toEqual([{ kind: 'failed', why: 'ended' }, { kind: 'failed', why: 'ended' }]);
  });
});

describe('a file beside a call’s media', () => {
  /** Raw frames of these first bytes that were carried. */
  function count(pages: Pages): Map<number, number> {
    const found = new Map<number, number>();
    pages.wire.tamper = (frame) => {
      found.set(frame[0] ?? 0, (found.get(frame[0] ?? 0) ?? 0) + 1);
      return frame;
    };
    return found;
  }

  test('goes by the pacer: each mark comes back, and no timer is left once it is paused', async () => {
    const bytes = madeUp(2 * BLOCK_BYTES);
    const pages = new Pages();
    pages.wire.end(0).path = { bytesPerSecond: 250_000, hasMedia: true, lostShare: 0 };
    const frames = count(pages);
    const id = await pages.offer(new File([bytes], 'a'));
    const idle = pages.clock.pending;
    const began = pages.clock.elapsed();
    pages.receiver.accept(id);
    await pages.until(() => (pages.receiver.views[0]?.bytes ?? 0) >= BLOCK_BYTES);
    // At 16 KiB a second that double each second a block takes six; a tenth of a second without a pacer.
    expect(pages.clock.elapsed() - began).toBeGreaterThan(4_000);
    pages.sender.pause(id);
    await pages.untilState('paused');
    await pages.step();
    expect(pages.clock.pending).toBeLessThanOrEqual(idle);
    expect(frames.get(0x19)).toBeGreaterThan(20);
    expect(frames.get(0x1a)).toBe(frames.get(0x19));
    pages.sender.resume(id);
    await expectArrived(pages, id, bytes);
    expect(pages.logged).toEqual([]);
  });

  test('sends no marks without media', async () => {
    const pages = new Pages();
    const frames = count(pages);
    const id = await pages.offer(new File([madeUp(BLOCK_BYTES)], 'a'));
    pages.receiver.accept(id);
    await pages.untilState('done');
    expect(frames.get(0x19)).toBeUndefined();
  });
});

describe('many files', () => {
  test('ten thousand are one list: few frames, three at once, in order, and no timer each', async () => {
    const pages = new Pages();
    const sentBefore = pages.wire.end(0).sentFrames;
    await pages.offer(...Array.from({ length: 10_000 }, (_, index) => new File(['x'], `${index}.txt`)));
    expect(pages.wire.end(0).sentFrames - sentBefore).toBeLessThan(60);
    await pages.step();
    expect(pages.clock.pending).toBeLessThan(5);
    let most = 0;
    const order: string[] = [];
    pages.receiver.observe(() => {
      const running = pages.receiver.views.slice(0, 30).filter(({ state }) => state.kind === 'running');
      most = Math.max(most, running.length);
      for (const { name } of running) if (!order.includes(name)) order.push(name);
    });
    const saidBefore = pages.wire.end(1).sentFrames;
    for (const { id } of pages.receiver.views.slice(0, 30)) pages.receiver.accept(id);
    await pages.until(() => pages.receiver.views.slice(0, 30).every(({ state }) => state.kind === 'done'));
    expect(most).toBe(3);
    expect(order).toEqual(Array.from({ length: 30 }, (_, index) => `${index}.txt`));
    // Each says that it begins and that it is verified, and acknowledges its byte.
    expect(pages.wire.end(1).sentFrames - saidBefore).toBeLessThan(30 * 4);
  });

  test('ten thousand that are accepted at once all arrive', async () => {
    const pages = new Pages({ stepMs: 5_000 });
    await pages.offer(...Array.from({ length: 10_000 }, (_, index) => new File([], `${index}.txt`)));
    const saidBefore = pages.wire.end(1).sentFrames;
    pages.receiver.acceptAll();
    await pages.step();
    await pages.until(() => pages.receiver.views.at(-1)?.state.kind === 'done');
    await pages.step();
    for (const { views } of [pages.sender, pages.receiver]) expect(views.filter(({ state }) => state.kind === 'done')).toHaveLength(10_000);
    expect(pages.wire.end(1).sentFrames - saidBefore).toBeLessThan(10_000 * 3);
    expect(pages.logged).toEqual([]);
  });

  test('of one name are numbered', async () => {
    const pages = new Pages();
    await pages.offer(new File(['1'], 'a.txt'), new File(['2'], 'A.txt'), new File(['3'], 'a.txt'));
    expect(pages.receiver.views.map(({ name }) => name)).toEqual(['a.txt', 'A (2).txt', 'a (3).txt']);
  });

  test('are shown with a rate while they run', async () => {
    const pages = new Pages({ stepMs: 100 });
    pages.receiver.accept(await pages.offer(new File([madeUp(40 * BLOCK_BYTES)], 'a')));
    const rateOf = (rate: TransferRate | undefined): boolean => rate !== undefined && rate.current > 0 && rate.average > 0 && rate.peak >= rate.current && (rate.secondsLeft ?? 0) > 0;
    await pages.until(() => [pages.sender, pages.receiver].every(({ views }) => rateOf(views[0]?.rate)));
  });
});
