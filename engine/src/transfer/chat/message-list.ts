/**
 * The messages of a log, each once, in order, and no more than the log may hold. A message stands where it has come; one that is sent again
 * stands by its age, and those of one page always stand as that page has counted them.
 */
import type { ParticipantKey } from '../participant-key.ts';
import type { ChatMessage, Delivery } from './chat-message.ts';

/** Of text and what stands around it; the oldest go first. */
export const MAX_LOG_BYTES = 32 * 1024 * 1024;
export const MAX_LOG_MESSAGES = 10_000;

/** What a message takes beside its text. */
const MESSAGE_BYTES = 256;

/** Pages of one participant: another one comes with each reload. */
const MAX_PAGE_IDS = 1_000;

/** Whom a message is known to, and who has not got it yet. */
export interface Known<Link> {
  /** Who has sent it, or was sent it; they are sent it again when they have lost it. */
  readonly links: Set<Link>;
  /** Of those: who has it not yet. */
  readonly waiting: Set<Link>;
  /** One who should have got it never will. */
  isMissed: boolean;
}

export interface Listed<Link> extends Known<Link> {
  message: ChatMessage;
  readonly pageId: string;
  readonly number: number;
  readonly bytes: number;
}

export class MessageList<Link> {
  /** In order. */
  readonly #entries: Listed<Link>[] = [];
  readonly #byId = new Map<string, Listed<Link>>();
  /** Whose page each is, as far as is known; undefined for this side's own. */
  readonly #authors = new Map<string, ParticipantKey | undefined>();
  /** The highest number of each page. */
  readonly #highest = new Map<string, number>();
  #messages: readonly ChatMessage[] | undefined;
  #bytes = 0;
  #dropped = 0;

  get messages(): readonly ChatMessage[] {
    this.#messages ??= this.#entries.map(({ message }) => message);
    return this.#messages;
  }

  get dropped(): number {
    return this.#dropped;
  }

  /** Those that this participant has, or will have. A snapshot. */
  knownTo(link: Link): readonly Listed<Link>[] {
    return this.#entries.filter(({ links }) => links.has(link));
  }

  /** A page id belongs to the participant that was heard with it first: no other one can write in that name. */
  isBy(pageId: string, author: ParticipantKey | undefined): boolean {
    if (this.#authors.has(pageId)) return this.#authors.get(pageId) === author;
    let others = 0;
    for (const one of this.#authors.values()) if (one === author) others++;
    if (others >= MAX_PAGE_IDS) return false;
    this.#authors.set(pageId, author);
    return true;
  }

  /**
   * @param isByAge it stands where it was sent, and not at the end
   * @returns false for one that is there already; it is then known to this participant, too
   */
  add(entry: Omit<Listed<Link>, 'bytes'>, textBytes: number, isByAge: boolean): boolean {
    const { message, pageId, number } = entry;
    const before = this.#byId.get(message.id);
    if (before) {
      for (const link of entry.links) before.links.add(link);
      return false;
    }
    const listed: Listed<Link> = { ...entry, bytes: textBytes + MESSAGE_BYTES };
    this.#entries.splice(this.#placeOf(listed, isByAge), 0, listed);
    this.#byId.set(message.id, listed);
    this.#highest.set(pageId, Math.max(number, this.#highest.get(pageId) ?? 0));
    this.#bytes += listed.bytes;
    this.#messages = undefined;
    this.#dropOldest();
    return true;
  }

  /** @returns whether its mark has changed */
  settle(id: string, link: Link, isDelivered: boolean): boolean {
    const entry = this.#byId.get(id);
    if (!entry?.waiting.delete(link)) return false;
    entry.isMissed ||= !isDelivered;
    const delivery: Delivery = entry.waiting.size > 0 ? 'sending' : entry.isMissed ? 'not-delivered' : 'delivered';
    if (entry.message.delivery === delivery) return false;
    entry.message = { ...entry.message, delivery };
    this.#messages = undefined;
    return true;
  }

  /** This participant is gone, or is another: it is sent nothing again. */
  forget(link: Link): void {
    for (const { links } of this.#entries) links.delete(link);
  }

  #placeOf({ message, pageId, number }: Listed<Link>, isByAge: boolean): number {
    const entries = this.#entries;
    let place = entries.length;
    if (isByAge) {
      for (let before = entries[place - 1]; before && before.message.at > message.at; before = entries[place - 1]) {
        if (before.pageId === pageId && before.number < number) break;
        place--;
      }
    }
    if (number > (this.#highest.get(pageId) ?? 0)) return place;
    const later = entries.findIndex((one) => one.pageId === pageId && one.number > number);
    return later === -1 ? place : Math.min(place, later);
  }

  #dropOldest(): void {
    let count = 0;
    while (this.#bytes > MAX_LOG_BYTES || this.#entries.length - count > MAX_LOG_MESSAGES) {
      const oldest = this.#entries[count++];
      if (!oldest) return;
      this.#bytes -= oldest.bytes;
      this.#byId.delete(oldest.message.id);
    }
    this.#entries.splice(0, count);
    this.#dropped += count;
  }
}
