/**
 * The list of files that a page sends and receives, over any number of participants' channels: one of it a page, one link a
 * participant. A file that is offered while several are there is one transfer for each of them.
 *
 * What stands is stored at every change, so that a page after a reload, in the same tab, goes on with it.
 */
import { systemClock, type Clock } from '../../base/clock.ts';
import { contained } from '../../base/contained.ts';
import { silentLogger, type Logger } from '../../base/logger.ts';
import type { FeatureData, ParticipantChannel } from '../participant-channel.ts';
import type { ParticipantKey } from '../participant-key.ts';
import { FileLink } from './file-link.ts';
import type { IncomingItem } from './incoming/incoming-item.ts';
import type { OutgoingItem } from './outgoing/outgoing-item.ts';
import type { FileStore } from './ports.ts';
import { NameCounter, safeName, safePath } from './safe-names.ts';
import { restoreIncoming, restoreOutgoing } from './restored-items.ts';
import { isOver, phaseOf } from './state/phases.ts';
import type { TransferItem } from './state/transfer-item.ts';
import { TransferKeeper } from './state/transfer-keeper.ts';
import { TransferList } from './transfer-list.ts';
import type { TransferView } from './transfer-view.ts';
import { formatInstance, formatTransferId, INSTANCE_BYTES } from './wire/transfer-id.ts';

/** What a list of files works with. */
export interface TransfersPorts {
  /** Where the bytes come from and go to, and what a reload finds again: one `FileDisk` a page. */
  readonly store: FileStore;
  /** The browser's own where it is left out. */
  readonly clock?: Clock;
  /** Hears of failures inside the list, and once a participant of frames that are malformed. Silent where it is left out. */
  readonly logger?: Logger;
  /** Names this page as a sender. The browser's own where it is left out. @param length in bytes */
  readonly randomBytes?: (length: number) => Uint8Array;
}

/** A file that the person has chosen to send. */
export interface OfferedFile {
  /** Read in blocks of 1 MiB as it is sent, and never before it is accepted. Its name is made safe. */
  readonly file: File;
  /** The folders above it, from outside in, as the browser has them: at most 32 are sent, each made safe. None where it is left out. */
  readonly path?: readonly string[];
  /** With it a page that is reloaded finds the file again by itself; without it the person is asked for the file once. */
  readonly handle?: FileSystemFileHandle;
}

/** Ten thousand offers are forty frames; storage that is silent is given up after seconds. */
const MAX_EARLY = 1_024;

/**
 * The files of a page, in both directions. Its methods return at once and throw nothing: what becomes of a step is a state
 * (`TransferView`), and a step that has no meaning in that state, or for an id that there is none of, does nothing.
 */
export class Transfers {
  readonly #ports: Required<TransfersPorts>;
  readonly #list: TransferList;
  readonly #links = new Map<ParticipantKey, FileLink>();
  readonly #names = new NameCounter();
  readonly #keeper: TransferKeeper;
  /** What the page before this one has left has been read. */
  readonly #ready: Promise<void>;
  #isReady = false;
  #isEnded = false;
  #instance: string;
  #lastNumber: number;
  #limit: number | undefined;

