/**
 * What this page sends to one participant. The receiver says when a file runs and from where; here chunks of those that run go
 * out in turns, as fast as the pacer and the channel let them. See phases.ts for the machine.
 */
import type { Clock } from '../../base/clock.ts';
import { contained, uncaught } from '../../base/contained.ts';
import type { PathMeasure } from '../participant-channel.ts';
import { isBlockStart } from './pace/chunk-window.ts';
import type { ControlFrame, ListStep, Offer } from './wire/frames.ts';
import { MAX_RUNNING } from './incoming-files.ts';
import { OutgoingRun } from './outgoing-run.ts';
import { Pacer } from './pace/pacer.ts';
import { isOver, nextPhase, type PhaseEvent } from './phases.ts';
import type { FileSource, FileStore } from './ports.ts';
import { RateMeter } from './pace/rate-meter.ts';
import type { ItemKeeper, TransferItem } from './transfer-item.ts';
import type { TransferFailure } from './transfer-view.ts';

export interface OutgoingItem extends TransferItem {
  readonly direction: 'out';
  /** Before names were made safe: the receiver makes them safe for itself. */
  readonly file: File | undefined;
  readonly handle: FileSystemFileHandle | undefined;
  source: FileSource | undefined;
  run: OutgoingRun | undefined;
}

export interface OutgoingPorts {
  readonly clock: Clock;
  readonly store: FileStore;
  readonly keeper: ItemKeeper;
  readonly say: (frame: ControlFrame) => void;
  readonly sayOffer: (offer: Offer) => void;
  readonly sendRaw: (frame: Uint8Array) => boolean;
  readonly path: () => PathMeasure | undefined;
}

export class OutgoingFiles {
  readonly #ports: OutgoingPorts;
  readonly #items = new Map<number, OutgoingItem>();
  readonly #runs = new Map<number, OutgoingItem>();
  readonly #pacer = new Pacer();
  #isFlowing = false;
  #cancelWait: (() => void) | undefined;
  /** The run that is next in turn. */
  #turn = 0;

  constructor(ports: OutgoingPorts) {
    this.#ports = ports;
  }

  add(item: OutgoingItem): void {
    this.#items.set(item.number, item);
    item.isReachable = this.#isFlowing;
  }

