import { expect, test } from 'vitest';
import type { ChatMessage } from '../../../../engine/src/transfer/chat/chat-message.ts';
import { heardSince } from './heard-messages.ts';

const of = (id: string, more: Partial<ChatMessage> = {}): ChatMessage => ({ id, from: 'bob', text: id, at: 0, ...more });

test('a message of the other person is read out once; one’s own, one sent again, one of before a reload and a change of a mark are not', () => {
  const [first, own, again, second] = [of('b.1'), { id: 'a.1', text: 'x', at: 0, delivery: 'sending' } as const, of('b.0', { isRepeated: true }), of('b.2')];
  const archived = of('b.00', { isArchived: true });
  const before = [first];
  const now = [archived, again, first, own, second];
  expect(heardSince(before, now).map(({ id }) => id)).toEqual(['b.2']);
  expect(heardSince(now, now.map((message) => ({ ...message })))).toEqual([]);
});

test('of many at once the newest five are read out, and of a long one its beginning', () => {
  const many = Array.from({ length: 40 }, (_, number) => of(`b.${number}`));
  expect(heardSince([], many).map(({ id }) => id)).toEqual(['b.35', 'b.36', 'b.37', 'b.38', 'b.39']);
  expect(heardSince([], [of('b.1', { text: 'x'.repeat(60_000) })])[0]?.text).toHaveLength(1_001);
});
