/** One page with a Transfers, and a hostile one at the other end: a test says its frames, and reads what it is told. */
import { createHash } from 'node:crypto';
import type { OwnBytes } from '../../../base/bytes.ts';
import { silentLogger, type Logger } from '../../../base/logger.ts';
import { ManualClock, settle } from '../../../base/testing/manual-clock.ts';
import type { FeatureData, ParticipantChannel, Sent } from '../../participant-channel.ts';
import { Transfers } from '../transfers.ts';
import type { TransferView } from '../transfer-view.ts';
import { formatChunk, formatControl, parseChunk, parseControl, type Chunk, type ControlFrame, type Offer } from '../wire/frames.ts';
import { MemoryStore } from './memory-store.ts';
import { RealWork } from './real-work.ts';
import { Listeners } from './wire.ts';

export const INSTANCE = 'A'.repeat(22);

export const sha256 = (bytes: Uint8Array): OwnBytes => new Uint8Array(createHash('sha256').update(bytes).digest());

export function offerOf(number: number, size: number, more: Partial<Offer> = {}): Offer {
  return { number, size, type: '', name: `${number}`, path: [], word: 'offered', attempt: 0, ...more };
}

export class OnePage implements ParticipantChannel {
  readonly clock = new ManualClock();
  readonly transfers: Transfers;
  readonly logged: string[] = [];
  /** What this page has said since the last look. */
  readonly #said: ControlFrame[] = [];
  readonly chunks: Chunk[] = [];
  readonly hasMet = true;
  readonly isFlowing = true;
  /** A call of data alone: nothing is paced. */
  readonly path = { bytesPerSecond: 1_000_000, hasMedia: false };
  /** How many frames the channel takes; the rest is refused. */
  room = Infinity;
  readonly #messages = new Listeners<FeatureData>();
  readonly #raws = new Listeners<Uint8Array>();
  readonly #work = new RealWork();
  readonly store = new MemoryStore({ work: this.#work });
  readonly onMessage = this.#messages.add;
  readonly onRaw = this.#raws.add;
  #number = 0;

  constructor() {
    const logger: Logger = { log: (_level, message, error) => this.logged.push(`${message}: ${String(error)}`), part: () => silentLogger };
    this.transfers = new Transfers({ clock: this.clock, logger, store: this.store, randomBytes: (length) => new Uint8Array(length).fill(7) });
    this.transfers.attach('mallory', this);
  }

  /** The other page has begun, and lists these. */
  static async begun(...offers: readonly Offer[]): Promise<OnePage> {
    const page = new OnePage();
    await page.step();
    await page.hear({ type: 'begin', instance: INSTANCE }, { type: 'offers', offers }, { type: 'listed' });
    page.look();
    return page;
  }

  readonly onAcknowledged = () => () => {};
  readonly onMeet = () => () => {};
  readonly onFlow = () => () => {};
  readonly onWritable = () => () => {};
  readonly onEnd = () => () => {};

  get views(): readonly TransferView[] {
    return this.transfers.views;
  }

  get states(): readonly TransferView['state'][] {
    return this.views.map(({ state }) => state);
  }

  send(data: FeatureData): Sent {
    if (this.room-- <= 0) return { kind: 'refused', why: 'full' };
    const frame = typeof data === 'string' ? undefined : parseControl(data);
    if (frame) this.#said.push(frame);
    return { kind: 'taken', number: ++this.#number };
  }

  sendRaw(frame: Uint8Array): boolean {
    // A channel has its own copy of what it takes.
    const chunk = parseChunk(frame.slice());
    if (chunk) this.chunks.push(chunk);
    return true;
  }

  async hear(...frames: readonly ControlFrame[]): Promise<void> {
    for (const frame of frames) this.#messages.tell(formatControl(frame));
    await this.step();
  }

  async hearBytes(...frames: readonly Uint8Array[]): Promise<void> {
    for (const frame of frames) this.#messages.tell(frame);
    await this.step();
  }

  hearRaw(frame: Uint8Array): void {
    this.#raws.tell(frame);
  }

  async hearChunk(run: number, offset: number, bytes: Uint8Array): Promise<void> {
    this.#raws.tell(formatChunk({ run, offset, bytes }));
    await this.step();
  }

  /** Nothing is due any more. */
  async step(): Promise<void> {
    await settle();
    await this.#work.idle(settle);
  }

  look(): readonly ControlFrame[] {
    return this.#said.splice(0);
  }
}
