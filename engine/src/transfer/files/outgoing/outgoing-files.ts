/** What this page offers to one participant, and what it says to it. The receiver says what it takes, when a file runs, and from where. */
import { contained, uncaught } from '../../../base/contained.ts';
import { isBlockStart } from '../pace/chunk-window.ts';
import { RateMeter } from '../pace/rate-meter.ts';
import type { FileSource, FileStore } from '../ports.ts';
import { isOver, isSamePhase, MAX_RUNNING, mayRun, phaseOf } from '../state/phases.ts';
import type { ItemKeeper } from '../state/transfer-item.ts';
import { hearReceiver, isStanding, tryAgain, type ReceiverWord, type SenderWord, type Words } from '../state/two-words.ts';
import type { RunFrame } from '../wire/control-queue.ts';
import type { Offer } from '../wire/frames.ts';
import type { OutgoingItem } from './outgoing-item.ts';
import { OutgoingRun } from './outgoing-run.ts';
import { SendingTurns, type SendingPorts } from './sending-turns.ts';

export interface OutgoingPorts extends SendingPorts {
  readonly store: FileStore;
  readonly keeper: ItemKeeper;
  readonly sayWord: (number: number, word: SenderWord, attempt: number) => void;
  readonly sayOffer: (offer: Offer) => void;
  readonly say: (frame: RunFrame) => void;
}

export class OutgoingFiles {
  readonly turns: SendingTurns;
  readonly #ports: OutgoingPorts;
  readonly #items = new Map<number, OutgoingItem>();
  readonly #runs = new Map<number, OutgoingItem>();
  /** The receiver's page counts its runs from 1. */
  #lastRun = 0;
  #isFlowing = false;

  constructor(ports: OutgoingPorts) {
    this.#ports = ports;
    this.turns = new SendingTurns(ports, () => this.#runs.values());
  }

  add(item: OutgoingItem): void {
    this.#items.set(item.number, item);
    item.isReachable = this.#isFlowing;
  }

  /** Everything that stands, for a page that may know nothing of it; and what does not, for one that may believe that it does. */
  offerAll(): void {
    for (const item of this.#items.values()) {
      const { number, words } = item;
      if (isStanding(words)) this.offer(item);
      else if (words.sender !== 'offered' && words.sender !== 'ended') this.#ports.sayWord(number, words.sender, words.attempt);
    }
  }

  offer({ number, size, type, name, path, words }: OutgoingItem): void {
    this.#ports.sayOffer({ number, size, type, name, path, word: words.sender, attempt: words.attempt });
  }

  /** What was on its way is lost with its connection. */
  flow(isFlowing: boolean): void {
    this.#isFlowing = isFlowing;
    for (const item of this.#items.values()) {
      if (!isFlowing && item.running !== undefined) {
        this.#ports.say({ type: 'stop', whose: 'sent', run: item.running });
        this.#end(item);
      }
      item.isReachable = isFlowing;
      // Of what ended with the call before, too: it can be offered again.
      if (!isOver(item.phase) || item.phase.kind === 'failed') this.#ports.keeper.moved(item);
    }
    this.turns.flow(isFlowing);
  }

  /** The receiver's page is there, and says what it takes. */
  begin(): void {
    this.#lastRun = 0;
    for (const item of [...this.#runs.values()]) this.#end(item);
  }

  hear(word: ReceiverWord, attempt: number, numbers: readonly number[]): void {
    for (const number of numbers) {
      const item = this.#items.get(number);
      if (item) this.#become(item, hearReceiver(item.words, word, attempt));
    }
  }

  start(number: number, run: number, from: number): string | undefined {
    const item = this.#items.get(number);
    // Of a page before this one, which had another list.
    if (!item) return undefined;
    if (!isBlockStart(from, item.size)) return 'a start from within a block';
    if (run <= this.#lastRun) return 'a run that has begun already';
    this.#lastRun = run;
    this.#end(item);
    // It crossed with a word of this side’s, of which the receiver hears.
    if (!mayRun(item.words)) return undefined;
    if (this.#runs.size >= MAX_RUNNING) return 'more runs than go on at once';
    this.#runs.set(run, item);
    item.running = run;
    this.#settle(item);
    contained(this.#open(item, run, from), uncaught);
    return undefined;
  }

  /** The receiver has ended it. */
  stop(run: number): void {
    const item = this.#runs.get(run);
    if (item) this.#end(item);
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
    if (item.words.sender === 'offered' && (item.phase.kind === 'queued' || item.phase.kind === 'running' || item.phase.kind === 'paused')) this.#say(item, 'paused');
  }

  resume(item: OutgoingItem): void {
    if (item.words.sender === 'paused' && !isOver(item.phase)) this.#say(item, 'offered');
  }

  cancel(item: OutgoingItem): void {
    if (!isOver(item.phase)) this.#say(item, 'cancelled');
  }

  retry(item: OutgoingItem): void {
    if (item.phase.kind !== 'failed') return;
    this.#become(item, { ...tryAgain(item.words), sender: 'offered' });
    this.offer(item);
  }

  /** The person has chosen the file again. */
  found(item: OutgoingItem, file: File, source: FileSource): void {
    item.file = file;
    item.source = source;
    if (item.words.sender === 'away') this.#say(item, 'offered');
  }

  /** The call is over, or another person has come. */
  end(): void {
    this.turns.end();
    this.#isFlowing = false;
    for (const item of this.#items.values()) {
      item.isReachable = false;
      if (!isOver(item.phase)) this.#become(item, { ...item.words, sender: 'ended' });
    }
  }

  async #open(item: OutgoingItem, run: number, from: number): Promise<void> {
    // A receiver that begins and stops a thousand times has one block read at once, not a thousand.
    await item.settled;
    if (item.running !== run) return;
    if (!item.source) {
      const source = item.file ? await this.#ports.store.source(item.id, item.file, item.handle) : await this.#ports.store.sourceAgain(item.id);
      item.source ??= source;
    }
    if (item.running !== run) return;
    if (!item.source) return this.#say(item, 'away');
    item.bytes = from;
    item.meter = new RateMeter(this.#ports.clock.elapsed());
    const opened = new OutgoingRun(run, from, item.source, {
      say: this.#ports.say,
      onReady: () => this.turns.pump(),
      onFailed: (why) => {
        if (item.run === opened) this.#say(item, why);
      },
    });
    item.run = opened;
    this.#ports.keeper.moved(item);
  }

  #say(item: OutgoingItem, word: SenderWord): void {
    this.#ports.sayWord(item.number, word, item.words.attempt);
    this.#become(item, { ...item.words, sender: word });
  }

  #become(item: OutgoingItem, words: Words): void {
    const isAnother = words.attempt !== item.words.attempt;
    item.words = words;
    // A run is of the attempt in which it was begun.
    if (isAnother || !mayRun(words)) this.#end(item);
    this.#settle(item);
    if (isAnother) this.#ports.keeper.changed(item);
  }

  #end(item: OutgoingItem): void {
    if (item.running === undefined) return;
    this.#runs.delete(item.running);
    item.running = undefined;
    if (item.run) item.settled = item.run.stop();
    item.run = undefined;
    this.#settle(item);
  }

  #settle(item: OutgoingItem): void {
    const before = item.phase;
    item.phase = phaseOf('sender', item.words, item.running !== undefined);
    if (isSamePhase(before, item.phase)) return;
    if (item.phase.kind === 'done') item.bytes = item.size;
    if (isOver(item.phase)) {
      item.source?.close();
      item.source = undefined;
    }
    this.#ports.keeper.changed(item);
  }
}
