/** Those who are told of something. One of them that throws keeps none of the others from hearing, and is reported once. */
export class Observers<T> {
  readonly #listeners = new Set<(value: T) => void>();
  readonly #broken = new WeakSet<(value: T) => void>();
  readonly #onError: (error: unknown) => void;

  constructor(onError: (error: unknown) => void) {
    this.#onError = onError;
  }

  /** @returns ends it */
  add(listener: (value: T) => void): () => void {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  }

  tell(value: T): void {
    for (const listener of [...this.#listeners]) {
      // Taken away meanwhile, by one that was told before it.
      if (!this.#listeners.has(listener)) continue;
      try {
        listener(value);
      } catch (error) {
        // It may be right the next time, so it goes on hearing; at each change it would fill the log.
        if (!this.#broken.has(listener)) this.#onError(error);
        this.#broken.add(listener);
      }
    }
  }
}