  /** Everything that stands, for a page that may know nothing of it. */
  offerAll(): void {
    for (const item of this.#items.values()) if (!isOver(item.phase)) this.offer(item);
  }

  offer(item: OutgoingItem, isAgain = false): void {
    const { number, size, type, name, path, phase } = item;
    const isPaused = phase.kind === 'paused' && phase.by === 'self';
    this.#ports.sayOffer({ number, size, type, name, path, isAway: phase.kind === 'needs-file', isPaused, isAgain });
  }

  flow(isFlowing: boolean): void {
    this.#isFlowing = isFlowing;
    for (const item of this.#items.values()) {
      if (!isFlowing) this.#to(item, { type: 'stopped' });
      item.isReachable = isFlowing;
      if (!isOver(item.phase)) this.#ports.keeper.moved(item);
    }
    this.pump();
  }

  /** The receiver's page is there, and says what it takes. */
  begin(): void {
    for (const item of [...this.#runs.values()]) this.#to(item, { type: 'stopped' });
  }

  hear(step: ListStep, numbers: readonly number[]): void {
    for (const number of numbers) {
      const item = this.#items.get(number);
      if (item) this.#hear(item, step);
    }
  }

  hearFailed(why: TransferFailure, numbers: readonly number[]): void {
    for (const number of numbers) {
      const item = this.#items.get(number);
      if (item) this.#to(item, { type: 'failed', why });
    }
  }

  start(number: number, run: number, from: number): string | undefined {
    const item = this.#items.get(number);
    // Of a page before this one, which had another list.
    if (!item) return undefined;
    if (!isBlockStart(from, item.size)) return 'a start from within a block';
    this.#to(item, { type: 'stopped' });
    // It crossed with a step of this side's, of which the receiver hears.
    if (item.phase.kind !== 'queued') return undefined;
    if (this.#runs.has(run)) return 'a run that has begun already';
    // The receiver has ended one without a word: it met this page anew. It asks for that one again.
    const [eldest] = this.#runs.values();
    if (eldest && this.#runs.size >= MAX_RUNNING) this.#to(eldest, { type: 'stopped' });
    this.#runs.set(run, item);
    this.#to(item, { type: 'start', run });
    contained(this.#open(item, run, from), uncaught);
    return undefined;
  }

  ack(run: number, verified: number): string | undefined {
    const item = this.#runs.get(run);
    if (!item?.run) return undefined;
    if (!item.run.acknowledge(verified)) return 'an acknowledgement of what was not sent';
    item.bytes = verified;
    this.#ports.keeper.progressed(item);
    return undefined;
  }

  pause(item: OutgoingItem): void {
    if (this.#to(item, { type: 'pause', by: 'self' })) this.#say(item, 'pause');
  }

  resume(item: OutgoingItem): void {
    if (this.#to(item, { type: 'resume', by: 'self' })) this.#say(item, 'resume');
  }

  cancel(item: OutgoingItem): void {
    if (this.#to(item, { type: 'cancel', by: 'self' })) this.#say(item, 'cancel');
  }

  retry(item: OutgoingItem): void {
    if (this.#to(item, { type: 'offered-again' })) this.offer(item, true);
  }

  /** The person has chosen the file again. */
  found(item: OutgoingItem, source: FileSource): void {
    item.source = source;
    if (this.#to(item, { type: 'found' })) this.offer(item);
  }

  end(): void {
    this.#cancelWait?.();
    for (const item of this.#items.values()) this.#to(item, { type: 'failed', why: 'ended' });
  }

  /** The channel has room, or a block has been read or verified. */
  pump(): void {
    this.#cancelWait?.();
    this.#cancelWait = undefined;
    while (this.#isFlowing) {
      const now = this.#ports.clock.elapsed();
      this.#pacer.observe(this.#ports.path(), now);
      const next = this.#next();
      if (!next) return;
      const waitMs = this.#pacer.waitMs(next.length, now);
      if (waitMs > 0) {
        this.#cancelWait = this.#ports.clock.after(waitMs, () => this.pump());
        return;
      }
      if (!this.#ports.sendRaw(next.frame)) return;
      this.#turn++;
      this.#pacer.sent(next.length);
      next.item.meter?.add(next.length, now);
      next.run.sent(next.length);
    }
  }

  #next(): { readonly item: OutgoingItem; readonly run: OutgoingRun; readonly frame: Uint8Array; readonly length: number } | undefined {
    const items = [...this.#runs.values()];
    for (let step = 0; step < items.length; step++) {
      const item = items[(this.#turn + step) % items.length];
      const chunk = item?.run?.next(this.#pacer.chunkBytes);
      if (item?.run && chunk) {
        this.#turn += step;
        return { item, run: item.run, ...chunk };
      }
    }
    return undefined;
  }

  #hear(item: OutgoingItem, step: ListStep): void {
    switch (step) {
      case 'accept': case 'decline': case 'verified':
        this.#to(item, { type: step });
        return;
      case 'mismatch':
        this.#to(item, { type: 'failed', why: 'mismatch' });
        return;
      case 'again': return this.retry(item);
      case 'resume':
        // Both have paused it: this side's pause stands.
        if (item.phase.kind === 'paused' && item.phase.by === 'self') this.#say(item, 'pause');
        this.#to(item, { type: 'resume', by: 'other' });
        return;
      case 'pause': case 'cancel':
        this.#to(item, { type: step, by: 'other' });
    }
  }

  async #open(item: OutgoingItem, run: number, from: number): Promise<void> {
    const { phase } = item;
    if (!item.source && item.file) {
      const source = await this.#ports.store.source(item.id, item.file, item.handle);
      item.source ??= source;
    }
    // Stopped meanwhile, or begun anew: another page of the receiver counts its runs from 1 again.
    if (item.phase !== phase) return;
    if (!item.source) return this.#fail(item, 'vanished');
    item.bytes = from;
    item.meter = new RateMeter(this.#ports.clock.elapsed());
    item.run = new OutgoingRun(run, from, item.source, {
      say: this.#ports.say,
      onReady: () => this.pump(),
      onFailed: (why) => this.#fail(item, why),
    });
    this.#ports.keeper.moved(item);
  }

  #fail(item: OutgoingItem, why: TransferFailure): void {
    if (this.#to(item, { type: 'failed', why })) this.#ports.say({ type: 'failed', why, whose: 'sent', numbers: [item.number] });
  }

  #say(item: OutgoingItem, step: ListStep): void {
    this.#ports.say({ type: 'list', step, whose: 'sent', numbers: [item.number] });
  }

  #to(item: OutgoingItem, event: PhaseEvent): boolean {
    const before = item.phase;
    item.phase = nextPhase(before, event);
    if (item.phase === before) return false;
    if (before.kind === 'running') {
      this.#runs.delete(before.run);
      item.run?.stop();
      item.run = undefined;
    }
    if (item.phase.kind === 'done') item.bytes = item.size;
    if (isOver(item.phase)) {
      item.source?.close();
      item.source = undefined;
    }
    this.#ports.keeper.changed(item);
    return true;
  }
}
