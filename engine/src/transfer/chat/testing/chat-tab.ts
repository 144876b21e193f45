/** One side of a chat: its pages, one after the other, each with a log over a reliable channel. */
import { toBase64Url } from '../../../base/bytes.ts';
import type { Clock } from '../../../base/clock.ts';
import { silentLogger } from '../../../base/logger.ts';
import { Observers } from '../../../base/observers.ts';
import { Scope } from '../../../base/scope.ts';
import { MemoryJournal } from '../../../call/channels/journal.ts';
import { ReliableChannel } from '../../../call/channels/reliable-channel.ts';
import type { WireEnd } from '../../../call/channels/testing/wire.ts';
import type { Seeded } from '../../../call/testing/simulator/seeded.ts';
import type { FeatureData, ParticipantChannel } from '../../participant-channel.ts';
import { ChatLog } from '../chat-log.ts';
import { parseChatFrame } from '../chat-frames.ts';
import { messageId } from '../text-parts.ts';
import { ChatJournal, ChatStore } from './chat-journal.ts';

interface Page {
  readonly scope: Scope;
  readonly channel: ReliableChannel;
  readonly log: ChatLog;
  readonly crash: () => void;
}

export class ChatTab {
  /** All that was sent by this side, in order, whatever became of the page. */
  readonly sent: { readonly id: string; readonly text: string }[] = [];
  /** Of those: what a page that is gone showed as delivered. */
  readonly promised: string[] = [];
  readonly faults: string[] = [];
  readonly #clock: Clock;
  readonly #random: Seeded;
  readonly #store: ChatStore | undefined;
  #page: Page | undefined;
  #end: WireEnd | undefined;

  constructor(clock: Clock, random: Seeded, isDurable: boolean) {
    this.#clock = clock;
    this.#random = random;
    this.#store = isDurable ? new ChatStore(this.#makeId()) : undefined;
  }

  get isDurable(): boolean {
    return this.#store !== undefined;
  }

  get log(): ChatLog | undefined {
    return this.#page?.log;
  }

  get channel(): ReliableChannel | undefined {
    return this.#page?.channel;
  }

  open(): void {
    if (this.#page) return;
    const scope = new Scope();
    const journal = this.#store && new ChatJournal(this.#store, this.#clock, () => this.#random.integer(0, 30));
    const observers = this.#observers();
    const channel = new ReliableChannel(scope, {
      clock: this.#clock, logger: silentLogger, journal: journal ?? new MemoryJournal(() => this.#makeId()),
      onMessage: (data) => observers.message.tell(data),
      onAcknowledged: (number) => observers.acknowledged.tell(number),
      onMeet: (isFirst) => observers.meet.tell({ isFirst }),
      onFlow: (isFlowing) => observers.flow.tell(isFlowing),
      onRaw: (frame) => observers.raw.tell(frame),
      onEnd: () => observers.end.tell(),
      onBroken: (error) => this.faults.push(`the channel broke: ${String(error)}`),
    });
    const port: ParticipantChannel = {
      get hasMet() { return channel.hasMet; },
      get isFlowing() { return channel.isFlowing; },
      path: undefined,
      send: (data) => channel.send(data),
      sendRaw: (frame) => channel.sendRaw(new Uint8Array(frame)),
      onMessage: (listener) => observers.message.add(listener),
      onAcknowledged: (listener) => observers.acknowledged.add(listener),
      onMeet: (listener) => observers.meet.add(listener),
      onFlow: (listener) => observers.flow.add(listener),
      onRaw: (listener) => observers.raw.add(listener),
      onEnd: (listener) => observers.end.add(listener),
      onWritable: () => () => {},
    };
    const random = { getRandomValues: <T extends ArrayBufferView | null>(bytes: T): T => (bytes instanceof Uint8Array && bytes.set(this.#makeBytes()), bytes) };
    const log = new ChatLog(scope, { clock: this.#clock, random });
    log.attach('other', port, () => ({}), journal);
    this.#page = { scope, channel, log, crash: () => journal?.crash(this.#random.chance(0.5)) };
  }

  /** The page is gone from one moment to the next. */
  close(): void {
    for (const { id, from, delivery } of this.log?.messages ?? []) if (from === undefined && delivery === 'delivered') this.promised.push(id);
    this.#page?.crash();
    this.#page?.scope.end();
    this.#page = undefined;
    this.#end = undefined;
  }

  /** Of the messages that have come and are stored; undefined for a tab that stores nothing. */
  get stored(): ReadonlySet<string> | undefined {
    const frames = this.#store?.frames.filter(({ direction }) => direction === 'in').map(({ data }) => parseChatFrame(data));
    return frames && new Set(frames.flatMap((frame) => (frame?.type === 'text' ? messageId(frame.pageId, frame.number) : [])));
  }

  /** The call is over. @returns the log of the page that was there */
  hangUp(): ChatLog | undefined {
    const log = this.log;
    this.#page?.scope.end();
    this.#page = undefined;
    this.#end = undefined;
    return log;
  }

  say(text: string): void {
    const outcome = this.log?.send(text);
    if (outcome?.kind === 'sent') this.sent.push({ id: outcome.id, text: text.trimEnd() });
  }

  listen(end: WireEnd): void {
    const channel = this.#page?.channel;
    end.isOpen = channel !== undefined;
    end.onFrame = (frame) => channel?.hear(end, frame);
    end.onRoom = () => channel?.resumeSending(end);
  }

  bind(end: WireEnd): void {
    const channel = this.#page?.channel;
    if (!channel) return;
    if (this.#end) channel.unbind(this.#end);
    this.#end = end;
    channel.bind(end);
  }

  #observers() {
    const onError = (error: unknown): void => {
      this.faults.push(`threw: ${String(error)}`);
    };
    return {
      message: new Observers<FeatureData>(onError), acknowledged: new Observers<number>(onError), meet: new Observers<{ readonly isFirst: boolean }>(onError),
      flow: new Observers<boolean>(onError), raw: new Observers<Uint8Array>(onError), end: new Observers<void>(onError),
    };
  }

  #makeId(): string {
    return toBase64Url(this.#makeBytes());
  }

  #makeBytes(): Uint8Array {
    return Uint8Array.from({ length: 16 }, () => this.#random.integer(0, 255));
  }
}
