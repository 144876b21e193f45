/**
 * Which of the accepted files run, in the order in which they were accepted, at most MAX_RUNNING at once.
 *
 *   not wanted ──want──► waiting ──a slot──► opening its sink ──start is said──► running ──finished, or not wanted──► not wanted
 *                           ▲                       └──────not reachable──────────┤
 *                           └────────────────connection lost, or stopped──────────┘
 */
import type { OwnBytes } from '../../../base/bytes.ts';
import type { Clock } from '../../../base/clock.ts';
import { contained, uncaught } from '../../../base/contained.ts';
import { RateMeter } from '../pace/rate-meter.ts';
import type { FileSink, FileStore, SinkFailure } from '../ports.ts';
import { isOver, MAX_RUNNING, phaseOf } from '../state/phases.ts';
import { storedOf } from '../state/transfer-item.ts';
import type { RunFrame } from '../wire/control-queue.ts';
import type { Chunk } from '../wire/frames.ts';
import type { IncomingItem } from './incoming-item.ts';
import { IncomingRun } from './incoming-run.ts';

export interface IncomingRunsPorts {
  readonly clock: Clock;
  readonly store: FileStore;
  readonly say: (frame: RunFrame) => void;
  /** A run of it has begun, or more of it is verified. */
  readonly onProgress: (item: IncomingItem) => void;
  /** More of it has been verified. */
  readonly onVerified: (item: IncomingItem) => void;
  readonly onFinished: (item: IncomingItem, result: 'verified' | 'mismatch') => void;
  readonly onFailed: (item: IncomingItem, why: SinkFailure) => void;
}

/** What is wrong with a frame of the sender's, and the file that it breaks. */
export interface Wrong {
  readonly what: string;
  readonly item?: IncomingItem;
}

export class IncomingRuns {
  readonly #ports: IncomingRunsPorts;
  readonly #wanted = new Set<IncomingItem>();
  /** Opening or running. */
  readonly #active = new Set<IncomingItem>();
  readonly #runs = new Map<number, IncomingItem>();
  #lastRun = 0;
  #isFlowing = false;
  #isScheduleDue = false;

  constructor(ports: IncomingRunsPorts) {
    this.#ports = ports;
  }

  flow(isFlowing: boolean): void {
    this.#isFlowing = isFlowing;
    if (isFlowing) this.#scheduleSoon();
  }

  /** @param mayRun by the words of both sides */
  want(item: IncomingItem, mayRun: boolean): void {
    if (mayRun) this.#wanted.add(item);
    else this.#wanted.delete(item);
    if (!mayRun || !item.isReachable) this.#end(item);
    this.#scheduleSoon();
  }

  chunk({ run, offset, bytes }: Chunk): Wrong | undefined {
    const item = this.#runs.get(run);
    // What was on its way when this side ended the run.
    if (!item) return run > 0 && run <= this.#lastRun ? undefined : { what: 'a chunk of a run that was not asked for' };
    if (!item.run?.chunk(offset, bytes)) return { what: 'a chunk that was not asked for', item };
    item.meter?.add(bytes.length, this.#ports.clock.elapsed());
    return undefined;
  }

  block(run: number, end: number, digest: OwnBytes): Wrong | undefined {
    const item = this.#runs.get(run);
    return item?.run && !item.run.block(end, digest) ? { what: 'a digest of another block', item } : undefined;
  }

  done(run: number, size: number, digest: OwnBytes): Wrong | undefined {
    const item = this.#runs.get(run);
    return item?.run && !item.run.done(size, digest) ? { what: 'the end of another file', item } : undefined;
  }

  /** The sender has ended it: what was on its way is lost, and asked for again. */
  stop(run: number): void {
    const item = this.#runs.get(run);
    if (!item) return;
    this.#end(item);
    this.#ports.onProgress(item);
    this.#scheduleSoon();
  }

  #scheduleSoon(): void {
    if (this.#isScheduleDue) return;
    this.#isScheduleDue = true;
    contained(Promise.resolve().then(() => {
      this.#isScheduleDue = false;
      this.#schedule();
    }), uncaught);
  }

  #schedule(): void {
    for (const item of this.#wanted) {
      if (this.#active.size >= MAX_RUNNING || !this.#isFlowing) return;
      if (!item.isReachable || this.#active.has(item)) continue;
      this.#active.add(item);
      contained(this.#open(item), uncaught);
    }
  }

  async #open(item: IncomingItem): Promise<void> {
    await item.settled;
    const opened = await this.#ports.store.sink(item.id, item.size);
    if (opened.kind === 'ok') {
      if (this.#wanted.has(item) && item.isReachable && this.#isFlowing) return this.#begin(item, opened.value);
      // It has ended meanwhile, and may have been forgotten before there was anything to delete.
      if (isOver(item.phase) && storedOf(item) === undefined) await opened.value.remove();
      opened.value.close();
    }
    this.#active.delete(item);
    if (opened.kind === 'failed' && this.#wanted.has(item)) this.#ports.onFailed(item, opened.why);
    this.#scheduleSoon();
  }

  #begin(item: IncomingItem, sink: FileSink): void {
    const number = ++this.#lastRun;
    const whileItGoesOn = (act: () => void): void => {
      if (item.run === run) act();
    };
    const run = new IncomingRun(number, sink, item.size, {
      onVerified: (bytes) => whileItGoesOn(() => {
        item.bytes = bytes;
        this.#ports.say({ type: 'ack', run: number, verified: bytes });
        this.#ports.onVerified(item);
      }),
      onFinished: (result) => whileItGoesOn(() => this.#ports.onFinished(item, result)),
      onFailed: (why) => whileItGoesOn(() => this.#ports.onFailed(item, why)),
    });
    item.run = run;
    item.sink = sink;
    item.bytes = sink.verifiedBytes;
    item.meter = new RateMeter(this.#ports.clock.elapsed());
    this.#runs.set(number, item);
    this.#ports.say({ type: 'start', number: item.number, run: number, from: item.bytes });
    this.#ports.onProgress(item);
  }

  #end(item: IncomingItem): void {
    const { run } = item;
    if (!run) return;
    item.run = undefined;
    this.#runs.delete(run.run);
    this.#active.delete(item);
    item.settled = release(item, run);
    // Words may let the sender go on: they have crossed with the start, or were said and taken back.
    if (!isOver(phaseOf('receiver', item.words))) this.#ports.say({ type: 'stop', whose: 'received', run: run.run });
  }
}

/** What waits holds no handle and no hash: a sender can have thousands of files wait that were accepted. */
async function release(item: IncomingItem, run: IncomingRun): Promise<void> {
  await run.stop();
  if (item.run || isOver(item.phase)) return;
  item.sink?.close();
  item.sink = undefined;
}
