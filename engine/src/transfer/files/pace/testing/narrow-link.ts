/** A file beside a call's media on a link with a rate, a delay and a queue that drops what does not fit; a step is a millisecond. */
import type { PathMeasure } from '../../../participant-channel.ts';
import { Seeded } from '../../../../call/testing/simulator/seeded.ts';
import { Pacer } from '../pacer.ts';
import { PictureSender } from './picture-sender.ts';

export interface NarrowLinkOptions {
  readonly bytesPerSecond: number;
  /** Both ways together. */
  readonly roundTripMs: number;
  /** Longer than that nothing waits. */
  readonly queueMs?: number;
  /** Bytes a second: what the picture would use; undefined for no media at all. */
  readonly picture?: number | undefined;
  /** Both pages stand still again and again, for up to so long, and are free for as long; chunks and marks wait. */
  readonly busyMs?: number;
}

/** Bytes a second, with its heads. */
const SOUND_RATE = 8_000;
/** The call's own numbers are taken so often. */
const SAMPLE_MS = 2_000;
const MARK_BYTES = 100;

interface Packet {
  readonly kind: 'sound' | 'picture' | 'file' | 'mark';
  readonly bytes: number;
  readonly sentAt: number;
  readonly number: number;
}

/** By turns a page stands still and is free, for lengths by chance. */
class BusyPage {
  readonly #random: Seeded;
  readonly #longestMs: number;
  #from = 0;
  #until = 0;

  constructor(seed: number, longestMs: number) {
    this.#random = new Seeded(seed);
    this.#longestMs = longestMs;
  }

  /** @returns when it is free: now, or at the end of what it does */
  at(nowMs: number): number {
    while (this.#longestMs > 0 && nowMs >= this.#until) {
      this.#from = this.#until + this.#random.integer(1, this.#longestMs);
      this.#until = this.#from + this.#random.integer(1, this.#longestMs);
    }
    return nowMs < this.#from ? nowMs : Math.max(nowMs, this.#until);
  }
}

export class NarrowLink {
  readonly pacer = new Pacer();
  readonly picture: PictureSender | undefined;
  bytesPerSecond: number;
  roundTripMs: number;
  now = 0;
  /** Bytes that have arrived, and the longest and the summed queue since the last `measure`. */
  file = 0;
  pictureBytes = 0;
  #worst = 0;
  #sum = 0;
  #steps = 0;
  #lost = 0;
  #sound = 0;
  readonly #queueMs: number;
  #freeAt = 0;
  #pending: { readonly at: number; readonly act: () => void }[] = [];
  #measure: PathMeasure | undefined;
  #counted = { sent: 0, lost: 0 };
  readonly #freeSides: readonly [BusyPage, BusyPage];

  constructor({ bytesPerSecond, roundTripMs, queueMs = 300, picture, busyMs = 0 }: NarrowLinkOptions) {
    this.#freeSides = [new BusyPage(1, busyMs), new BusyPage(2, busyMs)];
    this.bytesPerSecond = bytesPerSecond;
    this.roundTripMs = roundTripMs;
    this.#queueMs = queueMs;
    this.picture = picture === undefined ? undefined : new PictureSender(picture);
    this.#measure = { bytesPerSecond, hasMedia: picture !== undefined, roundTripMs, leastRoundTripMs: roundTripMs, ...(picture !== undefined && { lostShare: 0 }) };
  }

  /** The picture would use so many bytes a second from now on. */
  wants(bytesPerSecond: number): void {
    if (this.picture) this.picture.wants = bytesPerSecond;
  }

