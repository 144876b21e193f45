/**
 * What a page sends again to one that has lost its chat, a little at a time: what is written meanwhile waits for at most
 * one window of it.
 *
 *   idle ──asked──► repeating ──all sent──► idle, and `end` is said
 */
import { formatChatFrame, type TextFrame } from './chat-frames.ts';
import type { ParticipantChannel } from '../participant-channel.ts';

/** Of what is not acknowledged: half a second of a link of 2 Mbit/s. */
const WINDOW_BYTES = 128 * 1024;
/** Of a frame in that window at least: short ones would fill the channel by their number. */
const FRAME_BYTES = 512;

export class History {
  readonly #channel: ParticipantChannel;
  #rest: Iterator<TextFrame, undefined> | undefined;
  #next: TextFrame | undefined;
  #asking = '';
  readonly #onTheirWay: { readonly number: number; readonly bytes: number }[] = [];

  constructor(channel: ParticipantChannel) {
    this.#channel = channel;
  }

  /** @param asking the page id of the page that asks @param frames made as they are needed */
  begin(asking: string, frames: Iterator<TextFrame, undefined>): void {
    this.#asking = asking;
    this.#rest = frames;
    this.#next = undefined;
  }

  clear(): void {
    this.#rest = undefined;
    this.#next = undefined;
    this.#onTheirWay.length = 0;
  }

  acknowledge(number: number): void {
    while ((this.#onTheirWay[0]?.number ?? Infinity) <= number) this.#onTheirWay.shift();
  }

  /** Sends what the channel and the window take. */
  pump(): void {
    while (this.#rest && this.#onTheirWay.reduce((total, { bytes }) => total + bytes, 0) < WINDOW_BYTES) {
      const next = this.#next ?? this.#rest.next().value;
      const frame = formatChatFrame(next ?? { type: 'end', pageId: this.#asking });
      const sent = this.#channel.send(frame);
      this.#next = next;
      if (sent.kind === 'refused') return;
      this.#next = undefined;
      if (!next) this.#rest = undefined;
      this.#onTheirWay.push({ number: sent.number, bytes: Math.max(frame.length, FRAME_BYTES) });
    }
  }
}
