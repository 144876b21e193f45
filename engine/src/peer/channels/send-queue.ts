/**
 * The marks of what is queued in the browser. One SCTP association has no priorities, so every queued byte delays the
 * pings and hang-ups that are sent after it: at 300 kbit/s, 64 KiB take 1.7 s.
 *
 *   writable ──a message that would pass the high mark──► full ──queue at the low mark, and room for that message──► writable
 *
 * The high mark is what the link carries in 100 ms. A message that is longer than that goes when nothing is queued.
 */
import type { Clock } from '../../base/clock.ts';
import type { Scope } from '../../base/scope.ts';
import { CHANNEL_KINDS, type ChannelKind } from './channel-kinds.ts';
import { DrainRate } from './drain-rate.ts';

/** What may wait, in ms of the link's time: less than two people notice in a talk. */
const QUEUE_MS = 100;

export const MIN_HIGH_MARK_BYTES = 4 * 1024;
/** Above 80 Mbit/s less than 100 ms: a page that is busy for 50 ms must not leave such a link without work. */
export const MAX_QUEUED_BYTES = 1024 * 1024;
/**
 * Half of what Chromium holds (16 MiB). The control channel has this room above the others: an association that has lost a
 * burst can stand for seconds with a full queue, and a page that sends no ping then is taken for gone.
 */
export const MAX_WITH_CONTROL_BYTES = 8 * MAX_QUEUED_BYTES;

/** `bufferedamountlow` does not come where the threshold was never passed: what waits for room looks again by itself. */
const POLL_MS = 10;

export interface SendQueuePorts {
  readonly clock: Clock;
  /** Bytes queued in the browser, of all channels. */
  readonly queuedBytes: () => number;
  /** Tell the browser at which number of bytes it is to say that the queue is low. */
  readonly setLowMark: (bytes: number) => void;
  readonly onWritable: (kind: ChannelKind) => void;
}

export class SendQueue {
  readonly #scope: Scope;
  readonly #ports: SendQueuePorts;
  readonly #rate: DrainRate;
  /** The kinds that were refused, and the bytes that each has to send. */
  readonly #waiting = new Map<ChannelKind, number>();
  #cancelLook: (() => void) | undefined;

  constructor(scope: Scope, ports: SendQueuePorts) {
    this.#scope = scope;
    this.#ports = ports;
    this.#rate = new DrainRate(ports.clock);
  }

  get bytesPerSecond(): number {
    return this.#rate.bytesPerSecond;
  }

  get highMarkBytes(): number {
    return Math.min(MAX_QUEUED_BYTES, Math.max(MIN_HIGH_MARK_BYTES, Math.floor((this.bytesPerSecond * QUEUE_MS) / 1_000)));
  }

  isWritable(kind: ChannelKind): boolean {
    return !this.#waiting.has(kind) && this.#ports.queuedBytes() < this.#limit(kind);
  }

  /** @returns whether a message of this size may be sent now; one that may not is told of by `onWritable` when it may */
  admit(kind: ChannelKind, bytes: number): boolean {
    const queued = this.#observe();
    // What waits of this kind goes on waiting: a small message that fits says nothing of a larger one that was refused.
    if (this.#hasRoom(kind, bytes, queued) && !this.#isBehind(kind)) return true;
    this.#waiting.set(kind, bytes);
    this.#lookLater();
    return false;
  }

  /** A message that was admitted has been given to the browser. */
  sent(bytes: number): void {
    this.#rate.add(bytes);
  }

  /** The browser says that the queue is low, or time has passed. */
  look(): void {
    const queued = this.#observe();
    const writable: ChannelKind[] = [];
    for (const kind of CHANNEL_KINDS) {
      const bytes = this.#waiting.get(kind);
      if (bytes === undefined) continue;
      if (queued > this.#limit(kind) / 2 || !this.#hasRoom(kind, bytes, queued)) break; // Those after it wait behind it.
      writable.push(kind);
    }
    for (const kind of writable) this.#waiting.delete(kind);
    this.#lookLater();
    // In their order: what comes first may fill the queue again.
    for (const kind of writable) if (!this.#scope.isEnded) this.#ports.onWritable(kind);
  }

  /** Small pieces of a file that always fit would keep the queue from the low mark that a message of the chat waits for. */
  #isBehind(kind: ChannelKind): boolean {
    return CHANNEL_KINDS.slice(0, CHANNEL_KINDS.indexOf(kind)).some((before) => this.#waiting.has(before));
  }

  /** The control channel is what the others wait for: only the browser's own memory bounds it. */
  #limit(kind: ChannelKind): number {
    return kind === 'control' ? MAX_WITH_CONTROL_BYTES : this.highMarkBytes;
  }

  #hasRoom(kind: ChannelKind, bytes: number, queued: number): boolean {
    return queued === 0 || queued + bytes <= this.#limit(kind);
  }

  #observe(): number {
    const queued = this.#ports.queuedBytes();
    this.#rate.observe(queued);
    return queued;
  }

  #lookLater(): void {
    if (this.#waiting.size === 0 || this.#cancelLook) return;
    this.#ports.setLowMark(Math.floor(this.highMarkBytes / 2));
    const release = this.#scope.own(this.#ports.clock.after(POLL_MS, () => {
      release();
      this.#cancelLook = undefined;
      this.look();
    }));
    this.#cancelLook = release;
  }
}