  /** @returns bytes a second of file and picture, ms of queue, and the share of the sound that was lost, over this time */
  run(ms: number, isSending = true): { readonly file: number; readonly picture: number; readonly worstMs: number; readonly meanMs: number; readonly lost: number } {
    const before = { file: this.file, picture: this.pictureBytes, lost: this.#lost, sound: this.#sound };
    [this.#worst, this.#sum, this.#steps] = [0, 0, 0];
    const end = this.now + ms;
    while (this.now < end) this.#step(isSending);
    const perSecond = 1_000 / ms;
    return {
      file: (this.file - before.file) * perSecond, picture: (this.pictureBytes - before.picture) * perSecond, worstMs: this.#worst, meanMs: this.#sum / this.#steps,
      lost: (this.#lost - before.lost) / Math.max(1, this.#sound - before.sound),
    };
  }

  #step(isSending: boolean): void {
    this.now++;
    const due = this.#pending.filter(({ at }) => at <= this.now);
    this.#pending = this.#pending.filter(({ at }) => at > this.now);
    for (const { act } of due) act();
    if (this.picture) {
      if (this.now % 20 === 0) this.#send({ kind: 'sound', bytes: SOUND_RATE / 50, sentAt: this.now, number: 0 });
      const bytes = this.picture.step(this.now);
      if (bytes > 0) this.#send({ kind: 'picture', bytes, sentAt: this.now, number: 0 });
      if (this.now % SAMPLE_MS === 0) this.#sample();
    }
    const queue = this.#queue();
    this.#worst = Math.max(this.#worst, queue);
    this.#sum += queue;
    this.#steps++;
    this.pacer.observe(this.#measure, this.now);
    if (!isSending) return;
    if (this.#freeSides[0].at(this.now) > this.now) return;
    const mark = this.pacer.nextMark(this.now);
    if (mark !== undefined) {
      this.pacer.markSent(mark, this.now);
      this.#send({ kind: 'mark', bytes: MARK_BYTES, sentAt: this.now, number: mark });
    }

    while (this.pacer.waitMs(this.pacer.chunkBytes, this.now) === 0) {
      const bytes = this.pacer.chunkBytes;
      this.pacer.sent(bytes);
      this.#send({ kind: 'file', bytes, sentAt: this.now, number: 0 });
    }
  }

  #queue(): number {
    return Math.max(0, this.#freeAt - this.now);
  }

  #send(packet: Packet): void {
    if (packet.kind === 'sound') this.#sound++;
    if (this.#queue() > this.#queueMs) {
      if (packet.kind === 'sound') this.#lost++;
      // SCTP sends again what was lost, and holds back what comes after it.
      if (packet.kind === 'file' || packet.kind === 'mark') this.#later(this.roundTripMs + 200, () => this.#send(packet));
      return;
    }
    this.#freeAt = Math.max(this.now, this.#freeAt) + (packet.bytes * 1_000) / this.bytesPerSecond;
    this.#later(this.#freeAt - this.now + this.roundTripMs / 2, () => this.#arrive(packet));
  }

  #arrive({ kind, bytes, sentAt, number }: Packet): void {
    if (kind === 'file') this.file += bytes;
    if (kind === 'picture') {
      this.pictureBytes += bytes;
      const delay = this.now - sentAt;
      this.#later(this.roundTripMs / 2, () => this.picture?.arrived(bytes, delay, this.now));
    }
    if (kind !== 'mark') return;
    // Each page turns to it once it is free.
    this.#later(this.#freeSides[1].at(this.now) - this.now + this.roundTripMs / 2, () => {
      this.#later(this.#freeSides[0].at(this.now) - this.now, () => this.pacer.markBack(number, this.now));
    });
  }

  #sample(): void {
    const [sent, lost] = [this.#sound - this.#counted.sent, this.#lost - this.#counted.lost];
    this.#counted = { sent: this.#sound, lost: this.#lost };
    this.#measure = { bytesPerSecond: this.bytesPerSecond, hasMedia: true, roundTripMs: this.roundTripMs + this.#queue(), leastRoundTripMs: this.roundTripMs, lostShare: lost / Math.max(1, sent) };
  }

  #later(ms: number, act: () => void): void {
    this.#pending.push({ at: this.now + ms, act });
  }
}


