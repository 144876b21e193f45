/**
 * A journal that survives a reload, and the log of all that its channel has sent and taken:
 *
 *   unread ──open──► stored ──any step fails──► in memory
 *      └──────────no store, or not readable──────────┘
 *
 * One that goes on in memory has abandoned its store before it confirms anything: a later page finds nothing of it, and begins
 * with another stream, rather than with the numbers of this one.
 */
import type { RecordStep, RecordStore } from '../../base/storage/record-store.ts';
import type { ChannelData } from '../../peer/channels/channel-kinds.ts';
import type { StreamId } from './frames.ts';
import { formatJournalFrame, formatProgress, parseJournalFrame, parseProgress, type JournalFrame, type JournalProgress } from './journal-records.ts';
import type { Journal, JournalState } from './journal.ts';

/** Of all journals of a tab: beyond it the eldest frames that are done with are forgotten. */
export const MAX_STORED_BYTES = 32 * 1024 * 1024;

/** At order 0; its frames come after it. */
const PROGRESS = 0;

/** What one journal works with; `TabJournals` gives it all of this. */
export interface StoredJournalPorts {
  /** Undefined where the browser keeps nothing. Never rejects. */
  readonly store: Promise<RecordStore | undefined>;
  /** Names it in the store: the same after a reload, and of no other journal. */
  readonly group: string;
  /** 16 random bytes, base64url. */
  readonly createId: () => StreamId;
  /** ms since 1970. */
  readonly now: () => number;
  /** It goes on in memory, for this reason: after a reload the other side sees another page. */
  readonly onForgetful?: (error: unknown) => void;
}

/** One that this page's channel has sent, or taken. */
export interface LoggedFrame extends JournalFrame {
  /** Of one that was sent: the other side has it. */
  readonly isAcknowledged: boolean;
}

interface Entry {
  readonly order: number;
  readonly direction: 'out' | 'in';
  readonly number: number;
}

/** The journal of one channel: of one kind, of one call, with one participant. Where its store fails it goes on in memory. */
export class StoredJournal implements Journal {
  readonly #ports: StoredJournalPorts;
  readonly #opened = Promise.withResolvers<void>();
  /** Undefined before it is open, and once it goes on in memory. */
  #store: RecordStore | undefined;
  #progress: JournalProgress | undefined;
  /** The eldest first. */
  #entries: Entry[] = [];
  #nextOrder = PROGRESS + 1;
  /** Of the first frame that this page has stored. */
  #ownFrom = PROGRESS + 1;

  constructor(ports: StoredJournalPorts) {
    this.#ports = ports;
  }

  async open(): Promise<JournalState> {
    const { store, createId } = this.#ports;
    this.#store = await store;
    const found = await this.#contained(async () => this.#find());
    const progress = found?.progress ?? { id: createId(), first: 1 };
    this.#progress = progress;
    // The first frame is sent under this name, so the name is stored before.
    if (!found) await this.#write([], 'all');
    this.#ownFrom = this.#nextOrder;
    this.#opened.resolve();
    return { ...progress, unacknowledged: found?.unacknowledged ?? [] };
  }

  keep(number: number, data: ChannelData): Promise<void> {
    return this.#write([{ direction: 'out', number, data, at: this.#ports.now() }]);
  }

  forget(number: number): Promise<void> {
    return this.#advance({ first: number + 1 });
  }

  meet(id: StreamId, received: number): Promise<void> {
    return this.#advance({ remote: { id, received } });
  }

  take(number: number, data: ChannelData): Promise<void> {
    const { remote } = this.#progress ?? {};
    return this.#advance({ ...(remote && { remote: { ...remote, received: number } }) }, [{ direction: 'in', number, data, at: this.#ports.now() }]);
  }

  /**
   * What was sent and taken before this page was loaded, in the order in which it was stored; of what is too much, the last.
   * Empty where nothing is kept; waits for the channel to open it; never rejects.
   */
  async read(): Promise<readonly LoggedFrame[]> {
    await this.#opened.promise;
    const records = (await this.#contained(async () => this.#store?.read(this.#ports.group))) ?? [];
    const frames = records.filter(({ order }) => order !== PROGRESS && order < this.#ownFrom).map(({ bytes }) => parseJournalFrame(bytes));
    const first = this.#progress?.first ?? 1;
    return frames.flatMap((frame) => (frame ? [{ ...frame, isAcknowledged: frame.direction === 'out' && frame.number < first }] : []));
  }

  /** What the page before this one has left. Undefined where that is nothing, or not whole. */
  async #find(): Promise<{ readonly progress: JournalProgress; readonly unacknowledged: readonly ChannelData[] } | undefined> {
    const [head, ...rest] = (await this.#store?.read(this.#ports.group)) ?? [];
    const progress = head?.order === PROGRESS ? parseProgress(head.bytes) : undefined;
    const frames = rest.map(({ order, bytes }) => ({ order, frame: parseJournalFrame(bytes) }));
    if (!progress) return undefined;
    const unacknowledged: ChannelData[] = [];
    const entries: Entry[] = [];
    for (const { order, frame } of frames) {
      if (!frame) return undefined;
      entries.push({ order, direction: frame.direction, number: frame.number });
      if (frame.direction === 'in' || frame.number < progress.first) continue;
      if (frame.number !== progress.first + unacknowledged.length) return undefined;
      unacknowledged.push(frame.data);
    }
    this.#entries = entries;
    this.#nextOrder = (entries.at(-1)?.order ?? PROGRESS) + 1;
    return { progress, unacknowledged };
  }

  #advance(change: Partial<JournalProgress>, frames: readonly JournalFrame[] = []): Promise<void> {
    if (this.#progress) this.#progress = { ...this.#progress, ...change };
    return this.#write(frames, this.#outgrown(), this.#progress);
  }

  /** One step. Resolves also where it is kept in memory alone. */
  async #write(frames: readonly JournalFrame[], remove: RecordStep['remove'] = this.#outgrown(), progress = remove === 'all' ? this.#progress : undefined): Promise<void> {
    const store = this.#store;
    if (!store) return;
    const records = frames.map((frame) => ({ order: this.#nextOrder++, bytes: formatJournalFrame(frame) }));
    records.forEach(({ order }, index) => {
      const frame = frames[index];
      if (frame) this.#entries.push({ order, direction: frame.direction, number: frame.number });
    });
    const put = [...(progress ? [{ order: PROGRESS, bytes: formatProgress(progress) }] : []), ...records];
    await this.#contained(() => store.write(this.#ports.group, { put, remove }));
  }

  /** The eldest frames that are done with, for as long as the tab keeps too much: one makes room for about one. */
  #outgrown(): readonly number[] {
    if ((this.#store?.bytes ?? 0) <= MAX_STORED_BYTES) return [];
    const first = this.#progress?.first ?? 1;
    const done = this.#entries.filter(({ direction, number }) => direction === 'in' || number < first).slice(0, 8).map(({ order }) => order);
    this.#entries = this.#entries.filter(({ order }) => !done.includes(order));
    return done;
  }

  /** Of a store that fails nothing is to be found later on. */
  async #contained<T>(work: () => Promise<T>): Promise<T | undefined> {
    try {
      return await work();
    } catch (error) {
      if (this.#store) this.#ports.onForgetful?.(error);
      this.#store?.abandon();
      this.#store = undefined;
      return undefined;
    }
  }
}
