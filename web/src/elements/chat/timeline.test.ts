import { expect, test } from 'vitest';
import { html } from 'lit';
import type { ChatMessage } from '../../../../engine/src/transfer/chat/chat-message.ts';
import { timelineOf } from './timeline.ts';

const MINUTE_MS = 60_000;
const said = (id: string, minute: number, from?: string, name?: string): ChatMessage =>
  ({ id, text: id, at: minute * MINUTE_MS, ...(from !== undefined && { from }), ...(name !== undefined && { name }) });
const row = (id: string, minute: number) => ({ id, at: minute * MINUTE_MS, draw: () => html`` });

test('files stand among the messages by their time, and the last of them at the end', () => {
  const entries = timelineOf([said('a', 1), said('b', 3)], [row('x', 2), row('y', 3), row('z', 9)]);
  expect(entries.map(({ id }) => id)).toEqual(['a', 'x', 'y', 'b', 'z']);
});

test('messages keep their order where the clock was set back', () => {
  expect(timelineOf([said('a', 5), said('b', 1)], [row('x', 3)]).map(({ id }) => id)).toEqual(['x', 'a', 'b']);
});

test('the name stands above the first of several messages, and again after another person, another name, a file or five minutes', () => {
  const entries = timelineOf(
    [said('a', 0, 'bob', 'Bo'), said('b', 1, 'bob', 'Bo'), said('c', 1), said('d', 2, 'bob', 'Bo'), said('e', 2, 'bob', 'Bea'), said('f', 4, 'bob', 'Bea'), said('g', 10, 'bob', 'Bea')],
    [row('x', 3)],
  );
  const first = entries.filter((entry) => entry.kind === 'message' && entry.isFirst).map(({ id }) => id);
  expect(first).toEqual(['a', 'c', 'd', 'e', 'f', 'g']);
});
