import { describe, expect, it } from 'vitest';
import type { RecordStore, StoredRecord } from '../../base/storage/record-store.ts';
import { change } from '../../base/storage/testing/memory-records.ts';
import type { ChannelData } from '../../peer/channels/channel-kinds.ts';
import { formatProgress } from './journal-records.ts';
import { MAX_STORED_BYTES, StoredJournal } from './stored-journal.ts';

const [ALICE, BOB] = ['AAECAwQFBgcICQoLDA0ODw', '__79_Pv6-fj39vX08_Lx8A'] as const;

class Records implements RecordStore {
  readonly groups = new Map<string, Map<number, StoredRecord['bytes']>>();
  /** Beside what is written here. */
  otherBytes = 0;
  fails = false;
  isAbandoned = false;

  get bytes(): number {
    return this.otherBytes + [...this.groups.values()].flatMap((group) => [...group.values()]).reduce((sum, { length }) => sum + length, 0);
  }

  async read(group: string): Promise<readonly StoredRecord[]> {
    if (this.fails) throw new DOMException('no', 'UnknownError');
    return [...(this.groups.get(group) ?? [])].sort(([one], [other]) => one - other).map(([order, bytes]) => ({ order, bytes }));
  }

  async write(group: string, step: Parameters<RecordStore['write']>[1]): Promise<void> {
    if (this.fails) throw new DOMException('full', 'QuotaExceededError');
    change(this.groups, group, step);
  }

  abandon(): void {
    this.isAbandoned = true;
  }
}

let made = 0;
const journalIn = (store: RecordStore | undefined, onForgetful: (error: unknown) => void = () => {}): StoredJournal =>
  new StoredJournal({ store: Promise.resolve(store), group: 'chat', createId: () => (made++ === 0 ? ALICE : `${ALICE.slice(0, -4)}${String(made).padStart(3, '0')}A`), now: () => 1_000, onForgetful });

const log = async (journal: StoredJournal): Promise<unknown> =>
  (await journal.read()).map(({ direction, number, data, isAcknowledged }) => [direction, number, data, isAcknowledged]);

describe('a stored journal', () => {
  it('goes on after a reload from where the page before it was', async () => {
    const store = new Records();
    const before = journalIn(store);
    const { id } = await before.open();
    const bytes = Uint8Array.of(0, 255, 3);
    await before.meet(BOB, 0);
    await before.keep(1, 'one');
    await before.keep(2, bytes);
    await before.take(1, '\uFEFFhello');
    await before.keep(3, '');
    await before.forget(1);
    await before.take(2, 'there');
    const after = journalIn(store);
    expect(await after.open()).toEqual({ id, first: 2, unacknowledged: [bytes, ''], remote: { id: BOB, received: 2 } });
    expect(await log(after)).toEqual([
      ['out', 1, 'one', true], ['out', 2, bytes, false], ['in', 1, '\uFEFFhello', false], ['out', 3, '', false], ['in', 2, 'there', false],
    ]);
    await after.forget(3);
    await after.keep(4, 'four');
    expect((await after.read()).map(({ number, isAcknowledged }) => [number, isAcknowledged])).toEqual([[1, true], [2, true], [1, false], [3, true], [2, false]]);
    expect(await journalIn(store).open()).toMatchObject({ first: 4, unacknowledged: ['four'] });
  });

  it('keeps its name from the moment it is open, before anything is sent under it', async () => {
    const store = new Records();
    const { id } = await journalIn(store).open();
    expect(await journalIn(store).open()).toEqual({ id, first: 1, unacknowledged: [] });
  });

  it('is in memory where there is no store, and says of nothing that it was kept', async () => {
    const journal = journalIn(undefined);
    const { id, unacknowledged } = await journal.open();
    await journal.keep(1, 'one');
    expect([id.length, unacknowledged, await journal.read()]).toEqual([22, [], []]);
  });

  it('goes on in memory when a step fails, and the next page begins with another stream', async () => {
    const store = new Records();
    const told: unknown[] = [];
    const journal = journalIn(store, (error) => told.push(error));
    await journal.open();
    store.fails = true;
    await journal.keep(1, 'one');
    expect([store.isAbandoned, told.length]).toEqual([true, 1]);
    store.fails = false;
    await journal.take(1, 'hello');
    await journal.forget(1);
    expect([told.length, store.groups.get('chat')?.size, await journal.read()]).toEqual([1, 1, []]);
  });

  it('begins anew, under another name, where what it finds can’t be read', async () => {
    const store = new Records();
    store.fails = true;
    const { id } = await journalIn(store).open();
    expect([id.length, store.isAbandoned]).toEqual([22, true]);
  });

  it.each<[string, readonly [number, StoredRecord['bytes']][]]>([
    ['no name', [[1, Uint8Array.of(1)]]],
    ['a name that is none', [[0, new TextEncoder().encode('{"id":7,"first":1}')]]],
    ['a frame that is none', [[0, formatProgress({ id: BOB, first: 1 })], [1, Uint8Array.of(1, 2, 3)]]],
    ['a gap in what it has to send', [[0, formatProgress({ id: BOB, first: 1 })], [1, Uint8Array.of(1, 1, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0)]]],
  ])('begins anew where there is %s', async (_what, records) => {
    const store = new Records();
    store.groups.set('chat', new Map(records));
    const { id, first, unacknowledged } = await journalIn(store).open();
    expect([id === BOB, first, unacknowledged, [...(store.groups.get('chat')?.keys() ?? [])]]).toEqual([false, 1, [], [0]]);
  });

  it('forgets the eldest frames that are done with once the tab keeps 32 MiB, and none that has to be sent', async () => {
    const store = new Records();
    const journal = journalIn(store);
    await journal.open();
    await journal.meet(BOB, 0);
    await journal.keep(1, 'one');
    await journal.keep(2, 'two');
    await journal.forget(1);
    for (let number = 1; number <= 3; number++) await journal.take(number, 'x'.repeat(1_000));
    store.otherBytes = MAX_STORED_BYTES;
    await journal.take(4, 'y');
    store.otherBytes = 0;
    const next = journalIn(store);
    const state: { readonly unacknowledged: readonly ChannelData[]; readonly remote?: unknown } = await next.open();
    expect([state.unacknowledged, state.remote, await log(next)]).toEqual([['two'], { id: BOB, received: 4 }, [['out', 2, 'two', false], ['in', 4, 'y', false]]]);
  });
});
