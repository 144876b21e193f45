/** What one side of a storm says in a chat, and what it has heard, in journals that outlive its pages. */
import type { Clock } from '../../../base/clock.ts';
import type { ChannelData } from '../../../peer/channels/channel-kinds.ts';
import { toBase64Url } from '../../../base/bytes.ts';
import type { CallChannel } from '../../channels/call-channels.ts';
import type { Journal } from '../../channels/journal.ts';
import type { Heard, Sent, SentStream } from '../../channels/testing/compare.ts';
import { TabJournal, TabStore } from '../../channels/testing/tab-journal.ts';
import type { Page } from '../world.ts';
import type { Seeded } from './seeded.ts';

export class Talk implements Sent, Heard {
  readonly faults: string[] = [];
  /** One for each person who is let in; a page takes up the latest. */
  readonly #stores: { readonly store: TabStore; readonly stream: SentStream }[] = [];
  readonly #random: Seeded;
  readonly #clock: Clock;
  readonly #name: string;
  #page: Page | undefined;
  #channel: CallChannel | undefined;
  #count = 0;

  constructor(name: string, clock: Clock, random: Seeded) {
    this.#name = name;
    this.#clock = clock;
    this.#random = random;
    this.#makeStore();
  }

  get streams(): readonly SentStream[] {
    return this.#stores.map(({ stream }) => stream);
  }

  get taken(): readonly (readonly ChannelData[])[] {
    return this.#stores.map(({ store }) => store.taken);
  }

  open(page: Page): void {
    this.#page = page;
    let journals = 0;
    this.#channel = page.session.openChannel('chat', {
      createJournal: () => this.#journal(page, journals++ === 0),
      onMessage: () => {},
      onBroken: (error) => this.faults.push(`the chat of ${this.#name} broke: ${String(error)}`),
    });
  }

  say(): void {
    this.#page?.life.enter(() => this.#channel?.send(`${this.#name}${this.#count++} says something`));
  }

  #journal(page: Page, isFirst: boolean): Journal {
    const before = this.#stores.at(-1);
    if (!isFirst && before) before.stream.hasEnded = true;
    const { store } = isFirst && before ? before : this.#makeStore();
    const journal = new TabJournal(store, page.life.clock(this.#clock), () => this.#random.integer(0, 30));
    page.life.scope.own(() => journal.crash(this.#random.chance(0.5)));
    return journal;
  }

  #makeStore(): { readonly store: TabStore; readonly stream: SentStream } {
    const store = new TabStore(toBase64Url(Uint8Array.from({ length: 16 }, () => this.#random.integer(0, 255))));
    const made = { store, stream: { messages: store.sent, hasEnded: false } };
    this.#stores.push(made);
    return made;
  }
}
