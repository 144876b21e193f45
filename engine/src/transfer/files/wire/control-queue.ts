/**
 * Control frames that are to be said. Of a word, only the last is: it is the whole of what its side says, so ten thousand acceptances are
 * three frames, and a person who presses a button a thousand times without a connection costs one. What the channel refuses waits until
 * it has room. The list of offers goes first, then words, then what runs say: a `start` is heard with the words that allow it.
 */
import type { ReceiverWord, SenderWord } from '../state/two-words.ts';
import { formatControl, formatOffer, MAX_CONTROL_BYTES, MAX_LISTED, type ControlFrame, type Offer, type WordFrame } from './frames.ts';

/** More than these are never due by themselves: a side that acknowledges nothing is told nothing more. */
const MAX_FRAMES = 4_096;
const MAX_WORDS = 65_536;

type Said = { readonly whose: 'sent'; readonly number: number; readonly word: SenderWord; readonly attempt: number }
  | { readonly whose: 'received'; readonly number: number; readonly word: ReceiverWord; readonly attempt: number };

type ListFrame = Extract<ControlFrame, { type: 'begin' | 'listed' }> | { readonly type: 'offers'; readonly offers: Offer[] };
export type RunFrame = Extract<ControlFrame, { type: 'start' | 'stop' | 'block' | 'ack' | 'done' }>;

export class ControlQueue {
  #list: ListFrame[] = [];
  #offerBytes = 0;
  readonly #words = new Map<string, Said>();
  #frames: RunFrame[] = [];

  /** What waits, for a test of what it may cost. */
  get size(): number {
    return this.#list.length + this.#words.size + this.#frames.length;
  }

  addList(frame: Extract<ControlFrame, { type: 'begin' | 'listed' }>): void {
    this.#list.push(frame);
  }

  /** @returns false where it is dropped, as all of these do: too much waits */
  addOffer(offer: Offer): boolean {
    // An offer has its sender's word in it.
    this.#words.delete(`sent ${offer.number}`);
    const { length } = formatOffer(offer);
    const last = this.#list.at(-1);
    if (last?.type === 'offers' && this.#offerBytes + length <= MAX_CONTROL_BYTES - 1) {
      this.#offerBytes += length;
      last.offers.push(offer);
      return true;
    }
    if (this.#list.length >= MAX_FRAMES) return false;
    this.#offerBytes = length;
    this.#list.push({ type: 'offers', offers: [offer] });
    return true;
  }

  addWord(said: Said): boolean {
    const key = `${said.whose} ${said.number}`;
    if (this.#words.size >= MAX_WORDS && !this.#words.has(key)) return false;
    this.#words.set(key, said);
    return true;
  }

  addFrame(frame: RunFrame): boolean {
    const last = this.#frames.at(-1);
    if (frame.type === 'ack' && last?.type === 'ack' && last.run === frame.run) this.#frames.pop();
    if (this.#frames.length >= MAX_FRAMES) return false;
    this.#frames.push(frame);
    return true;
  }

  clear(): void {
    this.#list = [];
    this.#words.clear();
    this.#frames = [];
  }

  /** @param send false where the channel has no room */
  flush(send: (bytes: Uint8Array) => boolean): void {
    this.#list = rest(this.#list, send);
    if (this.#list.length > 0) return;
    for (const frame of this.#wordFrames()) {
      if (!send(formatControl(frame))) return;
      for (const number of frame.numbers) this.#words.delete(`${frame.whose} ${number}`);
    }
    this.#frames = rest(this.#frames, send);
  }

  *#wordFrames(): Generator<WordFrame> {
    const alike = Map.groupBy(this.#words.values(), ({ whose, word, attempt }) => `${whose} ${word} ${attempt}`);
    for (const said of alike.values()) {
      for (let at = 0; at < said.length; at += MAX_LISTED) {
        const [first] = said;
        const numbers = said.slice(at, at + MAX_LISTED).map(({ number }) => number);
        if (first?.whose === 'sent') yield { type: 'word', whose: first.whose, word: first.word, attempt: first.attempt, numbers };
        else if (first) yield { type: 'word', whose: first.whose, word: first.word, attempt: first.attempt, numbers };
      }
    }
  }
}

/** @returns what was not sent */
function rest<F extends ControlFrame>(frames: F[], send: (bytes: Uint8Array) => boolean): F[] {
  const refused = frames.findIndex((frame) => !send(formatControl(frame)));
  return refused < 0 ? [] : frames.slice(refused);
}
