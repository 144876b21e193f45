import { expect, it } from 'vitest';
import { createLocks } from '../../base/storage/locks.ts';
import { memoryKeyValues } from '../../base/storage/testing/memory-key-values.ts';
import { MemoryDatabases } from '../../base/storage/testing/memory-records.ts';
import { ManualClock } from '../../base/testing/manual-clock.ts';
import { TabJournals } from './tab-journals.ts';

function tab() {
  const clock = new ManualClock();
  const [databases, session] = [new MemoryDatabases(), memoryKeyValues()];
  const storage = { clock, databases, session, locks: createLocks(() => navigator.locks, clock) };
  const page = new EventTarget();
  let hasEnded = false;
  const load = (): TabJournals => new TabJournals({ hasEnded: () => hasEnded, page, storage });
  return { databases, page, load, end: () => (hasEnded = true) };
}

const PLACE = { kind: 'chat', callId: 'c1', seat: 0 } as const;

it('alice reloads: her page has the chat of the page before, the other kind and the other call nothing of it', async () => {
  const { load } = tab();
  const before = load();
  const journal = before.create(PLACE);
  await journal.open();
  await journal.keep(1, 'hello');
  before.close();
  const after = load();
  // An app may open its channel, and read what is kept of it, before the call that carries it has begun.
  const archived = after.archive('chat').read();
  const again = after.create(PLACE);
  expect((await again.open()).unacknowledged).toEqual(['hello']);
  expect((await archived).map(({ data }) => data)).toEqual(['hello']);
  for (const place of [{ ...PLACE, callId: 'c2' }, { ...PLACE, kind: 'files' } as const]) expect((await after.create(place).open()).unacknowledged).toEqual([]);
  after.close();
});

it('a page that has turned to something else is told of an empty archive, and waits for none', async () => {
  const journals = tab().load();
  const archived = journals.archive('chat').read();
  journals.close();
  expect([await archived, await journals.archive('files').read()]).toEqual([[], []]);
});

it('carol takes the seat of bob: what was kept for him is neither hers nor kept any more', async () => {
  const { load, databases } = tab();
  const journals = load();
  const first = journals.create(PLACE);
  await first.open();
  await first.keep(1, 'for bob');
  expect((await journals.create({ ...PLACE, seat: 1 }).open()).unacknowledged).toEqual([]);
  const kept = [...databases.stored.values()].flatMap((groups) => [...groups].map(([group, records]) => [group, records.size]));
  await expect.poll(() => kept.length).toBe(2);
  expect(new Map(kept.map(([group, size]) => [group, size])).get('chat/c1/0')).toBe(0);
  journals.close();
});

it('what a call has kept goes with its page once the call has ended, and stays for the next page before that', async () => {
  const { load, databases, page, end } = tab();
  const journals = load();
  await journals.create(PLACE).open();
  page.dispatchEvent(new Event('pagehide'));
  expect(databases.stored.size).toBe(1);
  end();
  page.dispatchEvent(new Event('pagehide'));
  expect(databases.stored.size).toBe(0);
  journals.close();
});
