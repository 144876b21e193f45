/** One connection between two sides in virtual time: in order, until it is lost, and heard only by an end that is open. */
import type { Clock } from '../../../base/clock.ts';
import { Scope } from '../../../base/scope.ts';
import type { FrameLink } from '../reliable-channel.ts';

export interface WireOptions {
  /** One way. */
  readonly travelMs: number;
  readonly bytesPerSecond: number;
}

/** What is queued at an end at most; a single frame may be longer. */
const QUEUE_BYTES = 8 * 1024;

export class WireEnd implements FrameLink {
  /** The channel of this side is there: what comes before is dropped, as a browser does with data of an unknown channel. */
  isOpen = false;
  /** The event loop of its page is busy, or its link: it takes nothing. */
  isJammed = false;
  onFrame: (frame: Uint8Array) => void = () => {};
  onRoom: () => void = () => {};
  other: WireEnd | undefined;
  readonly #wire: Wire;
  #queued = 0;
  #emptyAt = 0;
  #wasRefused = false;
  #drops = 0;

  constructor(wire: Wire) {
    this.#wire = wire;
  }

  send(frame: Uint8Array<ArrayBuffer>): boolean {
    if (this.#wire.isLost || !this.isOpen) return false;
    if (this.isJammed || (this.#queued > 0 && this.#queued + frame.length > QUEUE_BYTES)) {
      this.#wasRefused = true;
      return false;
    }
    const { bytesPerSecond, travelMs } = this.#wire.options;
    const now = this.#wire.now;
    this.#queued += frame.length;
    this.#emptyAt = Math.max(this.#emptyAt, now) + (frame.length * 1_000) / bytesPerSecond;
    const leavesInMs = this.#emptyAt - now;
    const isDropped = this.#drops > 0;
    if (isDropped) this.#drops--;
    this.#wire.after(leavesInMs, () => {
      this.#queued -= frame.length;
      if (!this.isJammed) this.#tellRoom();
    });
    this.#wire.after(leavesInMs + travelMs, () => {
      if (this.other?.isOpen && !isDropped) this.other.onFrame(frame);
    });
    return true;
  }

  /** The next frame is taken and never arrives, which no browser should do. */
  dropNext(): void {
    this.#drops++;
  }

  unjam(): void {
    this.isJammed = false;
    this.#tellRoom();
  }

  #tellRoom(): void {
    if (!this.#wasRefused || this.#wire.isLost) return;
    this.#wasRefused = false;
    this.onRoom();
  }
}

export class Wire {
  readonly options: WireOptions;
  readonly ends: readonly [WireEnd, WireEnd];
  readonly #clock: Clock;
  readonly #scope = new Scope();

  constructor(clock: Clock, options: WireOptions) {
    this.#clock = clock;
    this.options = options;
    this.ends = [new WireEnd(this), new WireEnd(this)];
    this.ends[0].other = this.ends[1];
    this.ends[1].other = this.ends[0];
  }

  get isLost(): boolean {
    return this.#scope.isEnded;
  }

  get now(): number {
    return this.#clock.elapsed();
  }

  /** What is on its way never arrives. */
  lose(): void {
    this.#scope.end();
  }

  after(delayMs: number, action: () => void): void {
    const release = this.#scope.own(this.#clock.after(delayMs, () => {
      release();
      action();
    }));
  }
}
