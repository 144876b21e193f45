/** Two pages' channels over connections that are lost and replaced, in virtual time: as call/channels does it, in a hundred lines. */
import type { Clock } from '../../../base/clock.ts';
import type { FeatureData, ParticipantChannel, PathMeasure, Sent } from '../../participant-channel.ts';

/** Raw bytes that are on their way; more are refused until there is room. */
const ROOM_BYTES = 256 * 1024;

export class Listeners<T> {
  readonly #listeners = new Set<(value: T) => void>();

  readonly add = (listener: (value: T) => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  tell(value: T): void {
    for (const listener of [...this.#listeners]) listener(value);
  }
}

export class WireEnd implements ParticipantChannel {
  readonly #wire: Wire;
  readonly messages = new Listeners<FeatureData>();
  readonly raws = new Listeners<Uint8Array>();
  readonly acknowledged = new Listeners<number>();
  readonly meetings = new Listeners<{ readonly isFirst: boolean }>();
  readonly flows = new Listeners<boolean>();
  readonly writable = new Listeners<void>();
  readonly ends = new Listeners<void>();
  readonly onMessage = this.messages.add;
  readonly onRaw = this.raws.add;
  readonly onAcknowledged = this.acknowledged.add;
  readonly onMeet = this.meetings.add;
  readonly onFlow = this.flows.add;
  readonly onWritable = this.writable.add;
  readonly onEnd = this.ends.add;
  /** Numbered frames that the other side has not acknowledged. */
  unacknowledged: { readonly number: number; readonly data: FeatureData }[] = [];
  lastNumber = 0;
  /** The other side's end, as it was met, and what has been taken of it. */
  remote: WireEnd | undefined;
  received = 0;
  isFlowing = false;
  onItsWay = 0;
  isRefused = false;
  /** Without media, files go as fast as the channel takes them. */
  path: PathMeasure | undefined = { bytesPerSecond: 10_000_000, hasMedia: false };
  /** All numbered frames that were sent. */
  sentFrames = 0;

  constructor(wire: Wire) {
    this.#wire = wire;
  }

  get hasMet(): boolean {
    return this.remote !== undefined;
  }

  send(data: FeatureData): Sent {
    if (this.unacknowledged.length >= 4_096) return { kind: 'refused', why: 'full' };
    const number = ++this.lastNumber;
    this.sentFrames++;
    this.unacknowledged.push({ number, data: typeof data === 'string' ? data : data.slice() });
    if (this.isFlowing) this.#wire.carry(this, number);
    return { kind: 'taken', number };
  }

  sendRaw(frame: Uint8Array): boolean {
    if (!this.isFlowing || this.onItsWay + frame.length > ROOM_BYTES) {
      this.isRefused = true;
      return false;
    }
    this.#wire.carryRaw(this, frame.slice());
    return true;
  }
}

export class Wire {
  readonly #clock: Clock;
  readonly #delayMs: number;
  readonly #ends: [WireEnd, WireEnd];
  #connection = 0;
  #isConnected = false;
  /** Acts on a chunk on its way: a flipped byte. */
  tamper: (frame: Uint8Array) => Uint8Array = (frame) => frame;

  constructor(clock: Clock, delayMs = 10) {
    this.#clock = clock;
    this.#delayMs = delayMs;
    this.#ends = [new WireEnd(this), new WireEnd(this)];
  }

  end(side: 0 | 1): WireEnd {
    return this.#ends[side];
  }

  connect(): void {
    const connection = ++this.#connection;
    this.#isConnected = true;
    this.#clock.after(this.#delayMs, () => {
      if (connection !== this.#connection) return;
      for (const side of [0, 1] as const) this.#resume(this.#ends[side], this.#ends[1 - side] ?? this.#ends[0]);
    });
  }

  cut(): void {
    this.#connection++;
    this.#isConnected = false;
    for (const end of this.#ends) {
      end.onItsWay = 0;
      if (!end.isFlowing) continue;
      end.isFlowing = false;
      end.flows.tell(false);
    }
  }

  /** One side alone has missed a frame, says so, and is sent again what it lacks: the other side hears of nothing. */
  blink(side: 0 | 1): void {
    const end = this.#ends[side];
    if (!end.isFlowing) return;
    end.isFlowing = false;
    end.flows.tell(false);
    this.#later(end, (other) => {
      if (this.#ends[side] !== end) return;
      end.isFlowing = true;
      for (const one of [end, other]) for (const { number } of one.unacknowledged) this.carry(one, number);
      end.flows.tell(true);
    });
  }

  /** The call is over for both. */
  hangUp(): void {
    this.cut();
    for (const end of this.#ends) end.ends.tell();
  }

  /** The link's next call: each side has another stream over it, and meets the other as for the first time. */
  callAgain(): void {
    for (const end of this.#ends) {
      end.remote = undefined;
      end.unacknowledged = [];
    }
    this.connect();
  }

  /** Another page in its place, which has nothing of what the one before had. @returns its end */
  reload(side: 0 | 1): WireEnd {
    // The page is gone: it hears nothing of it.
    this.#ends[side].isFlowing = false;
    this.#ends[side] = new WireEnd(this);
    this.cut();
    return this.#ends[side];
  }

  get isConnected(): boolean {
    return this.#isConnected;
  }

  carry(from: WireEnd, number: number): void {
    this.#later(from, (to) => {
      if (!to.isFlowing || to.remote !== from || number !== to.received + 1) return;
      const frame = from.unacknowledged.find((one) => one.number === number);
      if (!frame) return;
      to.received = number;
      to.messages.tell(frame.data);
      this.#later(to, () => {
        from.unacknowledged = from.unacknowledged.filter((one) => one.number > number);
        from.acknowledged.tell(number);
      });
    });
  }

  carryRaw(from: WireEnd, frame: Uint8Array): void {
    from.onItsWay += frame.length;
    this.#later(from, (to) => {
      from.onItsWay -= frame.length;
      to.raws.tell(this.tamper(frame));
      if (!from.isRefused) return;
      from.isRefused = false;
      from.writable.tell();
    });
  }

  #resume(end: WireEnd, other: WireEnd): void {
    const isAnother = end.remote !== other;
    const isFirst = end.remote === undefined;
    if (isAnother) {
      end.remote = other;
      end.received = (other.unacknowledged[0]?.number ?? other.lastNumber + 1) - 1;
    }
    end.isFlowing = true;
    // What the other has taken and not acknowledged is not sent again.
    if (other.remote === end) end.unacknowledged = end.unacknowledged.filter(({ number }) => number > other.received);
    for (const { number } of end.unacknowledged) this.carry(end, number);
    if (isAnother) end.meetings.tell({ isFirst });
    end.flows.tell(true);
  }

  #later(from: WireEnd, act: (to: WireEnd) => void): void {
    const connection = this.#connection;
    this.#clock.after(this.#delayMs, () => {
      const to = from === this.#ends[0] ? this.#ends[1] : this.#ends[0];
      if (connection === this.#connection) act(to);
    });
  }
}
