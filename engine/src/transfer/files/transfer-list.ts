/** The views of a page's files, in the order of their offers. A view is made again only where its file has changed. */
import type { Clock } from '../../base/clock.ts';
import { Observers } from '../../base/observers.ts';
import type { IncomingItem } from './incoming/incoming-item.ts';
import type { OutgoingItem } from './outgoing/outgoing-item.ts';
import { viewOf, type TransferItem } from './state/transfer-item.ts';
import type { TransferView } from './transfer-view.ts';

export type ListedItem = IncomingItem | OutgoingItem;

/** Rates of files that run are read, and told to the observers, at this interval. */
const SHOW_RATES_MS = 500;

export class TransferList {
  readonly #clock: Clock;
  readonly #observers: Observers<void>;
  readonly #items = new Map<string, ListedItem>();
  #views: readonly TransferView[] | undefined;
  #cancelTick: (() => void) | undefined;

  /** @param onError hears once of an observer that throws */
  constructor(clock: Clock, onError: (error: unknown) => void) {
    this.#clock = clock;
    this.#observers = new Observers(onError);
  }

  get items(): Iterable<ListedItem> {
    return this.#items.values();
  }

  /** Never mutated: another array after each change, with another object for each file that has changed. */
  get views(): readonly TransferView[] {
    const now = this.#clock.elapsed();
    this.#views ??= [...this.#items.values()].map((item) => (item.view ??= viewOf(item, now)));
    return this.#views;
  }

  get(id: string): ListedItem | undefined {
    return this.#items.get(id);
  }

  /** Shown with the next change. @returns false where there is one of this id */
  add(item: ListedItem): boolean {
    if (this.#items.has(item.id)) return false;
    this.#items.set(item.id, item);
    return true;
  }

  observe(listener: () => void): () => void {
    return this.#observers.add(listener);
  }

  moved(item: TransferItem): void {
    item.view = undefined;
    if (item.phase.kind === 'running') this.#showRates();
    this.tell();
  }

  /** Each MiB of a fast file would draw the whole screen again: it is shown with the next reading of its rate. */
  progressed(item: TransferItem): void {
    item.view = undefined;
    this.#views = undefined;
  }

  /** Of these what is shown may be another now. */
  tell(items: Iterable<TransferItem> = []): void {
    for (const item of items) item.view = undefined;
    this.#views = undefined;
    this.#observers.tell();
  }

  end(): void {
    this.#cancelTick?.();
    this.#cancelTick = undefined;
  }

  #showRates(): void {
    this.#cancelTick ??= this.#clock.after(SHOW_RATES_MS, () => {
      this.#cancelTick = undefined;
      const running = [...this.#items.values()].filter(({ phase }) => phase.kind === 'running');
      if (running.length === 0) return;
      this.tell(running);
      this.#showRates();
    });
  }
}
