import { delay, type Clock } from '../../base/clock.ts';
import { toAppError } from '../../base/errors.ts';
import type { Logger } from '../../base/logger.ts';
import { commitAndSettle, type Settled } from '../../signaling/settle.ts';
import type { SignalChannel, SignalWrite } from '../../signaling/signal-channel.ts';
import { END_RETRIES_MS } from '../machine/timings.ts';

/** A side's writes, one after the other: each is judged by a document in which the one before has come out. */
export class CallWrites {
  readonly #channel: SignalChannel;
  readonly #clock: Clock;
  readonly #logger: Logger;
  /** Never rejects. */
  #last: Promise<unknown> = Promise.resolve();
  #ending: Promise<void> = Promise.resolve();
  #mayOpenLate = false;

  constructor(channel: SignalChannel, clock: Clock, logger: Logger) {
    this.#channel = channel;
    this.#clock = clock;
    this.#logger = logger;
  }

  /** A commit that makes the call is outstanding: it may arrive once the call has been deleted, and make it again. */
  get mayOpenLate(): boolean {
    return this.#mayOpenLate;
  }

  /** Never rejects. */
  write(write: SignalWrite): Promise<Settled> {
    const settled = this.#last.then(() => this.#settle(write));
    this.#last = settled;
    return settled;
  }

  /**
   * Late candidates: after the writes before them, and beside those that follow, since nothing in the document tells of
   * them. So none that is stuck holds up the next round, or the end. Never rejects.
   *
   * @param isWanted false once their round is over: then they are not tried again
   */
  writeBeside(write: SignalWrite & { readonly intent: 'batch' }, isWanted: () => boolean): Promise<Settled> {
    return this.#last.then(() => this.#settle(write, isWanted));
  }

  /** A side that hangs up while the store is away has ended all the same; the other side reads it once it can be written. */
  writeEnd(write: SignalWrite & { readonly intent: 'end' }): void {
    this.#ending = this.#retryEnd(write);
  }

  /** Resolves when nothing is under way any more. */
  async finished(): Promise<void> {
    await this.#ending;
    await this.#last;
  }

  /** A write that can't even be tried is lost, and keeps none of the later ones from being tried. */
  async #settle(write: SignalWrite, isWanted?: () => boolean): Promise<Settled> {
    try {
      return await commitAndSettle(this.#channel, this.#clock, write, {
        ...(isWanted && { isWanted }),
        onOutstanding: () => (this.#mayOpenLate ||= write.intent === 'open'),
      });
    } catch (error) {
      this.#logger.log('error', 'a write broke', error);
      return { kind: 'lost', error: toAppError(error) };
    }
  }

  async #retryEnd(write: SignalWrite): Promise<void> {
    for (const waitMs of END_RETRIES_MS) {
      const settled = await this.write(write);
      if (settled.kind !== 'lost') return;
      await delay(this.#clock, waitMs);
    }
  }
}
