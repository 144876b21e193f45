/**
 * Virtual time beside real cryptography: WebCrypto and the compression streams settle on threads of their own, so
 * before time moves on, whatever was asked of the seal is waited for.
 */
import type { Clock } from '../../base/clock.ts';
import { ManualClock, settle } from '../../base/testing/manual-clock.ts';
import type { Seal, SealInstance } from '../seal/seal.ts';

export class CryptoClock implements Clock {
  readonly #clock = new ManualClock();
  readonly #due = new Set<{ readonly at: number }>();
  readonly #working = new Set<Promise<unknown>>();

  now(): number {
    return this.#clock.now();
  }

  elapsed(): number {
    return this.#clock.elapsed();
  }

  after(delayMs: number, action: () => void): () => void {
    const timer = { at: this.now() + Math.max(delayMs, 0) };
    this.#due.add(timer);
    const cancel = this.#clock.after(delayMs, () => {
      this.#due.delete(timer);
      action();
    });
    return () => {
      this.#due.delete(timer);
      cancel();
    };
  }

  /** Timers that are still set. */
  get pending(): number {
    return this.#clock.pending;
  }

  /** Moves on by `ms`, from timer to timer; at each the cryptography that is under way comes to its end. */
  async run(ms: number): Promise<void> {
    const until = this.now() + ms;
    await this.#calm();
    while (this.now() < until || this.#isDue(until)) {
      const next = Math.min(until, ...Array.from(this.#due, ({ at }) => at));
      await this.#clock.advance(Math.max(next - this.now(), 0));
      await this.#calm();
    }
  }

  /** The same seal, waited for. */
  watch(seal: Seal): Seal {
    return {
      createInstance: () => this.#work(seal.createInstance().then((instance) => this.#watchInstance(instance))),
      createNonce: () => seal.createNonce(),
      digest: (sealed) => this.#work(seal.digest(sealed)),
    };
  }

  #watchInstance(keys: SealInstance): SealInstance {
    return {
      instance: keys.instance,
      prepare: (addressee) => keys.prepare(addressee),
      seal: (context, content, addressee) => this.#work(keys.seal(context, content, addressee)),
      open: (context, sealed) => this.#work(keys.open(context, sealed)),
    };
  }

  #work<T>(work: Promise<T>): Promise<T> {
    this.#working.add(work);
    return work.finally(() => this.#working.delete(work));
  }

  #isDue(until: number): boolean {
    return Array.from(this.#due).some(({ at }) => at <= until);
  }

  async #calm(): Promise<void> {
    await settle();
    while (this.#working.size > 0) {
      await Promise.allSettled(this.#working);
      await settle();
    }
  }
}
