/**
 * The port of what a reliable channel keeps. A journal in memory forgets with its page: the other side sees a new stream,
 * and frames that the page had not delivered yet are gone with it. One that survives a reload makes it exact: a frame is
 * sent only once `keep` has stored it, and acknowledged only once `take` has.
 *
 * A journal belongs to one side, one kind, and one remote participant of one call. A rejection ends the channel; what would
 * rather go on without storage catches its own.
 */
import type { ChannelData } from '../../peer/channels/channel-kinds.ts';
import type { StreamId } from './frames.ts';

export interface JournalState {
  /** This side's stream: the same for as long as the journal remembers its frames and what it has taken. */
  readonly id: StreamId;
  /** The number of the first frame that has not been acknowledged; the next one's, when all have been. */
  readonly first: number;
  /** Those not acknowledged, from `first` on, in order. */
  readonly unacknowledged: readonly ChannelData[];
  /** The stream of the other side, and the number up to which its frames have been taken. */
  readonly remote?: { readonly id: StreamId; readonly received: number };
}

export interface Journal {
  open(): Promise<JournalState>;
  /** Before a frame is sent for the first time. */
  keep(number: number, data: ChannelData): Promise<void>;
  /** The other side has taken everything up to `number`. */
  forget(number: number): Promise<void>;
  /** The other side has another stream than before: what was taken of the former counts no more. */
  meet(id: StreamId, received: number): Promise<void>;
  /** A frame has come: what the feature keeps of it and the number are stored in one step. */
  take(number: number, data: ChannelData): Promise<void>;
}

/** Remembers nothing but its id: the channel itself holds the rest for as long as the page lives. */
export class MemoryJournal implements Journal {
  readonly #createId: () => StreamId;

  constructor(createId: () => StreamId) {
    this.#createId = createId;
  }

  async open(): Promise<JournalState> {
    return { id: this.#createId(), first: 1, unacknowledged: [] };
  }

  async keep(): Promise<void> {}
  async forget(): Promise<void> {}
  async meet(): Promise<void> {}
  async take(): Promise<void> {}
}
