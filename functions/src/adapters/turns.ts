/** Work on the same thing waits for its turn, in the order in which it came; other work doesn't wait. */
export class Turns {
  readonly #last = new Map<string, Promise<void>>();

  /** @param names what the work is on; all of them are had at once, so that no two pieces of work wait for each other */
  async take<Result>(names: readonly string[], work: () => Promise<Result>): Promise<Result> {
    const before = names.map((name) => this.#last.get(name) ?? Promise.resolve());
    const mine = Promise.all(before).then(work);
    const forget = (): void => {
      for (const name of names) if (this.#last.get(name) === over) this.#last.delete(name);
    };
    const over = mine.then(forget, forget);
    for (const name of names) this.#last.set(name, over);
    return await mine;
  }
}
