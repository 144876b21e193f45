/** Databases of one browser in memory, which outlive the pages that use them; each step takes as long as the test says. */
import type { RecordDatabase, RecordDatabases } from '../record-database.ts';
import { nameOf } from '../record-database.ts';
import type { RecordStep, StoredRecord } from '../record-store.ts';
import type { OwnBytes } from '../../bytes.ts';

type Groups = Map<string, Map<number, OwnBytes>>;

export class MemoryDatabases implements RecordDatabases {
  readonly stored = new Map<string, Groups>();
  /** What each step does first: it waits, throws, or never ends. */
  before: (step: 'open' | 'read' | 'write') => Promise<void> = async () => {};

  async open(name: string): Promise<RecordDatabase> {
    await this.before('open');
    const groups: Groups = this.stored.get(name) ?? new Map();
    this.stored.set(name, groups);
    const read = (group: string): readonly StoredRecord[] =>
      [...(groups.get(group) ?? [])].sort(([one], [other]) => one - other).map(([order, bytes]) => ({ order, bytes: bytes.slice() }));
    return {
      sizes: async () => new Map([...groups.keys()].flatMap((group) => read(group).map(({ order, bytes }) => [nameOf(group, order), bytes.length] as const))),
      read: async (group) => {
        await this.before('read');
        return read(group);
      },
      write: async (group, step) => {
        await this.before('write');
        change(groups, group, step);
      },
      close: () => {},
    };
  }

  async remove(name: string): Promise<void> {
    this.stored.delete(name);
  }

  async names(): Promise<readonly string[]> {
    return [...this.stored.keys()];
  }
}

export function change(groups: Groups, group: string, { put, remove = [] }: RecordStep): void {
  const records = (remove === 'all' ? undefined : groups.get(group)) ?? new Map<number, OwnBytes>();
  if (remove !== 'all') for (const order of remove) records.delete(order);
  for (const { order, bytes } of put) records.set(order, bytes.slice());
  groups.set(group, records);
}
