/**
 * The texts of this page on their way to one participant. The channel takes parts as it has room, and acknowledges frames; a text is
 * delivered with its last one.
 *
 *   queued ──the channel takes its parts──► on its way ──acknowledged──► delivered
 *      ▲                                        │
 *      └──another page of the other side: a text of several parts, of which the page before may have some
 */
import { formatChatFrame, type TextFrame } from './chat-frames.ts';
import type { ParticipantChannel, Sent } from '../participant-channel.ts';

type Refusal = Extract<Sent, { kind: 'refused' }>['why'];

/** Of what is not delivered: less than the channel holds, so that a text that is sent is also stored at once. */
export const MAX_UNDELIVERED_BYTES = 512 * 1024;
export const MAX_UNDELIVERED = 512;

interface OnItsWay<Name> {
  readonly name: Name;
  readonly parts: readonly TextFrame[];
  readonly bytes: number;
  /** How many parts the channel has taken. */
  taken: number;
  /** Of the frame with the last part that was taken. */
  last: number;
}

/** @typeParam Name what the owner knows a text by */
export class Outgoing<Name> {
  readonly #channel: ParticipantChannel;
  #texts: OnItsWay<Name>[] = [];
  #bytes = 0;

  constructor(channel: ParticipantChannel) {
    this.#channel = channel;
  }

  /** The channel has taken everything. */
  get isThrough(): boolean {
    return this.#texts.every(({ parts, taken }) => taken === parts.length);
  }

  hasRoomFor(bytes: number): boolean {
    return this.#texts.length < MAX_UNDELIVERED && this.#bytes + bytes <= MAX_UNDELIVERED_BYTES;
  }

  /** @param last of a text that was sent before this page was loaded: the number of its last frame */
  add(name: Name, parts: readonly TextFrame[], last?: number): void {
    const bytes = parts.reduce((total, part) => total + part.bytes.length, 0);
    this.#bytes += bytes;
    this.#texts.push({ name, parts, bytes, taken: last === undefined ? 0 : parts.length, last: last ?? 0 });
  }

  /** Sends what the channel takes. @returns why it takes no more */
  pump(): Refusal | undefined {
    for (const text of this.#texts) {
      for (let part = text.parts[text.taken]; part; part = text.parts[text.taken]) {
        const sent = this.#channel.send(formatChatFrame(part));
        if (sent.kind === 'refused') return sent.why;
        text.taken++;
        text.last = sent.number;
      }
    }
    return undefined;
  }

  /** @returns those that are delivered by it */
  acknowledge(number: number): readonly Name[] {
    const isDelivered = ({ parts, taken, last }: OnItsWay<Name>): boolean => taken === parts.length && last <= number;
    return this.#takeOut(isDelivered);
  }

  /** The other side's page is another: the channel sends it what is not acknowledged, which may be the end of a text. */
  beginAgain(): void {
    for (const text of this.#texts) if (text.parts.length > 1) text.taken = 0;
  }

  /** @returns those that were not delivered, and never will be */
  clear(): readonly Name[] {
    return this.#takeOut(() => true);
  }

  #takeOut(which: (text: OnItsWay<Name>) => boolean): readonly Name[] {
    const out = this.#texts.filter(which);
    if (out.length === 0) return [];
    this.#texts = this.#texts.filter((text) => !out.includes(text));
    for (const { bytes } of out) this.#bytes -= bytes;
    return out.map(({ name }) => name);
  }
}
