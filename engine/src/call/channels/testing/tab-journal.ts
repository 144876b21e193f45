/** A journal that survives its page, in virtual time: each write takes a while, and a crash meets at most one half-way. */
import { delay, type Clock } from '../../../base/clock.ts';
import type { ChannelData } from '../../../peer/channels/channel-kinds.ts';
import type { StreamId } from '../frames.ts';
import type { Journal, JournalState } from '../journal.ts';

/** What a tab keeps of one channel through its reloads. */
export class TabStore {
  readonly id: StreamId;
  first = 1;
  unacknowledged: ChannelData[] = [];
  remote: { id: StreamId; received: number } | undefined;
  /** Everything that was ever kept to be sent, and everything that was ever taken: what a person would see of a chat. */
  readonly sent: ChannelData[] = [];
  readonly taken: ChannelData[] = [];

  constructor(id: StreamId) {
    this.id = id;
  }
}

export class TabJournal implements Journal {
  readonly #store: TabStore;
  readonly #clock: Clock;
  readonly #writeMs: () => number;
  #underWay: (() => void) | undefined;
  #isDead = false;

  constructor(store: TabStore, clock: Clock, writeMs: () => number) {
    this.#store = store;
    this.#clock = clock;
    this.#writeMs = writeMs;
  }

  async open(): Promise<JournalState> {
    await this.#write(() => {});
    const { id, first, unacknowledged, remote } = this.#store;
    return { id, first, unacknowledged: [...unacknowledged], ...(remote && { remote: { ...remote } }) };
  }

  keep(_number: number, data: ChannelData): Promise<void> {
    return this.#write(() => {
      this.#store.unacknowledged.push(data);
      this.#store.sent.push(data);
    });
  }

  forget(number: number): Promise<void> {
    return this.#write(() => {
      this.#store.unacknowledged.splice(0, number - this.#store.first + 1);
      this.#store.first = number + 1;
    });
  }

  meet(id: StreamId, received: number): Promise<void> {
    return this.#write(() => (this.#store.remote = { id, received }));
  }

  take(number: number, data: ChannelData): Promise<void> {
    return this.#write(() => {
      this.#store.taken.push(data);
      if (this.#store.remote) this.#store.remote.received = number;
    });
  }

  /** The page is gone. @param lands whether the write that is under way comes to be all the same */
  crash(lands: boolean): void {
    this.#isDead = true;
    if (lands) this.#underWay?.();
  }

  async #write(change: () => void): Promise<void> {
    this.#underWay = change;
    await delay(this.#clock, this.#writeMs());
    if (this.#isDead) return new Promise(() => {});
    this.#underWay = undefined;
    change();
  }
}
