/** How far the other side's stream has been taken up: each number once, in order, and no more in memory than its limit. Pure. */
import { WINDOW } from './outbox.ts';
import type { StreamId } from './frames.ts';
import type { JournalState } from './journal.ts';

export class Inbox {
  #id: StreamId | undefined;
  #received: number;
  /** The next number to accept: what lies between it and `received` is being stored. */
  #expected: number;
  #pendingBytes = 0;

  constructor(remote: JournalState['remote']) {
    this.#id = remote?.id;
    this.#received = remote?.received ?? 0;
    this.#expected = this.#received + 1;
  }

  /** Whose stream it is; undefined before the two have met. */
  get id(): StreamId | undefined {
    return this.#id;
  }

  /** Stored up to here, so that it may be acknowledged. */
  get received(): number {
    return this.#received;
  }

  /** Accepted up to here, and perhaps not stored yet. */
  get accepted(): number {
    return this.#expected - 1;
  }

  /** The stream `id` goes on after `received`. */
  meet(id: StreamId, received: number): void {
    this.#id = id;
    this.#received = received;
    this.#expected = received + 1;
    this.#pendingBytes = 0;
  }

  /** What is more than the sender's window comes from a sender that keeps none, and is left out like the rest behind a gap. */
  accept(number: number, bytes: number): 'taken' | 'repeated' | 'gap' {
    if (number < this.#expected) return 'repeated';
    const isBeyond = this.#expected - 1 - this.#received >= WINDOW.frames || this.#pendingBytes + bytes > WINDOW.bytes;
    if (number > this.#expected || isBeyond) return 'gap';
    this.#expected++;
    this.#pendingBytes += bytes;
    return 'taken';
  }

  stored(id: StreamId, number: number, bytes: number): void {
    // Of a stream that has been replaced meanwhile, or from before a gap that can't be filled any more.
    if (id !== this.#id || number <= this.#received) return;
    this.#received = number;
    this.#pendingBytes -= bytes;
  }
}
