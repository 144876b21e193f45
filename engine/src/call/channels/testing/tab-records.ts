/** What a tab keeps through its reloads, in virtual time: each write takes a while, and a crash meets at most one half-way. */
import { delay, type Clock } from '../../../base/clock.ts';
import type { RecordStep, RecordStore, StoredRecord } from '../../../base/storage/record-store.ts';
import { change } from '../../../base/storage/testing/memory-records.ts';
import type { ChannelData } from '../../../peer/channels/channel-kinds.ts';
import { parseJournalFrame } from '../journal-records.ts';

/** Of one journal, whatever pages it has. */
export class TabRecords {
  readonly groups = new Map<string, Map<number, StoredRecord['bytes']>>();
  /** It has been abandoned: the tab's next page finds nothing of it. */
  isAbandoned = false;

  /** What a person would see of a chat: everything that was ever kept to be sent, or taken. */
  log(direction: 'out' | 'in'): readonly ChannelData[] {
    const records = [...(this.groups.get('journal') ?? [])].sort(([one], [other]) => one - other).slice(1);
    return records.flatMap(([, bytes]) => {
      const frame = parseJournalFrame(bytes);
      return frame?.direction === direction ? [frame.data] : [];
    });
  }
}

/** A page's hold of it. */
export class PageRecords implements RecordStore {
  readonly bytes = 0;
  readonly #tab: TabRecords;
  readonly #clock: Clock;
  readonly #writeMs: () => number;
  #underWay: (() => void) | undefined;
  #isDead = false;

  constructor(tab: TabRecords, clock: Clock, writeMs: () => number) {
    this.#tab = tab;
    this.#clock = clock;
    this.#writeMs = writeMs;
  }

  async read(group: string): Promise<readonly StoredRecord[]> {
    await delay(this.#clock, this.#writeMs());
    const records = [...(this.#tab.groups.get(group) ?? [])].sort(([one], [other]) => one - other);
    return this.#isDead ? new Promise(() => {}) : records.map(([order, bytes]) => ({ order, bytes }));
  }

  async write(group: string, step: RecordStep): Promise<void> {
    const land = (): void => change(this.#tab.groups, group, step);
    this.#underWay = land;
    await delay(this.#clock, this.#writeMs());
    if (this.#isDead) return new Promise(() => {});
    this.#underWay = undefined;
    land();
  }

  abandon(): void {
    this.#tab.isAbandoned = true;
  }

  /** The page is gone. @param lands whether the write that is under way comes to be all the same */
  crash(lands: boolean): void {
    this.#isDead = true;
    if (lands) this.#underWay?.();
  }
}
