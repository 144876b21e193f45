/**
 * Control frames that are to be said, in order. Steps of the same kind that follow one another become one frame, and so do
 * offers: ten thousand of them are some forty frames. What the channel refuses waits until it has room.
 */
import { formatControl, formatOffer, MAX_CONTROL_BYTES, MAX_LISTED, type ControlFrame, type Offer } from './frames.ts';

/** More than this are never due by themselves: a side that acknowledges nothing is told nothing more. */
const MAX_FRAMES = 4_096;

export class ControlQueue {
  #frames: ControlFrame[] = [];
  #offerBytes = 0;

  /** @returns false where it is dropped: too much waits */
  add(frame: ControlFrame): boolean {
    if (this.#joins(frame)) return true;
    if (this.#frames.length >= MAX_FRAMES) return false;
    this.#frames.push(frame);
    return true;
  }

  addOffer(offer: Offer): boolean {
    const { length } = formatOffer(offer);
    const last = this.#frames.at(-1);
    if (last?.type === 'offers' && this.#offerBytes + length <= MAX_CONTROL_BYTES - 1) {
      this.#offerBytes += length;
      this.#frames[this.#frames.length - 1] = { type: 'offers', offers: [...last.offers, offer] };
      return true;
    }
    this.#offerBytes = length;
    return this.add({ type: 'offers', offers: [offer] });
  }

  clear(): void {
    this.#frames = [];
  }

  /** @param send false where the channel has no room */
  flush(send: (bytes: Uint8Array) => boolean): void {
    let sent = 0;
    for (const frame of this.#frames) {
      if (!send(formatControl(frame))) break;
      sent++;
    }
    if (sent > 0) this.#frames = this.#frames.slice(sent);
  }

  #joins(frame: ControlFrame): boolean {
    const last = this.#frames.at(-1);
    if (frame.type === 'ack' && last?.type === 'ack' && last.run === frame.run) {
      this.#frames[this.#frames.length - 1] = frame;
      return true;
    }
    const isSame = (frame.type === 'list' && last?.type === 'list' && last.step === frame.step && last.whose === frame.whose)
      || (frame.type === 'failed' && last?.type === 'failed' && last.why === frame.why && last.whose === frame.whose);
    if (!isSame || last.numbers.length + frame.numbers.length > MAX_LISTED) return false;
    this.#frames[this.#frames.length - 1] = { ...last, numbers: [...last.numbers, ...frame.numbers] };
    return true;
  }
}
