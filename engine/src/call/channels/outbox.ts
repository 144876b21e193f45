/**
 * What this side has sent and the other has not acknowledged, in order, within bounds. Pure.
 *
 *   first ─── acknowledged next ───► cursor ─── sent next on this connection ───► stored ─── waits for its journal ───► next
 */
import type { ChannelData } from '../../peer/channels/channel-kinds.ts';
import { MAX_NUMBER, MAX_PAYLOAD_BYTES } from './frames.ts';
import type { JournalState } from './journal.ts';

export interface OutboxLimits {
  readonly bytes: number;
  readonly frames: number;
}

/** Sent on a connection and not acknowledged: as much as the other side takes into memory before it is stored there. */
export const WINDOW: OutboxLimits = { bytes: 256 * 1024, frames: 256 };

/** `full`: what the other side has not acknowledged has reached the limit. `used-up`: there is no number left. */
export type OutboxRefusal = 'full' | 'too-long' | 'used-up';

export interface Outgoing {
  readonly number: number;
  readonly data: ChannelData;
  readonly bytes: number;
}

export class Outbox {
  readonly #limits: OutboxLimits;
  readonly #frames: Outgoing[];
  #bytes: number;
  #first: number;
  #cursor: number;
  /** The highest number that any connection may have carried: what is acknowledged beyond it is a lie. */
  #mayHaveSent: number;
  #stored: number;
  #inFlightBytes = 0;

  /** What an earlier page of this tab has left; each of them may have been sent. */
  constructor(limits: OutboxLimits, { first, unacknowledged }: Pick<JournalState, 'first' | 'unacknowledged'> = { first: 1, unacknowledged: [] }) {
    this.#limits = limits;
    this.#first = first;
    this.#cursor = first;
    this.#frames = unacknowledged.map((data, index) => ({ number: first + index, data, bytes: lengthOf(data) }));
    this.#bytes = this.#frames.reduce((sum, { bytes }) => sum + bytes, 0);
    this.#stored = first + unacknowledged.length - 1;
    this.#mayHaveSent = this.#stored;
  }

  get first(): number {
    return this.#first;
  }

  get size(): number {
    return this.#frames.length;
  }

  add(data: ChannelData): Outgoing | OutboxRefusal {
    const bytes = lengthOf(data);
    const number = this.#first + this.#frames.length;
    if (bytes > MAX_PAYLOAD_BYTES) return 'too-long';
    if (number > MAX_NUMBER) return 'used-up';
    if (this.#frames.length >= this.#limits.frames || this.#bytes + bytes > this.#limits.bytes) return 'full';
    const frame = { number, data, bytes };
    this.#frames.push(frame);
    this.#bytes += bytes;
    return frame;
  }

  /** The journal has it: it may be sent. */
  stored(number: number): void {
    this.#stored = Math.max(this.#stored, number);
  }

  /** Another connection: sending begins after what the other side has said that it has. */
  rewind(): void {
    this.#cursor = this.#first;
    this.#inFlightBytes = 0;
  }

  /** The next to send on this connection; undefined while there is none, or too much is on its way. */
  get next(): Outgoing | undefined {
    const frame = this.#frames[this.#cursor - this.#first];
    if (!frame || frame.number > this.#stored) return undefined;
    const inFlight = this.#cursor - this.#first;
    const isWithin = inFlight < WINDOW.frames && this.#inFlightBytes + frame.bytes <= WINDOW.bytes;
    return isWithin ? frame : undefined;
  }

  sent({ number, bytes }: Outgoing): void {
    this.#cursor = number + 1;
    this.#mayHaveSent = Math.max(this.#mayHaveSent, number);
    this.#inFlightBytes += bytes;
  }

  /** @returns whether it says anything new; what was acknowledged before, and what was never sent, is ignored */
  acknowledge(received: number): boolean {
    if (received < this.#first || received > this.#mayHaveSent) return false;
    for (const frame of this.#frames.splice(0, received - this.#first + 1)) {
      this.#bytes -= frame.bytes;
      if (frame.number < this.#cursor) this.#inFlightBytes -= frame.bytes;
    }
    this.#first = received + 1;
    this.#cursor = Math.max(this.#cursor, this.#first);
    return true;
  }
}

function lengthOf(data: ChannelData): number {
  return typeof data === 'string' ? new TextEncoder().encode(data).length : data.byteLength;
}
