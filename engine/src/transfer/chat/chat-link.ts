/**
 * The chat with one participant, over the channel to it:
 *
 *   reading ──archive read──► closed ──a meeting──► open ──the channel's end──► closed
 *              (held frames are heard)     └──the other side's page is met, or is another: this page asks for what it has lost
 *
 * A page asks only when its archive has nothing, and is answered once a meeting. Whatever a frame says, nothing grows by it but the log.
 */
import { contained } from '../../base/contained.ts';
import type { Scope } from '../../base/scope.ts';
import type { FeatureData, ParticipantChannel } from '../participant-channel.ts';
import { replayArchive, type OwnText } from './archive-replay.ts';
import type { ArchivedFrame } from './chat-archive.ts';
import { formatChatFrame, formatTyping, parseChatFrame, parseTyping, type ChatFrame, type TextFrame } from './chat-frames.ts';
import type { ChatLinkPorts } from './chat-link-ports.ts';
import { readText } from './chat-text.ts';
import { History } from './history.ts';
import { Outgoing } from './outgoing.ts';
import { messageId, splitText, TextAssembler } from './text-parts.ts';
import { OthersTyping } from './typing.ts';

/** While the archive is read; beyond it the archive is given up. */
const MAX_HELD = 1_024;

/** In one meeting. */
const MAX_ANSWERS = 4;

export class ChatLink {
  readonly #scope: Scope;
  readonly #channel: ParticipantChannel;
  readonly #ports: ChatLinkPorts;
  readonly #typing: OthersTyping;
  readonly #outgoing: Outgoing<string>;
  readonly #history: History;
  readonly #live = new TextAssembler();
  readonly #repeated = new TextAssembler();
  /** Frames that have come while the archive is read. */
  #held: FeatureData[] | undefined = [];
  #isOver = false;
  /** The page id with which this page asks, since it has nothing, until the other side says that this was all. */
  #asking: string | undefined;
  /** In this meeting: the page that was met, and one before it whose question comes late. */
  readonly #answered = new Set<string>();
  #acknowledged = 0;
  /** No message that is sent again stands before the one that was sent again before it. */
  #repeatedAt = -Infinity;
  #hasLogged = false;

