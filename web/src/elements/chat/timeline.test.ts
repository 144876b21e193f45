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

test('the time stands under the last of several messages of a minute, and under each that is not delivered yet', () => {
  const own = (id: string, minute: number, delivery: ChatMessage['delivery']): ChatMessage => ({ ...said(id, minute), ...(delivery && { delivery }) });
  const entries = timelineOf([own('a', 1, 'delivered'), own('b', 1.4, 'delivered'), own('c', 1.5, 'sending'), own('d', 2.1, 'sending'), said('e', 2.2, 'bob')]);
  const of = (shown: 'isMarked' | 'isLast'): readonly string[] => entries.filter((entry) => entry.kind === 'message' && entry[shown]).map(({ id }) => id);
  expect([of('isMarked'), of('isLast')]).toEqual([['b', 'c', 'd', 'e'], ['d', 'e']]);
});

test('a call over midnight has a line where the day begins, once, and the name stands there anew', () => {
  const midnight = new Date(2030, 0, 2).getTime() / MINUTE_MS;
  const entries = timelineOf([said('a', midnight - 1, 'bob'), said('b', midnight + 1, 'bob'), said('c', midnight - 0.5, 'bob'), said('d', midnight + 2, 'bob')], [row('notice', Infinity)]);
  expect(entries.map(({ kind, id }) => (kind === 'day' ? kind : id))).toEqual(['a', 'day', 'b', 'c', 'd', 'notice']);
  expect(entries.filter((entry) => entry.kind === 'message' && entry.isFirst).map(({ id }) => id)).toEqual(['a', 'b']);
});