  /** Reads at once what the page before this one, in the same tab, has left. */
  constructor({ clock = systemClock, logger = silentLogger, randomBytes = (length) => crypto.getRandomValues(new Uint8Array(length)), store }: TransfersPorts) {
    const ports = { clock, logger, randomBytes, store };
    this.#ports = ports;
    this.#list = new TransferList(ports.clock, (error) => ports.logger.log('error', 'an observer of transfers threw', error));
    this.#instance = formatInstance(ports.randomBytes(INSTANCE_BYTES));
    // The pages before it, in the same tab, have used numbers of which nothing is stored any more.
    this.#lastNumber = new DataView(Uint8Array.from(ports.randomBytes(4)).buffer).getUint32(0) >>> 1;
    this.#keeper = new TransferKeeper(ports.store, (error) => this.#report(error), () => this.#instance);
    this.#ready = this.#load();
    contained(this.#ready, (error) => this.#report(error));
  }

  /** In order of their offers. Never mutated: another array after each change, with another object for each file that has changed. */
  get views(): readonly TransferView[] {
    return this.#list.views;
  }

  /** Calls back after each change, and twice a second while a file runs. @returns ends it */
  observe(listener: () => void): () => void {
    return this.#list.observe(listener);
  }

  /**
   * To each participant who is attached; to none, if there is none. Each participant's page takes 10,000 offers that are not over, and
   * declines more.
   * @param files of at most 2^48 - 1 bytes each
   */
  offer(files: readonly OfferedFile[]): void {
    this.#whenReady(() => {
      const added = [...this.#links].flatMap(([participant, link]) => files.map((file) => this.#add(participant, link, file)));
      this.#keeper.keep(added);
      for (const { link, item } of added.map((item) => ({ link: this.#links.get(item.participant), item }))) link?.outgoing.offer(item);
      this.#list.tell();
    });
  }

  /** Takes an offer: at most three files of a participant run at once, the others are `queued`. One above `limit` fails as `too-large`. */
  accept(id: string): void {
    this.#incoming(id, (item, link) => link.incoming.accept(item));
  }

  /** Every offer that stands, of all participants. */
  acceptAll(): void {
    for (const item of this.#list.items) if (item.direction === 'in') this.#links.get(item.participant)?.incoming.accept(item);
  }

  /** Of an offer: it can't be accepted any more. */
  decline(id: string): void {
    this.#incoming(id, (item, link) => link.incoming.decline(item));
  }

  /** By either side, and ended by the one that has paused it. */
  pause(id: string): void {
    this.#either(id, 'pause');
  }

  /** Goes on from the last verified block. */
  resume(id: string): void {
    this.#either(id, 'resume');
  }

  /** By either side: an offer is taken back, a file that runs is stopped, and what has been received of it is deleted. */
  cancel(id: string): void {
    this.#either(id, 'cancel');
  }

  /** After a failure: the sender offers it again; the receiver asks for that, and takes it. */
  retry(id: string): void {
    this.#either(id, 'retry');
  }

  /**
   * Of a file whose state is `needs-file`: the one that the person has chosen. It is the same where its size is, and the SHA-256
   * of what has been verified of it. @returns `taken`: it goes on; `another-file`: it is not the same, or nothing waits for it
   */
  async provide(id: string, file: File): Promise<'taken' | 'another-file'> {
    const item = this.#list.get(id);
    if (item?.direction !== 'out' || item.size !== file.size) return 'another-file';
    const source = await this.#ports.store.sourceFrom(id, file);
    if (!source) return 'another-file';
    this.#links.get(item.participant)?.outgoing.found(item, file, source);
    return 'taken';
  }

  /** A received file that is done: to show (`shownAs`), or to save (`saveFile`). On disk where there is one. Undefined where it is gone. */
  async blob(id: string): Promise<Blob | undefined> {
    // What a page before this one has received is there before its links are.
    await this.#ready;
    const item = this.#list.get(id);
    return item?.direction === 'in' ? this.#links.get(item.participant)?.incoming.blob(item) : undefined;
  }

  /**
   * Once a participant: takes offers, and sends what is offered from then on.
   * @param participant names it in each `TransferView`; the same after a reload
   * @param channel `call.channel('files')`, for as long as the link's calls go on
   * @returns ends it: what was under way fails as `ended`
   */
  attach(participant: ParticipantKey, channel: ParticipantChannel): () => void {
    let link: FileLink | undefined;
    let isDetached = false;
    // Control frames that come while the store is being read: the channel says each of them once.
    const early: FeatureData[] = [];
    let stopHolding = channel.onMessage((data) => {
      if (early.length < MAX_EARLY) early.push(data);
    });
    this.#whenReady(() => {
      if (isDetached || this.#isEnded) return;
      link = new FileLink({
        clock: this.#ports.clock, logger: this.#ports.logger, store: this.#ports.store, channel, instance: this.#instance, participant,
        limit: () => this.#limit, names: this.#names,
        keeper: { changed: (item) => this.#changed(item), moved: (item) => this.#list.moved(item), progressed: (item) => this.#list.progressed(item), keepWhole: (item) => this.#keeper.keepWhole(item) },
        adopt: (item) => this.#list.add(item),
      });
      this.#links.get(participant)?.end();
      this.#links.set(participant, link);
      for (const item of this.#list.items) {
        if (item.participant !== participant || (isOver(item.phase) && item.phase.kind !== 'done')) continue;
        if (item.direction === 'in') link.incoming.restore(item);
        else if (item.phase.kind !== 'done') link.outgoing.add(item);
      }
      stopHolding();
      stopHolding = () => {};
      link.start(early);
    });
    return () => {
      isDetached = true;
      stopHolding();
      link?.end();
      if (link && this.#links.get(participant) === link) this.#links.delete(participant);
    };
  }

  /**
   * The page's conversation is over: what goes on ends, and what is stored of it is deleted. Received files stay until the tab goes.
   * Resolves once that is deleted: the store is not to end before.
   */
  end(): Promise<void> {
    this.#isEnded = true;
    for (const link of this.#links.values()) link.end();
    this.#links.clear();
    this.#list.end();
    return this.#keeper.settled();
  }

  async #load(): Promise<void> {
    const [{ instance, transfers }, limit] = await Promise.all([this.#ports.store.open(), this.#ports.store.limit()]);
    this.#limit = limit;
    if (instance !== undefined) this.#instance = instance;
    for (const stored of transfers) {
      if (stored.direction === 'in') this.#names.next(stored.path, stored.name);
      const item = stored.direction === 'in' ? restoreIncoming(stored, limit) : restoreOutgoing(stored, await this.#ports.store.sourceAgain(stored.id));
      this.#list.add(item);
    }
    this.#isReady = true;
    this.#list.tell();
  }

  #add(participant: ParticipantKey, link: FileLink, { file, path = [], handle }: OfferedFile): OutgoingItem {
    const [number, words] = [++this.#lastNumber, { attempt: 0, sender: 'offered', receiver: 'open' } as const];
    const item: OutgoingItem = {
      id: formatTransferId(this.#instance, number), number, direction: 'out', participant, name: safeName(file.name), path: safePath(path), type: file.type.slice(0, 120),
      size: file.size, at: this.#ports.clock.now(), words, phase: phaseOf('sender', words), bytes: 0, meter: undefined, isReachable: false, settled: Promise.resolve(),
      view: undefined, file, handle, source: undefined, running: undefined, run: undefined,
    };
    this.#list.add(item);
    link.outgoing.add(item);
    return item;
  }

  #incoming(id: string, act: (item: IncomingItem, link: FileLink) => void): void {
    const item = this.#list.get(id);
    const link = item && this.#links.get(item.participant);
    if (link && item.direction === 'in') act(item, link);
  }

  #either(id: string, step: 'pause' | 'resume' | 'cancel' | 'retry'): void {
    const item = this.#list.get(id);
    const link = item && this.#links.get(item.participant);
    if (!link) return;
    if (item.direction === 'in') link.incoming[step](item);
    else link.outgoing[step](item);
  }

  #changed(item: TransferItem): void {
    this.#keeper.keep([item]);
    this.#list.moved(item);
    if (item.direction === 'in' && this.#limit !== undefined) contained(this.#followLimit(), (error) => this.#report(error));
  }

  /** What is kept in memory takes the room of what comes: the limit is said as it is now. */
  async #followLimit(): Promise<void> {
    const limit = await this.#ports.store.limit();
    if (limit === undefined || limit === this.#limit) return;
    this.#limit = limit;
    const open = [...this.#list.items].filter(({ direction, phase }) => direction === 'in' && (phase.kind === 'offered' || phase.kind === 'failed'));
    for (const item of open) item.limit = limit;
    this.#list.tell(open);
  }

  #whenReady(act: () => void): void {
    if (this.#isReady) act();
    else contained(this.#ready.then(act), (error) => this.#report(error));
  }

  #report(error: unknown): void {
    this.#ports.logger.log('error', 'the list of files failed', error);
  }
}