  constructor(scope: Scope, channel: ParticipantChannel, ports: ChatLinkPorts) {
    this.#scope = scope;
    this.#channel = channel;
    this.#ports = ports;
    this.#asking = ports.pageId;
    this.#typing = new OthersTyping(scope, ports.clock, ports.onTyping);
    this.#outgoing = new Outgoing(channel);
    this.#history = new History(channel);
    scope.own(() => this.#end());
    scope.own(channel.onMessage((data) => this.#take(data)));
    scope.own(channel.onAcknowledged((number) => this.#acknowledge(number)));
    scope.own(channel.onMeet(({ isFirst }) => this.#meet(isFirst)));
    scope.own(channel.onFlow((isFlowing) => isFlowing && this.#pump()));
    scope.own(channel.onRaw((frame) => {
      const isTyping = parseTyping(frame);
      if (isTyping !== undefined) this.#typing.hear(isTyping);
    }));
    scope.own(channel.onEnd(() => this.#end()));
    const archived = ports.archive?.read() ?? Promise.resolve([]);
    contained(archived.then((frames) => this.#restore(frames)), (error) => {
      this.#log('the archive could not be read', error);
      this.#restore([]);
    });
  }

  get isTyping(): boolean {
    return this.#typing.isOn;
  }

  /** The call is over, or the seat is free. */
  get isOver(): boolean {
    return this.#isOver;
  }

  hasRoomFor(bytes: number): boolean {
    return this.#outgoing.hasRoomFor(bytes);
  }

  send(id: string, pageId: string, number: number, bytes: Uint8Array): void {
    this.#outgoing.add(id, splitText({ pageId, number }, bytes));
    this.#pump();
  }

  sayTyping(isTyping: boolean): void {
    this.#channel.sendRaw(formatTyping(isTyping));
  }

  #meet(isFirst: boolean): void {
    this.#isOver = false;
    this.#answered.clear();
    this.#typing.end();
    if (!isFirst) {
      this.#outgoing.beginAgain();
      this.#history.clear();
    }
    if (!this.#held) this.#ask();
    this.#pump();
  }

  #ask(): void {
    if (this.#asking !== undefined && this.#channel.hasMet) this.#channel.send(formatChatFrame({ type: 'ask', pageId: this.#asking }));
  }

  #pump(): void {
    // A channel that was met and takes nothing any more has ended before this page listened.
    if (this.#outgoing.pump() === 'not-open' && this.#channel.hasMet) return this.#end();
    if (this.#outgoing.isThrough) this.#history.pump();
  }

  #acknowledge(number: number): void {
    this.#acknowledged = Math.max(this.#acknowledged, number);
    this.#history.acknowledge(number);
    for (const id of this.#outgoing.acknowledge(number)) this.#ports.onSettled(id, true);
    this.#pump();
  }

  #end(): void {
    this.#isOver = true;
    // Of the next call, and of the next person, it misses nothing.
    this.#asking = undefined;
    this.#acknowledged = 0;
    this.#repeatedAt = -Infinity;
    this.#history.clear();
    this.#typing.end();
    for (const id of this.#outgoing.clear()) this.#ports.onSettled(id, false);
    this.#ports.onEnd();
  }

  #take(data: FeatureData): void {
    if (!this.#held) {
      const frame = this.#parse(data);
      return frame && this.#hear(frame, this.#ports.clock.now(), false);
    }
    this.#held.push(data);
    if (this.#held.length > MAX_HELD) this.#restore([]);
  }

  /** Says again what was said on this channel before the page was loaded, then hears what has come meanwhile. */
  #restore(frames: readonly ArchivedFrame[]): void {
    const held = this.#held;
    if (!held || this.#scope.isEnded) return;
    this.#held = undefined;
    if (frames.length > 0) this.#asking = undefined;
    const asked = replayArchive(frames, {
      parse: (data) => this.#parse(data),
      hear: (frame, at) => this.#hear(frame, at, true),
      own: (text) => this.#restoreOwn(text),
      acknowledged: this.#acknowledged,
      asks: (pageId) => {
        this.#asking = pageId;
      },
    });
    if (asked !== undefined) this.#answer(asked);
    for (const data of held) this.#take(data);
    if (this.#isOver) this.#end();
    else if (frames.length === 0) this.#ask();
    this.#pump();
  }

  #restoreOwn({ head: { pageId, number }, bytes, at, waiting }: OwnText): void {
    const { text } = readText(bytes);
    if (waiting) this.#outgoing.add(messageId(pageId, number), waiting.parts, waiting.number);
    this.#ports.onText({ pageId, number, text, length: bytes.length, author: 'self', at, isRepeated: false, isArchived: true, isWaiting: waiting !== undefined });
  }

  #parse(data: FeatureData): ChatFrame | undefined {
    try {
      return parseChatFrame(data);
    } catch (error) {
      this.#log('a frame is malformed', error);
      return undefined;
    }
  }

  #hear(frame: ChatFrame, at: number, isArchived: boolean): void {
    switch (frame.type) {
      case 'ask': return this.#answer(frame.pageId);
      case 'end':
        if (frame.pageId === this.#asking) this.#asking = undefined;
        return this.#ports.onRepeated();
      case 'text': {
        // Who has not asked is sent nothing again.
        if (frame.repeated && this.#asking === undefined) return;
        if (!frame.repeated) this.#typing.end();
        const bytes = (frame.repeated ? this.#repeated : this.#live).add(frame);
        if (bytes) this.#tell(frame, bytes, at, isArchived);
      }
    }
  }

  #tell({ pageId, number, repeated }: TextFrame, bytes: Uint8Array, now: number, isArchived: boolean): void {
    let text: string;
    try {
      ({ text } = readText(bytes));
    } catch (error) {
      return this.#log('a text is malformed', error);
    }
    const at = repeated ? Math.max(now - repeated.ageMs, this.#repeatedAt) : now;
    if (repeated) this.#repeatedAt = at;
    const author = repeated?.author === 'recipient' ? 'self' : 'other';
    this.#ports.onText({ pageId, number, text, length: bytes.length, author, at, isRepeated: repeated !== undefined, isArchived, isWaiting: false });
  }

  #answer(asking: string): void {
    if (this.#answered.has(asking) || this.#answered.size >= MAX_ANSWERS) return;
    this.#answered.add(asking);
    this.#history.begin(asking, this.#repeats());
    this.#pump();
  }

  *#repeats(): Generator<TextFrame, undefined> {
    for (const { pageId, number, bytes, at, author } of this.#ports.known()) {
      const repeated = { ageMs: this.#ports.clock.now() - at, author: author === 'self' ? 'sender' : 'recipient' } as const;
      yield* splitText({ pageId, number, repeated }, bytes);
    }
    return undefined;
  }

  /** Once: the other side may send what it likes. */
  #log(message: string, error: unknown): void {
    if (this.#hasLogged) return;
    this.#hasLogged = true;
    this.#ports.logger.log('warn', message, error);
  }
}
