/** What a tab keeps of a chat through its reloads: the journal of its channel, whose log is the archive. */
import { delay, type Clock } from '../../../base/clock.ts';
import type { Journal, JournalState } from '../../../call/channels/journal.ts';
import type { StreamId } from '../../../call/channels/frames.ts';
import type { FeatureData } from '../../participant-channel.ts';
import type { ArchivedFrame, ChatArchive } from '../chat-archive.ts';

export class ChatStore {
  readonly id: StreamId;
  readonly frames: { direction: 'out' | 'in'; number: number; data: FeatureData; at: number }[] = [];
  acknowledged = 0;
  remote: { id: StreamId; received: number } | undefined;

  constructor(id: StreamId) {
    this.id = id;
  }
}

export class ChatJournal implements Journal, ChatArchive {
  readonly #store: ChatStore;
  readonly #clock: Clock;
  readonly #writeMs: () => number;
  #underWay: (() => void) | undefined;
  #isDead = false;

  constructor(store: ChatStore, clock: Clock, writeMs: () => number) {
    this.#store = store;
    this.#clock = clock;
    this.#writeMs = writeMs;
  }

  async read(): Promise<readonly ArchivedFrame[]> {
    await delay(this.#clock, this.#writeMs());
    const { frames, acknowledged } = this.#store;
    return frames.map((frame) => ({ ...frame, isAcknowledged: frame.direction === 'out' && frame.number <= acknowledged }));
  }

  async open(): Promise<JournalState> {
    await this.#write(() => {});
    const { id, acknowledged, remote, frames } = this.#store;
    const unacknowledged = frames.filter(({ direction, number }) => direction === 'out' && number > acknowledged).map(({ data }) => data);
    return { id, first: acknowledged + 1, unacknowledged, ...(remote && { remote: { ...remote } }) };
  }

  keep(number: number, data: FeatureData): Promise<void> {
    return this.#write(() => this.#store.frames.push({ direction: 'out', number, data, at: this.#clock.now() }));
  }

  forget(number: number): Promise<void> {
    return this.#write(() => (this.#store.acknowledged = number));
  }

  meet(id: StreamId, received: number): Promise<void> {
    return this.#write(() => (this.#store.remote = { id, received }));
  }

  take(number: number, data: FeatureData): Promise<void> {
    return this.#write(() => {
      this.#store.frames.push({ direction: 'in', number, data, at: this.#clock.now() });
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
