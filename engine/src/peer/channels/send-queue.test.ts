import { describe, expect, it } from 'vitest';
import { ManualClock } from '../../base/testing/manual-clock.ts';
import { Scope } from '../../base/scope.ts';
import type { ChannelKind } from './channel-kinds.ts';
import { MAX_QUEUED_BYTES, MAX_WITH_CONTROL_BYTES, MIN_HIGH_MARK_BYTES, SendQueue } from './send-queue.ts';

/** A browser's queue before a link of this many bytes a second, whose `bufferedamountlow` comes only from above its threshold. */
function setUp(bytesPerSecond: number) {
  const clock = new ManualClock();
  const scope = new Scope();
  const told: ChannelKind[] = [];
  const browser = { queued: 0, lowMark: 0 };
  const queue = new SendQueue(scope, {
    clock,
    queuedBytes: () => browser.queued,
    setLowMark: (bytes) => (browser.lowMark = bytes),
    onWritable: (kind) => told.push(kind),
  });
  const send = (kind: ChannelKind, bytes: number): boolean => {
    if (!queue.admit(kind, bytes)) return false;
    browser.queued += bytes;
    queue.sent(bytes);
    return true;
  };
  const run = async (ms: number, each: () => void = () => {}): Promise<void> => {
    for (let at = 0; at < ms; at++) {
      const before = browser.queued;
      browser.queued = Math.max(0, before - bytesPerSecond / 1_000);
      if (before > browser.lowMark && browser.queued <= browser.lowMark) queue.look();
      await clock.advance(1);
      each();
    }
  };
  return { clock, scope, told, browser, queue, send, run };
}

describe('what is queued in the browser', () => {
  it.each([
    ['300 kbit/s', 37_500, 4_096],
    ['2 Mbit/s', 250_000, 4_096],
    ['10 Mbit/s', 1_250_000, 16_384],
  ])('is at most what a link of %s carries in 100 ms, and the link never waits', async (_, bytesPerSecond, piece) => {
    const { browser, send, run } = setUp(bytesPerSecond);
    let [most, idle] = [0, 0];
    const fill = (): void => {
      if (browser.queued === 0) idle++;
      while (send('files', piece));
      most = Math.max(most, browser.queued);
    };
    await run(1_000, fill); // Until the link is known.
    [most, idle] = [0, 0];
    await run(5_000, fill);
    expect(most).toBeLessThanOrEqual(Math.max(MIN_HIGH_MARK_BYTES, bytesPerSecond / 10) * 1.1);
    // A queue of one piece runs empty between two: a millisecond a piece.
    expect(idle).toBeLessThanOrEqual((5 * bytesPerSecond) / piece);
  });

  it('is never more than 1 MiB, however fast the link is', async () => {
    const { browser, queue, send, run } = setUp(100_000_000);
    let most = 0;
    await run(1_000, () => {
      while (send('files', 16_384));
      most = Math.max(most, browser.queued);
    });
    expect(queue.highMarkBytes).toBe(MAX_QUEUED_BYTES);
    expect(most).toBeLessThanOrEqual(MAX_QUEUED_BYTES);
  });

  it('may be one message longer than the mark, when nothing else is queued', () => {
    const { send } = setUp(37_500);
    expect([send('chat', 60_000), send('chat', 1)]).toEqual([true, false]);
  });
});

describe('a sender that was refused', () => {
  it('is told when there is room, once, and then is not refused', async () => {
    const { told, send, run, queue } = setUp(37_500);
    while (send('files', 1_000));
    expect(queue.isWritable('files')).toBe(false);
    await run(1_000);
    expect(told).toEqual(['files']);
    expect([queue.isWritable('files'), send('files', 1_000)]).toEqual([true, true]);
  });

  it('is told also where the threshold was never passed, of which the browser says nothing', async () => {
    const { told, browser, clock, send } = setUp(37_500);
    browser.queued = 100;
    expect(send('chat', 60_000)).toBe(false);
    browser.queued = 0;
    await clock.advance(100);
    expect(told).toEqual(['chat']);
  });

  it('is told also where something smaller of its kind has fitted meanwhile', async () => {
    const { told, send, run, queue } = setUp(37_500);
    send('files', queue.highMarkBytes - 10);
    expect([send('files', 1_000), send('files', 5)]).toEqual([false, true]);
    await run(1_000);
    expect(told).toEqual(['files']);
  });

  it('of a chat goes before one of files, whose small pieces would always fit', async () => {
    const { told, send, run } = setUp(37_500);
    while (send('files', 100));
    expect(send('chat', 3_000)).toBe(false);
    await run(30, () => send('files', 100));
    expect(send('files', 1)).toBe(false);
    await run(1_000);
    expect(told.slice(0, 2)).toEqual(['chat', 'files']);
  });

  it('is never one of the control channel while the browser has memory for it', () => {
    const { send } = setUp(37_500);
    while (send('files', 1_000));
    expect([send('control', 10_000), send('control', MAX_WITH_CONTROL_BYTES)]).toEqual([true, false]);
  });

  it('is never one of the control channel where files have filled the queue of a fast link, and it stands', async () => {
    const { browser, send, run } = setUp(100_000_000);
    await run(1_000, () => {
      while (send('files', 16_384));
    });
    while (send('files', 1));
    expect(browser.queued).toBe(MAX_QUEUED_BYTES);
    expect([send('control', 24), send('files', 1)]).toEqual([true, false]);
  });

  it('waits for nothing once the connection has closed', () => {
    const { clock, scope, send } = setUp(37_500);
    while (send('files', 1_000));
    scope.end();
    expect(clock.pending).toBe(0);
  });
});
