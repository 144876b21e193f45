/** Two sides of one reliable channel, their pages and their reloads, and what each has sent and taken, stream by stream. */
import type { Clock } from '../../../base/clock.ts';
import { silentLogger } from '../../../base/logger.ts';
import { Scope } from '../../../base/scope.ts';
import type { ChannelData } from '../../../peer/channels/channel-kinds.ts';
import { toBase64Url } from '../../../signaling/bytes.ts';
import type { Seeded } from '../../testing/simulator/seeded.ts';
import { MemoryJournal } from '../journal.ts';
import { ReliableChannel, type SendOutcome } from '../reliable-channel.ts';
import { TabJournal, TabStore } from './tab-journal.ts';
import type { WireEnd } from './wire.ts';

/** Messages in the order in which one stream sent them; of one that has ended, the last may never have left its page. */
export interface SentStream {
  readonly messages: readonly ChannelData[];
  hasEnded: boolean;
}

export class EndOfTab {
  readonly streams: SentStream[] = [];
  /** What was taken, a list for each memory: the tab's own where it survives, else each page's. */
  readonly taken: (readonly ChannelData[])[] = [];
  readonly faults: string[] = [];
  /** How often another page of the other side was met. */
  meetings = 0;
  readonly #clock: Clock;
  readonly #random: Seeded;
  readonly #store: TabStore | undefined;
  #page: { readonly scope: Scope; readonly channel: ReliableChannel; readonly crash: () => void } | undefined;
  #end: WireEnd | undefined;

  constructor(clock: Clock, random: Seeded, { isDurable }: { readonly isDurable: boolean }) {
    this.#clock = clock;
    this.#random = random;
    this.#store = isDurable ? new TabStore(this.#makeId()) : undefined;
    if (this.#store) {
      this.streams.push({ messages: this.#store.sent, hasEnded: false });
      this.taken.push(this.#store.taken);
    }
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
    const journal = store ? new TabJournal(store, this.#clock, () => this.#random.integer(0, 30)) : new MemoryJournal(() => this.#makeId());
    if (!store) {
      this.streams.push(stream);
      this.taken.push(taken);
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
        if (journal instanceof TabJournal) journal.crash(this.#random.chance(0.5));
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

/** @returns what is wrong with what one side has taken of what the other has sent: something lost, twice, or out of order */
export function compare(sender: EndOfTab, receiver: EndOfTab): readonly string[] {
  const faults: string[] = [];
  const places = new Map<string, { readonly stream: number; readonly index: number }>();
  sender.streams.forEach(({ messages }, stream) => messages.forEach((data, index) => places.set(nameOf(data), { stream, index })));
  const covered = sender.streams.map(() => 0);
  for (const taken of receiver.taken) {
    let last: { readonly stream: number; readonly index: number } | undefined;
    for (const data of taken) {
      const place = places.get(nameOf(data));
      if (!place) faults.push(`${nameOf(data)} was never sent`);
      else if (last && place.stream < last.stream) faults.push(`${nameOf(data)} comes after a later page's`);
      else if (last?.stream === place.stream && place.index !== last.index + 1) faults.push(`${nameOf(data)}, number ${place.index}, comes after ${last.index}`);
      else {
        const had = covered[place.stream] ?? 0;
        // A page that has just begun may be told what an earlier one had taken and not acknowledged; none may be left out.
        if (place.index > had) faults.push(`${had} of stream ${place.stream} is lost: ${place.index} comes next`);
        covered[place.stream] = Math.max(had, place.index + 1);
      }
      last = place;
    }
  }
  sender.streams.forEach(({ messages, hasEnded }, stream) => {
    if (!hasEnded && covered[stream] !== messages.length) faults.push(`${covered[stream]} of ${messages.length} arrived of stream ${stream}`);
  });
  return faults;
}

function nameOf(data: ChannelData): string {
  const text = typeof data === 'string' ? data : new TextDecoder().decode(data);
  return text.slice(0, text.indexOf(' '));
}
