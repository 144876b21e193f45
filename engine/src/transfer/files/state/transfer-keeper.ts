/** Stores what stands, and forgets what is over, one step for all changes of one turn. */
import { contained } from '../../../base/contained.ts';
import type { FileStore } from '../ports.ts';
import { storedOf, type TransferItem } from './transfer-item.ts';

export class TransferKeeper {
  readonly #store: FileStore;
  readonly #onError: (error: unknown) => void;
  readonly #instance: () => string;
  readonly #changed = new Set<TransferItem>();
  #work: Promise<void> = Promise.resolve();

  constructor(store: FileStore, onError: (error: unknown) => void, instance: () => string) {
    this.#store = store;
    this.#onError = onError;
    this.#instance = instance;
  }

  keep(items: readonly TransferItem[]): void {
    const isWaiting = this.#changed.size > 0;
    for (const item of items) this.#changed.add(item);
    if (isWaiting || this.#changed.size === 0) return;
    contained(this.#then(() => this.#flush()), this.#onError);
  }

  /** One after the other; a step that fails is said, and keeps none of the later ones from being taken. */
  #then(step: () => Promise<void>): Promise<void> {
    this.#work = this.#work.then(step).catch(this.#onError);
    return this.#work;
  }

  /** Stores that it is whole, before anything is said or shown of it. Resolves also where that could not be stored. */
  async keepWhole(item: TransferItem): Promise<void> {
    const stored = storedOf(item);
    if (typeof stored !== 'object') return;
    await this.#then(() => this.#store.keep(this.#instance(), [{ ...stored, phase: 'done' }]));
  }

  /** Resolves once all changes up to now are stored, or could not be. */
  settled(): Promise<void> {
    return this.#work;
  }

  async #flush(): Promise<void> {
    const items = [...this.#changed];
    this.#changed.clear();
    const standing = items.map(storedOf).filter((stored) => stored !== undefined && stored !== 'kept');
    const over = items.filter((item) => storedOf(item) === undefined);
    if (standing.length > 0) await this.#store.keep(this.#instance(), standing);
    await Promise.all(over.map(({ settled }) => settled));
    if (over.length > 0) await this.#store.forget(over.map(({ id }) => id));
  }
}
