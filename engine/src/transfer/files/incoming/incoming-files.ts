/**
 * What one participant offers to this page, and what this page says to it. The receiver decides: which offers it takes, how many run
 * at once, and from where. What the sender says is checked here; each method returns what is wrong with it, or undefined.
 */
import { contained, uncaught } from '../../../base/contained.ts';
import { hearSender, tryAgain, type ReceiverWord, type SenderWord, type Words } from '../state/two-words.ts';
import { isOver, isSamePhase, mayRun, phaseOf } from '../state/phases.ts';
import type { ItemKeeper } from '../state/transfer-item.ts';
import { MAX_FILE_BYTES, type FileStore, type Outcome } from '../ports.ts';
import type { RunFrame } from '../wire/control-queue.ts';
import type { Offer } from '../wire/frames.ts';
import { formatTransferId, instanceOf } from '../wire/transfer-id.ts';
import { itemOf, type IncomingItem, type OfferPorts } from './incoming-item.ts';
import { IncomingRuns, type Wrong } from './incoming-runs.ts';

/** Offers of one participant that are not over. */
export const MAX_OFFERS = 10_000;
/** Offers of one participant that a page remembers. */
const MAX_REMEMBERED = 20_000;

export interface IncomingPorts extends OfferPorts {
  readonly store: FileStore;
  readonly keeper: ItemKeeper;
  /** @returns false where the id is taken by another participant's transfer */
  readonly adopt: (item: IncomingItem) => boolean;
  readonly sayWord: (number: number, word: ReceiverWord, attempt: number) => void;
  readonly say: (frame: RunFrame) => void;
}

export class IncomingFiles {
  readonly runs: IncomingRuns;
  readonly #ports: IncomingPorts;
  readonly #items = new Map<string, IncomingItem>();
  #instance: string | undefined;
  /** Between the sender's `begin` and its `listed`. */
  #isListing = false;
  #live = 0;
  #isFlowing = false;

