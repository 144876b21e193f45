/** One list of messages, put together of its links. */
import { toBase64Url } from '../../base/bytes.ts';
import { systemClock, type Clock } from '../../base/clock.ts';
import { silentLogger, type Logger } from '../../base/logger.ts';
import { Observers } from '../../base/observers.ts';
import type { Scope } from '../../base/scope.ts';
import type { ParticipantChannel } from '../participant-channel.ts';
import type { ParticipantKey } from '../participant-key.ts';
import type { ChatArchive } from './chat-archive.ts';
import { ChatLink } from './chat-link.ts';
import type { HeardText, KnownText } from './chat-link-ports.ts';
import type { ChatMessage, ChatOutcome } from './chat-message.ts';
import { cleanText } from './chat-text.ts';
import { MessageList } from './message-list.ts';
import { messageId } from './text-parts.ts';
import { OwnTyping } from './typing.ts';

/** Which message of the others the person has read last, by its id: for a page that is reloaded. */
export interface ReadMark {
  read: string | undefined;
}

/** What a chat log may be given by the page. */
export interface ChatLogOptions {
  /** The browser's own where it is left out. */
  readonly clock?: Clock;
  /** Names this page's messages. The browser's own where it is left out. */
  readonly random?: Pick<Crypto, 'getRandomValues'>;
  /** Without one, all messages from before a reload count as read. */
  readonly readMark?: ReadMark;
  /** Hears, once a participant, that a frame is malformed. Silent where it is left out. */
  readonly logger?: Logger;
}

/** How both are called at present, safe to show on one line; left out for no name. */
export type ChatNames = () => { readonly own?: string; readonly other?: string };

interface Attached {
  readonly participant: ParticipantKey;
  readonly names: ChatNames;
  readonly link: ChatLink;
}

/** A page that has lost its chat draws what it is sent again in steps, and not with each message. */
const REPEATED_MS = 50;

/**
 * The chat of a page: one list of messages for any number of participants. Its methods throw nothing: a text that is not sent is an
 * outcome with a name (`ChatOutcome`).
 */
export class ChatLog {
  readonly #scope: Scope;
  readonly #clock: Clock;
  readonly #logger: Logger;
  readonly #observers: Observers<void>;
  readonly #pageId: string;
  readonly #list = new MessageList<Attached>();
  readonly #ownTyping: OwnTyping;
  readonly #readMark: ReadMark | undefined;
  #attached: readonly Attached[] = [];
  #typing: readonly ParticipantKey[] = [];
  #sent = 0;
  #unread = 0;
  #stopWaiting: (() => void) | undefined;

