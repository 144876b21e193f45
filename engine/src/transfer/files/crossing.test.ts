/** Two people who act at the same time, and pages that are reloaded meanwhile: see state/two-words.ts. */
import { describe, expect, test } from 'vitest';
import { BLOCK_BYTES } from './sizes.ts';
import { Pages } from './testing/pages.ts';
import { madeUp } from './testing/store-contract.ts';

const states = (pages: Pages): unknown[] => [pages.sender, pages.receiver].map(({ views }) => views[0]?.state);

/** Ten milliseconds are on the way; a step is one. */
const slowly = (): Pages => new Pages({ stepMs: 1 });

async function steps(pages: Pages, count: number): Promise<void> {
  for (let step = 0; step < count; step++) await pages.step();
}

describe('what two sides say at the same time', () => {
  test('bob pauses and resumes while carol’s start is on its way: the file whose place another took is not counted, and all arrive', async () => {
    const pages = slowly();
    const id = await pages.offer(...[0, 1, 2, 3, 4].map((name) => new File([madeUp(2 * BLOCK_BYTES)], `${name}`)));
    const ids = pages.receiver.views.map((view) => view.id);
    for (const one of ids.slice(0, 4)) pages.receiver.accept(one);
    await pages.untilState('running', 2);
    pages.sender.pause(id);
    await pages.untilState('running', 3);
    pages.sender.resume(id);
    pages.receiver.cancel(ids[1] ?? '');
    await pages.until(() => pages.receiver.views[0]?.state.kind === 'running');
    pages.receiver.accept(ids[4] ?? '');
    expect(pages.sender.views[0]?.state.kind).toBe('queued');
    pages.sender.pause(id);
    await pages.step();
    pages.sender.resume(id);
    await pages.until(() => [pages.sender, pages.receiver].every(({ views }) => [0, 2, 3, 4].every((index) => views[index]?.state.kind === 'done')));
    expect(pages.logged).toEqual([]);
  });

  test('bob cancels while a mismatch is on its way: it is cancelled for both', async () => {
    const pages = slowly();
    pages.wire.tamper = (frame) => frame.with(20, (frame[20] ?? 0) ^ 1);
    const id = await pages.offer(new File([madeUp(BLOCK_BYTES)], 'a'));
    pages.receiver.accept(id);
    await pages.until(() => pages.receiver.views[0]?.state.kind === 'failed');
    pages.sender.cancel(id);
    await pages.untilState('cancelled');
    expect(states(pages)).toEqual([{ kind: 'cancelled', by: 'self' }, { kind: 'cancelled', by: 'other' }]);
  });

  test('bob cancels while the last word of a verified file is on its way: it is done for both, for carol has it', async () => {
    const pages = slowly();
    const id = await pages.offer(new File(['abc'], 'a'));
    pages.receiver.accept(id);
    await pages.until(() => pages.receiver.views[0]?.state.kind === 'done');
    pages.sender.cancel(id);
    expect(states(pages)).toEqual([{ kind: 'cancelled', by: 'self' }, { kind: 'done' }]);
    await pages.untilState('done');
  });

  test('bob cancels a file without a connection that carol has verified, and both hear of it when they meet anew', async () => {
    const pages = slowly();
    const id = await pages.offer(new File(['abc'], 'a'));
    pages.receiver.accept(id);
    await pages.until(() => pages.receiver.views[0]?.state.kind === 'done');
    pages.wire.cut();
    pages.sender.cancel(id);
    pages.reload(1);
    pages.wire.connect();
    await pages.untilState('done');
  });

  test('carol accepts while bob cancels, and cancels while bob does: it is cancelled for both, and nothing is sent', async () => {
    for (const isCancelledByBoth of [false, true]) {
      const pages = slowly();
      const id = await pages.offer(new File(['abc'], 'a'));
      pages.sender.cancel(id);
      if (isCancelledByBoth) pages.receiver.cancel(id);
      else pages.receiver.accept(id);
      await steps(pages, 30);
      expect(states(pages)).toEqual([{ kind: 'cancelled', by: 'self' }, { kind: 'cancelled', by: isCancelledByBoth ? 'self' : 'other' }]);
    }
  });

  test('both try again at once: one attempt, which arrives', async () => {
    const pages = slowly();
    let isFlipped = false;
    pages.wire.tamper = (frame) => (isFlipped ? frame : ((isFlipped = true), frame.with(20, (frame[20] ?? 0) ^ 1)));
    const id = await pages.offer(new File([madeUp(BLOCK_BYTES)], 'a'));
    pages.receiver.accept(id);
    await pages.untilState('failed');
    pages.sender.retry(id);
    pages.receiver.retry(id);
    await pages.untilState('done');
    expect(pages.logged).toEqual([]);
  });

  test('one side alone misses a frame, in the middle of a file: the file goes on', async () => {
    for (const side of [0, 1] as const) {
      const pages = slowly();
      pages.receiver.accept(await pages.offer(new File([madeUp(3 * BLOCK_BYTES)], 'a')));
      await pages.until(() => (pages.receiver.views[0]?.bytes ?? 0) >= BLOCK_BYTES);
      pages.wire.blink(side);
      await pages.untilState('done');
      expect(pages.logged).toEqual([]);
    }
  });
});

