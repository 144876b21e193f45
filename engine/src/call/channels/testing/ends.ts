/** Two sides of one reliable channel, their pages and their reloads, and what each has sent and taken, stream by stream. */
import type { Clock } from '../../../base/clock.ts';
import { silentLogger } from '../../../base/logger.ts';
import { Scope } from '../../../base/scope.ts';
import type { ChannelData } from '../../../peer/channels/channel-kinds.ts';
import { toBase64Url } from '../../../base/bytes.ts';
import type { Seeded } from '../../testing/simulator/seeded.ts';
import { MemoryJournal } from '../journal.ts';
import { StoredJournal } from '../stored-journal.ts';
import { ReliableChannel, type SendOutcome } from '../reliable-channel.ts';
import type { Heard, Sent, SentStream } from './compare.ts';
import { PageRecords, TabRecords } from './tab-records.ts';
import type { WireEnd } from './wire.ts';

export class EndOfTab implements Sent, Heard {
  readonly streams: SentStream[] = [];
  /** What was taken, a list for each memory: the tab's own where it survives, else each page's. */
  readonly #taken: (readonly ChannelData[])[] = [];
  readonly faults: string[] = [];
  /** How often another page of the other side was met. */
  meetings = 0;
  readonly #clock: Clock;
  readonly #random: Seeded;
  readonly #store: TabRecords | undefined;
  #page: { readonly scope: Scope; readonly channel: ReliableChannel; readonly crash: () => void } | undefined;
  #end: WireEnd | undefined;

  constructor(clock: Clock, random: Seeded, { isDurable }: { readonly isDurable: boolean }) {
    this.#clock = clock;
    this.#random = random;
    if (!isDurable) return;
    const store = new TabRecords();
    this.#store = store;
    this.streams.push({ get messages() { return store.log('out'); }, hasEnded: false });
  }

  get taken(): readonly (readonly ChannelData[])[] {
    return this.#store ? [this.#store.log('in')] : this.#taken;
  }

  get channel(): ReliableChannel | undefined {
    return this.#page?.channel;
  }

  /** Nothing happens where its page is open already. */
  open(): void {
    if (this.#page) return;
    const scope = new Scope();
    const sent: ChannelData[] = [];
    const taken: ChannelData[] = [];
    const stream = { messages: sent, hasEnded: false };
    const store = this.#store;
    const createId = (): string => this.#makeId();
    const records = store && new PageRecords(store, this.#clock, () => this.#random.integer(0, 30));
    const journal = records
      ? new StoredJournal({ store: Promise.resolve(records), group: 'journal', createId, now: () => this.#clock.now() })
      : new MemoryJournal(createId);
    if (!store) {
      this.streams.push(stream);
      this.#taken.push(taken);
    }
    const channel = new ReliableChannel(scope, {
      clock: this.#clock, logger: silentLogger, journal,
      limits: { bytes: 64 * 1024, frames: 64 },
      onMessage: (data) => taken.push(data),
      onMeet: () => this.meetings++,
      onBroken: (error) => this.faults.push(`the channel broke: ${String(error)}`),
    });
    const send = channel.send.bind(channel);
    channel.send = (data): SendOutcome => {
      const outcome = send(data);
      if (outcome.kind === 'taken') sent.push(data);
      return outcome;
    };
    this.#page = {
      scope, channel,
      crash: () => {
        if (records) records.crash(this.#random.chance(0.5));
        else stream.hasEnded = true;
      },
    };
  }

  /** The page is gone from one moment to the next, and its end of every connection with it. */
  close(): void {
    this.#page?.crash();
    this.#page?.scope.end();
    this.#page = undefined;
    this.#end = undefined;
  }

  /** This connection carries the call from now on. */
  bind(end: WireEnd): void {
    const channel = this.#page?.channel;
    if (!channel) return;
    if (this.#end) channel.unbind(this.#end);
    this.#end = end;
    channel.bind(end);
  }

  /** This page has the connection; frames may come over it before the call is on it. */
  listen(end: WireEnd): void {
    const channel = this.#page?.channel;
    end.isOpen = channel !== undefined;
    end.onFrame = (frame) => channel?.hear(end, frame);
    end.onRoom = () => channel?.resumeSending(end);
  }

  #makeId(): string {
    return toBase64Url(Uint8Array.from({ length: 16 }, () => this.#random.integer(0, 255)));
  }
}
