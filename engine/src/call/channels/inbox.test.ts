import { expect, it } from 'vitest';
import { Inbox } from './inbox.ts';
import { WINDOW } from './outbox.ts';

const BOB = '__79_Pv6-fj39vX08_Lx8A';

it('what is stored after the stream has gone on from a later frame neither takes it back nor makes room', () => {
  const inbox = new Inbox({ id: BOB, received: 0 });
  expect(inbox.accept(1, WINDOW.bytes)).toBe('taken');
  // Bob's page says that it can send nothing before 6 any more, while frame 1 is being stored.
  inbox.meet(BOB, 5);
  inbox.stored(BOB, 1, WINDOW.bytes);
  expect(inbox.received).toBe(5);
  expect([inbox.accept(6, WINDOW.bytes), inbox.accept(7, 1)]).toEqual(['taken', 'gap']);
});