  /** @param scope ends its timers and its links */
  constructor(scope: Scope, { clock = systemClock, random = crypto, logger = silentLogger, readMark }: ChatLogOptions = {}) {
    this.#scope = scope;
    this.#clock = clock;
    this.#logger = logger;
    this.#readMark = readMark;
    this.#observers = new Observers((error) => logger.log('error', 'a listener of the chat threw', error));
    this.#pageId = toBase64Url(random.getRandomValues(new Uint8Array(16)));
    this.#list.isBy(this.#pageId, undefined);
    this.#ownTyping = new OwnTyping(clock, (isTyping) => {
      for (const { link } of this.#attached) link.sayTyping(isTyping);
    });
  }

  /** In the order in which they came, those that were sent again by their age. Never mutated: another array after each change. */
  get messages(): readonly ChatMessage[] {
    return this.#list.messages;
  }

  /** How many were dropped at the beginning, because the log is full: it holds 10,000 messages and 32 MiB. */
  get dropped(): number {
    return this.#list.dropped;
  }

  /** Who is writing at present. Another array after each change. */
  get typing(): readonly ParticipantKey[] {
    return this.#typing;
  }

  /** How many messages of others have come since `markRead`, of this page or of one before it that had the `readMark`; those that were sent again don't count. */
  get unread(): number {
    return this.#unread;
  }

  /** Calls back after each change, perhaps before the method that made it has returned. @returns ends it */
  observe(listener: () => void): () => void {
    return this.#observers.add(listener);
  }

  /** To all participants at once. @param text is cleaned as the docstring of `ChatMessage.text` says */
  send(text: string): ChatOutcome {
    const clean = cleanText(text);
    if (clean.kind === 'refused') return clean;
    const to = this.#attached.filter(({ link }) => !link.isOver);
    const [first] = to;
    if (!first) return { kind: 'refused', why: 'ended' };
    // In a room, too, each participant gets all messages.
    if (!to.every(({ link }) => link.hasRoomFor(clean.bytes.length))) return { kind: 'refused', why: 'full' };
    const pageId = this.#pageId;
    const number = ++this.#sent;
    const id = messageId(pageId, number);
    const name = first.names().own;
    const message: ChatMessage = { id, text: clean.text, at: this.#clock.now(), delivery: 'sending', ...(name !== undefined && { name }) };
    this.#list.add({ message, pageId, number, links: new Set(to), waiting: new Set(to), isMissed: false }, clean.bytes.length, false);
    this.#ownTyping.isSent();
    for (const { link } of to) link.send(id, pageId, number, clean.bytes);
    this.#observers.tell();
    return { kind: 'sent', id };
  }

  /** The person writes, or has stopped: to be called at each key. It ends by itself where nothing more is said. */
  setTyping(isTyping: boolean): void {
    this.#ownTyping.set(isTyping);
  }

  /** The person has seen all messages. */
  markRead(): void {
    if (this.#unread === 0) return;
    this.#unread = 0;
    if (this.#readMark) this.#readMark.read = this.messages.findLast(({ from }) => from !== undefined)?.id;
    this.#observers.tell();
  }

  /**
   * Once a participant, for as long as the link's calls go on: a call that ends, and the next one, are told by the channel.
   * @param participant names it in each message of theirs
   * @param channel `call.channel('chat')`
   * @param archive of this participant's channel; without one the other side is asked for what it has
   * @returns ends it: what this participant has not got is `not-delivered`
   */
  attach(participant: ParticipantKey, channel: ParticipantChannel, names: ChatNames, archive?: ChatArchive): () => void {
    if (this.#scope.isEnded) return () => {};
    const scope = this.#scope.child();
    const link = new ChatLink(scope, channel, {
      pageId: this.#pageId, clock: this.#clock, logger: this.#logger, ...(archive && { archive }),
      onText: (text) => this.#hear(attached, text),
      onSettled: (id, isDelivered) => {
        if (this.#list.settle(id, attached, isDelivered)) this.#observers.tell();
      },
      onTyping: () => this.#tellTyping(),
      onRepeated: () => this.#tellNow(),
      known: () => this.#knownTo(attached),
      onEnd: () => this.#list.forget(attached),
    });
    const attached: Attached = { participant, names, link };
    this.#attached = [...this.#attached, attached];
    scope.own(() => {
      this.#attached = this.#attached.filter((one) => one !== attached);
      this.#observers.tell();
    });
    return () => scope.end();
  }

  /** All messages, each as `format` has it, a line end between them. */
  asText(format: (message: ChatMessage) => string): string {
    return this.messages.map(format).join('\n');
  }

  #hear(attached: Attached, { pageId, number, text, length, author, at, isRepeated, isArchived, isWaiting }: HeardText): void {
    const from = author === 'self' ? undefined : attached.participant;
    if (!this.#list.isBy(pageId, from)) return;
    const { own, other } = attached.names();
    const name = from === undefined ? own : other;
    const message: ChatMessage = {
      id: messageId(pageId, number), text, at,
      ...(from === undefined ? { delivery: isWaiting ? 'sending' : 'delivered' } : { from }),
      ...(name !== undefined && { name }),
      ...(isRepeated && { isRepeated }),
      ...(isArchived && { isArchived }),
    };
    const waiting = new Set(isWaiting ? [attached] : []);
    const isOld = isRepeated || isArchived;
    if (!this.#list.add({ message, pageId, number, links: new Set([attached]), waiting, isMissed: false }, length, isOld)) return;
    // They come in their order: what was read last was read with all before it.
    if (isArchived && from !== undefined && this.#readMark) this.#unread = message.id === this.#readMark.read ? 0 : this.#unread + 1;
    if (isOld) return this.#tellSoon();
    this.#unread++;
    this.#observers.tell();
  }

  *#knownTo(attached: Attached): Generator<KnownText, void> {
    const encoder = new TextEncoder();
    for (const { message: { text, at, from }, pageId, number } of this.#list.knownTo(attached)) {
      yield { pageId, number, bytes: encoder.encode(text), at, author: from === undefined ? 'self' : 'other' };
    }
  }

  #tellTyping(): void {
    this.#typing = this.#attached.filter(({ link }) => link.isTyping).map(({ participant }) => participant);
    this.#observers.tell();
  }

  #tellSoon(): void {
    this.#stopWaiting ??= this.#scope.own(this.#clock.after(REPEATED_MS, () => this.#tellNow()));
  }

  #tellNow(): void {
    this.#stopWaiting?.();
    this.#stopWaiting = undefined;
    this.#observers.tell();
  }
}
