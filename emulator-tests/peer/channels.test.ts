import { describe, expect } from 'vitest';
import { test } from './blank-page-test.ts';

describe('the data channels of a connection', () => {
  test('open with it, keep text and bytes apart and each kind to itself', async ({ page }) => {
    const seen = await page.evaluate(async () => {
      const { caller, callee } = await lab.connectedPair();
      await callee.until((events) => events.filter((event) => event.type === 'channel').length === 3);
      await caller.until((events) => events.filter((event) => event.type === 'channel').length === 3);
      const sent = [
        caller.peer.send('chat', 'a text'), caller.peer.send('chat', Uint8Array.of(1, 2, 3).subarray(1)), caller.peer.send('files', Uint8Array.of(9)),
        caller.peer.send('files', 'a text of files'), caller.peer.send('control', new Uint8Array(65_537)), caller.peer.send('control', 'the last'),
      ];
      // What is longer than may be read is dropped.
      await callee.until((events) => events.filter((event) => event.type === 'message').length === 5);
      const heard = callee.events.flatMap((event) => (event.type === 'message' ? [`${event.kind} ${typeof event.data} ${String(event.data)}`] : []));
      return { sent, chat: heard.filter((line) => line.startsWith('chat')), files: heard.filter((line) => line.startsWith('files')), control: heard.filter((line) => line.startsWith('control')) };
    });
    expect(seen).toEqual({
      sent: [true, true, true, true, true, true],
      chat: ['chat string a text', 'chat object 2,3'],
      files: ['files object 9', 'files string a text of files'],
      control: ['control string the last'],
    });
  });

  test('refuse what the queue has no room for, tell when it has, and lose nothing of what they took', async ({ page }) => {
    const seen = await page.evaluate(async () => {
      const { caller, callee } = await lab.connectedPair();
      await caller.until((events) => events.some((event) => event.type === 'channel' && event.kind === 'files'));
      const [pieces, piece] = [400, new Uint8Array(16_384)];
      let [refused, told] = [0, 0];
      for (let index = 0; index < pieces; index++) {
        new DataView(piece.buffer).setUint32(0, index);
        while (!caller.peer.send('files', piece)) {
          refused++;
          const count = caller.events.filter((event) => event.type === 'writable').length;
          await caller.until((events) => events.filter((event) => event.type === 'writable').length > told);
          told = Math.max(count, told + 1);
        }
      }
      await callee.until((events) => events.filter((event) => event.type === 'message').length === pieces);
      const order = callee.events.flatMap((event) => (event.type === 'message' && typeof event.data !== 'string' ? [new DataView(event.data.buffer).getUint32(0)] : []));
      return { isRefused: refused > 0, isInOrder: order.every((number, index) => number === index), count: order.length, isWritable: caller.peer.isWritable('control') };
    });
    expect(seen).toEqual({ isRefused: true, isInOrder: true, count: 400, isWritable: true });
  });
});

describe('a reliable channel', () => {
  test('carries a chat over three connections, each of which takes over in mid-stream: once and in order, both ways', async ({ page }) => {
    const { expected, heard, left } = await page.evaluate(() => lab.talkOverThree(300));
    expect(heard[0]).toEqual(expected);
    expect(heard[1]).toEqual(expected);
    expect(left).toEqual([0, 0]);
  });
});
