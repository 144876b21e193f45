/** Work under the same key runs one piece at a time, in the order in which it came; other work does not wait. */
export class KeyedMutex {
  readonly #last = new Map<string, Promise<void>>();

  /** @param keys all of them are taken at once, so that no two pieces of work wait for each other */
  async run<Result>(keys: readonly string[], work: () => Promise<Result>): Promise<Result> {
    const before = keys.map((key) => this.#last.get(key) ?? Promise.resolve());
    const mine = Promise.all(before).then(work);
    const forget = (): void => {
      for (const key of keys) if (this.#last.get(key) === over) this.#last.delete(key);
    };
    const over = mine.then(forget, forget);
    for (const key of keys) this.#last.set(key, over);
    return await mine;
  }
}
