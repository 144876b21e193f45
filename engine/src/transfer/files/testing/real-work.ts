/**
 * Work that the platform does outside virtual time: reading a Blob. One piece after the other, and virtual time waits for
 * all of it, so that a schedule is the same on a busy machine.
 */
export class RealWork {
  #last: Promise<unknown> = Promise.resolve();
  #pending = 0;

  async run<T>(work: () => Promise<T>): Promise<T> {
    this.#pending++;
    const result = this.#last.then(work);
    this.#last = result.then(() => {}, () => {});
    try {
      return await result;
    } finally {
      this.#pending--;
    }
  }

  /** Resolves once no work is under way, nor any that a result has begun. */
  async idle(settle: () => Promise<void>): Promise<void> {
    await settle();
    while (this.#pending > 0) {
      await this.#last;
      await settle();
    }
  }
}