  constructor(ports: IncomingPorts) {
    this.#ports = ports;
    this.runs = new IncomingRuns({
      clock: ports.clock, store: ports.store, say: ports.say,
      onProgress: (item) => this.#progress(item),
      onVerified: (item) => this.#ports.keeper.progressed(item),
      onFinished: (item, result) => (result === 'verified' ? this.#verified(item) : this.#answer(item, result)),
      onFailed: (item, why) => this.#answer(item, why),
    });
  }

  /** What the page before this one had. */
  restore(item: IncomingItem): void {
    this.#items.set(item.id, item);
    if (!isOver(item.phase)) this.#live++;
    this.#settle(item);
  }

  flow(isFlowing: boolean): void {
    this.#isFlowing = isFlowing;
    this.runs.flow(isFlowing);
    for (const item of this.#items.values()) this.#settle(item);
  }

  begin(instance: string): void {
    this.#instance = instance;
    this.#isListing = true;
    for (const item of this.#items.values()) {
      item.isStanding = false;
      this.#settle(item);
    }
  }

  offers(offers: readonly Offer[]): string | undefined {
    let wrong: string | undefined;
    for (const offer of offers) wrong = this.#offer(offer) ?? wrong;
    return wrong;
  }

  /**
   * What the sender's page does not offer, it has lost: also what this side has failed to take, and would ask for again. Of what is
   * over here it may not have heard: it has cancelled a file, say, that was already verified.
   */
  listed(): void {
    this.#isListing = false;
    for (const item of this.#items.values()) {
      if (item.isStanding) continue;
      if (!isOver(item.phase) || (item.phase.kind === 'failed' && item.phase.why !== 'ended')) this.#become(item, { ...item.words, sender: 'vanished' });
      else if (instanceOf(item.id) === this.#instance) this.#say(item);
    }
  }

  hear(word: SenderWord, attempt: number, numbers: readonly number[]): void {
    for (const number of numbers) {
      const item = this.#instance === undefined ? undefined : this.#items.get(formatTransferId(this.#instance, number));
      if (item) this.#become(item, hearSender(item.words, word, attempt));
    }
  }

  /** @param wrong with a frame of a run: its file is not taken, and nothing else suffers */
  check(wrong: Wrong | undefined): string | undefined {
    if (wrong?.item) this.#answer(wrong.item, 'malformed');
    return wrong?.what;
  }

  accept(item: IncomingItem): void {
    if (item.phase.kind === 'offered') this.#answer(item, isTooLarge(item) ? 'too-large' : 'accepted');
  }

  decline(item: IncomingItem): void {
    if (item.phase.kind === 'offered') this.#answer(item, 'declined');
  }

  pause(item: IncomingItem): void {
    if (item.words.receiver === 'accepted' && !isOver(item.phase)) this.#answer(item, 'paused');
  }

  resume(item: IncomingItem): void {
    if (item.words.receiver === 'paused' && !isOver(item.phase)) this.#answer(item, 'accepted');
  }

  cancel(item: IncomingItem): void {
    if (!isOver(item.phase)) this.#answer(item, 'cancelled');
  }

  /** Asks for another attempt, and takes it. */
  retry(item: IncomingItem): void {
    if (item.phase.kind !== 'failed' || !item.isStanding || isTooLarge(item)) return;
    item.words = tryAgain(item.words);
    this.#answer(item, 'accepted');
  }

  async blob(item: IncomingItem): Promise<Blob | undefined> {
    if (item.phase.kind !== 'done') return undefined;
    await item.settled;
    if (!item.sink) {
      // The page before this one has received it: what is stored is finished again, and can then be read.
      const opened = await this.#ports.store.sink(item.id, item.size);
      if (opened.kind === 'failed') return undefined;
      if (opened.value.verifiedBytes < item.size || (await opened.value.finish()).kind === 'failed') return undefined;
      item.sink ??= opened.value;
    }
    return item.sink.blob();
  }

  /** The call is over, or another person has come. */
  end(): void {
    this.#instance = undefined;
    for (const item of this.#items.values()) if (!isOver(item.phase)) this.#become(item, { ...item.words, receiver: 'ended' });
  }

  #offer(offer: Offer): string | undefined {
    if (this.#instance === undefined) return 'an offer before the beginning';
    const item = this.#items.get(formatTransferId(this.#instance, offer.number));
    if (!item) return this.#add(offer, this.#instance);
    if (offer.size !== item.size) return 'an offer of another size than before';
    item.isStanding = true;
    this.#become(item, hearSender(item.words, offer.word, offer.attempt));
    this.#say(item);
    return undefined;
  }

  #add(offer: Offer, instance: string): string | undefined {
    if (this.#live >= MAX_OFFERS || this.#items.size >= MAX_REMEMBERED) {
      this.#ports.sayWord(offer.number, 'declined', offer.attempt);
      return 'too many offers';
    }
    if (offer.size > MAX_FILE_BYTES) return 'an offer of more than an offset can say';
    const added = itemOf(offer, instance, this.#ports);
    if (!this.#ports.adopt(added)) return 'an offer of another’s transfer';
    this.#items.set(added.id, added);
    this.#live++;
    this.#settle(added);
    this.#ports.keeper.changed(added);
    // A page that has met this one anew may believe that it is accepted, by the page before.
    if (this.#isListing) this.#say(added);
    return undefined;
  }

  #answer(item: IncomingItem, word: ReceiverWord): void {
    item.words = { ...item.words, receiver: word };
    this.#say(item);
    this.#become(item, item.words);
  }

  /** A sender that is told so speaks of it no more: a page that is reloaded has to know by itself that it is whole. Its run holds its place until then. */
  #verified(item: IncomingItem): void {
    const { run } = item;
    contained(this.#ports.keeper.keepWhole(item).then(() => {
      if (item.run === run && mayRun(item.words)) this.#answer(item, 'verified');
    }), uncaught);
  }

  #say({ number, words: { receiver, attempt } }: IncomingItem): void {
    this.#ports.sayWord(number, receiver, attempt);
  }

  #become(item: IncomingItem, words: Words): void {
    const [isAnother, isElsewhere] = [words.attempt !== item.words.attempt, (words.sender === 'away') !== (item.words.sender === 'away')];
    item.words = words;
    this.#settle(item);
    if (isAnother) this.#ports.keeper.changed(item);
    // The phase is the same, and what is shown of it is not.
    else if (isElsewhere) this.#ports.keeper.moved(item);
  }

  /** A run of it has begun or ended. */
  #progress(item: IncomingItem): void {
    this.#settle(item);
    this.#ports.keeper.moved(item);
  }

  /** Everything that follows of its words, and of whether its sender is there: a run ends with the connection that carried it. */
  #settle(item: IncomingItem): void {
    const isReachable = this.#isFlowing && item.isStanding && item.words.sender !== 'away';
    if (item.isReachable !== isReachable) {
      item.isReachable = isReachable;
      if (!isOver(item.phase)) this.#ports.keeper.moved(item);
    }
    this.runs.want(item, mayRun(item.words));
    const before = item.phase;
    item.phase = phaseOf('receiver', item.words, item.run !== undefined);
    if (isSamePhase(before, item.phase)) return;
    if (isOver(before) !== isOver(item.phase)) this.#live += isOver(item.phase) ? -1 : 1;
    if (isOver(item.phase) && item.phase.kind !== 'done') this.#close(item);
    this.#ports.keeper.changed(item);
  }

  #close(item: IncomingItem): void {
    const { sink, words } = item;
    item.sink = undefined;
    // Of a file that is another now, nothing that came can be gone on with: nor what came before it waited, or to the page before.
    const isUseless = words.sender === 'changed' && words.receiver !== 'open';
    if (!sink && !isUseless) return;
    item.settled = item.settled.then(async () => {
      const opened = sink ?? valueOf(await this.#ports.store.sink(item.id, item.size));
      if (isUseless) await opened?.remove();
      opened?.close();
    });
  }
}

function valueOf<T>(outcome: Outcome<T, string>): T | undefined {
  return outcome.kind === 'ok' ? outcome.value : undefined;
}

function isTooLarge({ limit, size }: IncomingItem): boolean {
  return limit !== undefined && size > limit;
}
