/** What one side of a storm says in a chat, and what it has heard, in journals that outlive its pages. */
import type { Clock } from '../../../base/clock.ts';
import type { ChannelData } from '../../../peer/channels/channel-kinds.ts';
import { toBase64Url } from '../../../base/bytes.ts';
import type { CallChannel } from '../../channels/call-channels.ts';
import type { Journal } from '../../channels/journal.ts';
import type { Heard, Sent, SentStream } from '../../channels/testing/compare.ts';
import { PageRecords, TabRecords } from '../../channels/testing/tab-records.ts';
import { StoredJournal } from '../../channels/stored-journal.ts';
import type { Page } from '../world.ts';
import type { Seeded } from './seeded.ts';

export class Talk implements Sent, Heard {
  readonly faults: string[] = [];
  /** One for each person who is let in; a page takes up the latest. */
  readonly #stores: { readonly store: TabRecords; readonly stream: SentStream }[] = [];
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
    return this.#stores.map(({ store }) => store.log('in'));
  }

  open(page: Page): void {
    this.#page = page;
    this.#channel = page.session.openChannel('chat', {
      createJournal: (seat) => this.#journal(page, seat),
      onMessage: () => {},
      onBroken: (error) => this.faults.push(`the chat of ${this.#name} broke: ${String(error)}`),
    });
  }

  say(): void {
    this.#page?.life.enter(() => this.#channel?.send(`${this.#name}${this.#count++} says something`));
  }

  #journal(page: Page, seat: number): Journal {
    while (this.#stores.length <= seat) {
      const before = this.#stores.at(-1);
      if (before) before.stream.hasEnded = true;
      this.#makeStore();
    }
    const { store = new TabRecords() } = this.#stores[seat] ?? {};
    const records = new PageRecords(store, page.life.clock(this.#clock), () => this.#random.integer(0, 30));
    page.life.scope.own(() => records.crash(this.#random.chance(0.5)));
    const createId = (): string => toBase64Url(Uint8Array.from({ length: 16 }, () => this.#random.integer(0, 255)));
    return new StoredJournal({ store: Promise.resolve(records), group: 'journal', createId, now: () => this.#clock.now() });
  }

  #makeStore(): void {
    const store = new TabRecords();
    this.#stores.push({ store, stream: { get messages() { return store.log('out'); }, hasEnded: false } });
  }
}