describe('a page that is reloaded', () => {
  test('and has lost its list, of which a file had failed: carol is told that it has vanished, and does not wait', async () => {
    const pages = new Pages();
    pages.wire.tamper = (frame) => frame.with(20, (frame[20] ?? 0) ^ 1);
    const id = await pages.offer(new File([madeUp(BLOCK_BYTES)], 'a'));
    pages.receiver.accept(id);
    await pages.untilState('failed');
    await pages.stores[0].forget([id]);
    pages.reload(0);
    pages.wire.connect();
    await pages.until(() => JSON.stringify(pages.receiver.views[0]?.state) === '{"kind":"failed","why":"vanished"}');
    pages.receiver.retry(id);
    expect(pages.receiver.views[0]?.state).toEqual({ kind: 'failed', why: 'vanished' });
  });

  test('after a file that is done and forgotten offers another one under a number of its own: it is offered, and arrives', async () => {
    const pages = new Pages();
    pages.receiver.accept(await pages.offer(new File(['first'], 'a')));
    await pages.untilState('done');
    pages.reload(0);
    pages.wire.connect();
    await pages.until(() => pages.wire.end(0).isFlowing);
    pages.sender.offer([{ file: new File(['other'], 'b') }]);
    await pages.until(() => pages.receiver.views[1]?.state.kind === 'offered');
    pages.receiver.acceptAll();
    await pages.until(() => pages.sender.views[0]?.state.kind === 'done');
    expect(await (await pages.receiver.blob(pages.receiver.views[1]?.id ?? ''))?.text()).toBe('other');
  });

  test('and has forgotten that it had accepted a file: bob sees that it is offered', async () => {
    const pages = new Pages();
    const id = await pages.offer(new File([madeUp(3 * BLOCK_BYTES)], 'a'));
    pages.receiver.accept(id);
    await pages.untilState('running');
    await pages.stores[1].forget([id]);
    pages.reload(1);
    pages.wire.connect();
    await pages.untilState('offered');
  });

  test('while both had paused: neither forgets the other’s pause', async () => {
    const bytes = madeUp(3 * BLOCK_BYTES);
    const pages = new Pages({ stores: [{ hasHandles: true }, {}] });
    const id = await pages.offer(new File([bytes], 'a'));
    pages.receiver.accept(id);
    await pages.untilState('running');
    pages.sender.pause(id);
    pages.receiver.pause(id);
    await pages.untilState('paused');
    await steps(pages, 5);
    pages.reload(0);
    pages.reload(1);
    pages.wire.connect();
    await pages.until(() => pages.receiver.views[0]?.state.kind === 'paused');
    pages.sender.resume(id);
    await steps(pages, 20);
    expect(states(pages)).toEqual([{ kind: 'paused', by: 'other' }, { kind: 'paused', by: 'self' }]);
    pages.receiver.resume(id);
    await pages.untilState('done');
  });
});
