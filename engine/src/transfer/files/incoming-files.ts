/**
 * What one participant sends to this page. The receiver decides: which offers it takes, how many run at once, and from where.
 * See phases.ts for the machine. What the sender says is checked here; each method returns what is wrong with it, or undefined.
 */
import type { Clock } from '../../base/clock.ts';
import type { OwnBytes } from '../../base/bytes.ts';
import { contained, uncaught } from '../../base/contained.ts';
import type { ParticipantKey } from '../participant-key.ts';
import type { Chunk, ControlFrame, ListStep, Offer } from './wire/frames.ts';
import { IncomingRun } from './incoming-run.ts';
import { isOver, nextPhase, type PhaseEvent } from './phases.ts';
import { MAX_FILE_BYTES, type FileSink, type FileStore } from './ports.ts';
import { RateMeter } from './pace/rate-meter.ts';
import { safeName, safePath, type NameCounter } from './safe-names.ts';
import { formatTransferId } from './wire/transfer-id.ts';
import type { ItemKeeper, TransferItem } from './transfer-item.ts';
import type { TransferFailure } from './transfer-view.ts';

/** At once, of one participant: small files overlap their round trips, and each has a window of its own. */
export const MAX_RUNNING = 3;
/** Offers of one participant that are not over. */
export const MAX_OFFERS = 10_000;
/** Offers of one participant that a page remembers. */
const MAX_REMEMBERED = 20_000;

export interface IncomingItem extends TransferItem {
  readonly direction: 'in';
  sink: FileSink | undefined;
  run: IncomingRun | undefined;
  isOpening: boolean;
  /** The sender's page has said that it still offers it. */
  isStanding: boolean;
  /** The sender waits for the person to choose the file again. */
  isAway: boolean;
  /** This side has asked for another offer. */
  wantsAgain: boolean;
}

export interface IncomingPorts {
  readonly clock: Clock;
  readonly store: FileStore;
  readonly participant: ParticipantKey;
  readonly limit: number | undefined;
  readonly names: NameCounter;
  readonly keeper: ItemKeeper;
  /** @returns false where the id is taken by another participant's transfer */
  readonly adopt: (item: IncomingItem) => boolean;
  readonly say: (frame: ControlFrame) => void;
}

export class IncomingFiles {
  readonly #ports: IncomingPorts;
  readonly #items = new Map<string, IncomingItem>();
  /** Accepted, in order of that. */
  readonly #waiting = new Set<IncomingItem>();
  readonly #active = new Set<IncomingItem>();
  readonly #runs = new Map<number, IncomingItem>();
  #instance: string | undefined;
  #lastRun = 0;
  #live = 0;
  #isFlowing = false;

  constructor(ports: IncomingPorts) {
    this.#ports = ports;
  }

  /** What the page before this one had. */
  restore(item: IncomingItem): void {
    this.#items.set(item.id, item);
    if (!isOver(item.phase)) this.#live++;
    if (item.phase.kind === 'queued') this.#waiting.add(item);
  }

  flow(isFlowing: boolean): void {
    this.#isFlowing = isFlowing;
    for (const item of this.#items.values()) this.#look(item);
    this.#schedule();
  }

  begin(instance: string): void {
    this.#instance = instance;
    for (const item of this.#items.values()) {
      item.isStanding = false;
      this.#look(item);
    }
  }

  offers(offers: readonly Offer[]): string | undefined {
    let wrong: string | undefined;
    for (const offer of offers) wrong = this.#offer(offer) ?? wrong;
    this.#schedule();
    return wrong;
  }

  listed(): void {
    for (const item of this.#items.values()) if (!item.isStanding) this.#to(item, { type: 'failed', why: 'vanished' });
  }

  hear(step: ListStep, numbers: readonly number[]): string | undefined {
    if (step !== 'pause' && step !== 'resume' && step !== 'cancel') return `the sender of a file says ${step}`;
    for (const number of numbers) {
      const item = this.#numbered(number);
      if (!item) continue;
      // Both have paused it: this side's pause stands.
      if (step === 'resume' && item.phase.kind === 'paused' && item.phase.by === 'self') this.#say(item, 'pause');
      this.#to(item, { type: step, by: 'other' });
    }
    return undefined;
  }

  hearFailed(why: TransferFailure, numbers: readonly number[]): void {
    for (const number of numbers) {
      const item = this.#numbered(number);
      if (item) this.#to(item, { type: 'failed', why });
    }
  }

  chunk({ run, offset, bytes }: Chunk): string | undefined {
    const item = this.#runs.get(run);
    // What was on its way when this side stopped the run.
    if (!item) return run > 0 && run <= this.#lastRun ? undefined : 'a chunk of a run that was not asked for';
    if (!item.run?.chunk(offset, bytes)) return this.#break(item, 'a chunk that was not asked for');
    item.meter?.add(bytes.length, this.#ports.clock.elapsed());
    return undefined;
  }

  block(run: number, end: number, digest: OwnBytes): string | undefined {
    const item = this.#runs.get(run);
    return item?.run && !item.run.block(end, digest) ? this.#break(item, 'a digest of another block') : undefined;
  }

  done(run: number, size: number, digest: OwnBytes): string | undefined {
    const item = this.#runs.get(run);
    return item?.run && !item.run.done(size, digest) ? this.#break(item, 'the end of another file') : undefined;
  }

  accept(item: IncomingItem): void {
    if (item.phase.kind !== 'offered') return;
    if (item.limit !== undefined && item.size > item.limit) return this.#fail(item, 'too-large');
    this.#say(item, 'accept');
    this.#to(item, { type: 'accept' });
  }

  decline(item: IncomingItem): void {
    if (this.#to(item, { type: 'decline' })) this.#say(item, 'decline');
  }

  pause(item: IncomingItem): void {
    if (this.#to(item, { type: 'pause', by: 'self' })) this.#say(item, 'pause');
  }

  resume(item: IncomingItem): void {
    const isOwn = item.phase.kind === 'paused' && item.phase.by === 'self';
    // Said before the start that it may bring.
    if (isOwn) this.#say(item, 'resume');
    this.#to(item, { type: 'resume', by: 'self' });
  }

  cancel(item: IncomingItem): void {
    if (this.#to(item, { type: 'cancel', by: 'self' })) this.#say(item, 'cancel');
  }

  retry(item: IncomingItem): void {
    if (item.phase.kind !== 'failed') return;
    item.wantsAgain = true;
    this.#say(item, 'again');
  }

  async blob(item: IncomingItem): Promise<Blob | undefined> {
    if (item.phase.kind !== 'done') return undefined;
    await item.settled;
    if (!item.sink) {
      const opened = await this.#ports.store.sink(item.id, item.size);
      if (opened.kind === 'failed') return undefined;
      item.sink ??= opened.value;
    }
    return item.sink.blob();
  }

  /** The call is over, or another person has come. */
  end(): void {
    this.#instance = undefined;
    for (const item of this.#items.values()) this.#to(item, { type: 'failed', why: 'ended' });
  }

  #offer(offer: Offer): string | undefined {
    if (this.#instance === undefined) return 'an offer before the beginning';
    const id = formatTransferId(this.#instance, offer.number);
    const item = this.#items.get(id);
    if (item) return this.#known(item, offer);
    if (this.#live >= MAX_OFFERS || this.#items.size >= MAX_REMEMBERED) {
      this.#ports.say({ type: 'list', step: 'decline', whose: 'received', numbers: [offer.number] });
      return 'too many offers';
    }
    const path = safePath(offer.path);
    const { participant, clock, limit } = this.#ports;
    const added: IncomingItem = {
      id, number: offer.number, direction: 'in', participant, name: this.#ports.names.next(path, safeName(offer.name)), path,
      type: safeType(offer.type), size: offer.size, at: clock.now(), ...(limit === undefined ? {} : { limit }),
      phase: { kind: 'offered' }, bytes: 0, meter: undefined, isReachable: false, settled: Promise.resolve(),
      view: undefined, sink: undefined, run: undefined, isOpening: false, isStanding: true, isAway: offer.isAway, wantsAgain: false,
    };
    if (offer.size > MAX_FILE_BYTES || !this.#ports.adopt(added)) return 'an offer of another’s transfer';
    this.#items.set(id, added);
    this.#live++;
    this.#look(added);
    this.#ports.keeper.changed(added);
    return undefined;
  }

  #known(item: IncomingItem, offer: Offer): string | undefined {
    if (offer.size !== item.size) return 'an offer of another size than before';
    item.isStanding = true;
    item.isAway = offer.isAway;
    if (offer.isAgain && item.phase.kind === 'failed') this.#to(item, { type: item.wantsAgain ? 'asked-again' : 'offered-again' });
    if (offer.isAgain) item.wantsAgain = false;
    this.#answer(item);
    if (offer.isPaused) this.#to(item, { type: 'pause', by: 'other' });
    else if (item.phase.kind === 'paused' && item.phase.by === 'other') this.#to(item, { type: 'resume', by: 'other' });
    this.#look(item);
    return undefined;
  }

  /** What the sender, whose page may be another, has to know of it. */
  #answer(item: IncomingItem): void {
    const { phase } = item;
    switch (phase.kind) {
      case 'queued': case 'running': return this.#say(item, 'accept');
      case 'paused':
        this.#say(item, 'accept');
        if (phase.by === 'self') this.#say(item, 'pause');
        return undefined;
      case 'done': return this.#say(item, 'verified');
      case 'declined': return this.#say(item, 'decline');
      case 'cancelled': return this.#say(item, 'cancel');
      case 'failed': return this.#ports.say({ type: 'failed', why: phase.why, whose: 'received', numbers: [item.number] });
      case 'offered': case 'needs-file': return undefined;
    }
  }

  #numbered(number: number): IncomingItem | undefined {
    return this.#instance === undefined ? undefined : this.#items.get(formatTransferId(this.#instance, number));
  }

  #schedule(): void {
    for (const item of this.#waiting) {
      if (this.#active.size >= MAX_RUNNING || !this.#isFlowing) return;
      if (!item.isReachable || item.isOpening) continue;
      this.#active.add(item);
      item.isOpening = true;
      contained(this.#open(item), uncaught);
    }
  }

  async #open(item: IncomingItem): Promise<void> {
    await item.settled;
    const opened = item.sink ? ({ kind: 'ok', value: item.sink } as const) : await this.#ports.store.sink(item.id, item.size);
    item.isOpening = false;
    if (item.phase.kind !== 'queued' || !item.isReachable || opened.kind === 'failed') {
      this.#active.delete(item);
      if (opened.kind === 'ok' && isOver(item.phase)) opened.value.close();
      else if (opened.kind === 'ok') item.sink = opened.value;
      else this.#fail(item, opened.why);
      return this.#schedule();
    }
    const run = ++this.#lastRun;
    item.sink = opened.value;
    item.bytes = opened.value.verifiedBytes;
    item.run = new IncomingRun(run, opened.value, item.size, {
      onVerified: (bytes) => {
        item.bytes = bytes;
        this.#ports.say({ type: 'ack', run, verified: bytes });
        this.#ports.keeper.progressed(item);
      },
      onFinished: (result) => this.#finish(item, result),
      onFailed: (why) => this.#fail(item, why),
    });
    item.meter = new RateMeter(this.#ports.clock.elapsed());
    this.#runs.set(run, item);
    this.#to(item, { type: 'start', run });
    this.#ports.say({ type: 'start', number: item.number, run, from: item.bytes });
  }

  #finish(item: IncomingItem, result: 'verified' | 'mismatch'): void {
    this.#say(item, result);
    this.#to(item, result === 'verified' ? { type: 'verified' } : { type: 'failed', why: 'mismatch' });
  }

  /** The sender breaks the protocol: this file is not taken, and nothing else suffers. */
  #break(item: IncomingItem, wrong: string): string {
    this.#fail(item, 'malformed');
    return wrong;
  }

  #fail(item: IncomingItem, why: TransferFailure): void {
    if (this.#to(item, { type: 'failed', why })) this.#ports.say({ type: 'failed', why, whose: 'received', numbers: [item.number] });
  }

  #say(item: IncomingItem, step: ListStep): void {
    this.#ports.say({ type: 'list', step, whose: 'received', numbers: [item.number] });
  }

  /** Whether its sender is there. A run ends with the connection that carried it. */
  #look(item: IncomingItem): void {
    const isReachable = this.#isFlowing && item.isStanding && !item.isAway;
    if (!isReachable) this.#to(item, { type: 'stopped' });
    if (item.isReachable === isReachable) return;
    item.isReachable = isReachable;
    if (!isOver(item.phase)) this.#ports.keeper.moved(item);
  }

  #to(item: IncomingItem, event: PhaseEvent): boolean {
    const before = item.phase;
    item.phase = nextPhase(before, event);
    if (item.phase === before) return false;
    if (isOver(before) !== isOver(item.phase)) this.#live += isOver(item.phase) ? -1 : 1;
    if (item.phase.kind === 'queued') this.#waiting.add(item);
    else this.#waiting.delete(item);
    if (before.kind === 'running') this.#stop(item, before.run);
    if (isOver(item.phase) && item.phase.kind !== 'done') this.#close(item);
    this.#ports.keeper.changed(item);
    this.#schedule();
    return true;
  }

  #stop(item: IncomingItem, run: number): void {
    this.#runs.delete(run);
    this.#active.delete(item);
    const stopped = item.run;
    item.run = undefined;
    if (stopped) item.settled = stopped.stop();
  }

  #close(item: IncomingItem): void {
    const { sink, phase } = item;
    item.sink = undefined;
    if (!sink) return;
    item.settled = item.settled.then(async () => {
      // Of a file that is another now, nothing that came can be gone on with.
      if (phase.kind === 'failed' && phase.why === 'changed') await sink.remove();
      sink.close();
    });
  }
}

/** A media type as it may be shown: a claim of the sender's, in lower case. */
function safeType(type: string): string {
  return /^[a-z0-9!#$&^_.+-]{1,60}\/[a-z0-9!#$&^_.+-]{1,60}$/i.test(type) ? type.toLowerCase() : '';
}
