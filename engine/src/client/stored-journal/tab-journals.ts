/**
 * The journals of this tab's calls, in its sealed store:
 *
 *   const journals = new TabJournals({ hasEnded: () => call.view.state.phase === 'ended' });
 *   const chat = call.channel('chat', { createJournal: journals.create });
 *
 * Where the browser keeps nothing they are in memory: then a page that is reloaded begins anew.
 */
import { toBase64Url } from '../../base/bytes.ts';
import { systemClock, type Clock } from '../../base/clock.ts';
import { silentLogger, type Logger } from '../../base/logger.ts';
import { Scope } from '../../base/scope.ts';
import { browserStorage } from '../../base/storage/key-values.ts';
import { browserLocks } from '../../base/storage/locks.ts';
import { browserDatabases } from '../../base/storage/record-database.ts';
import { openTabStore, sweepTabStores, type TabStore, type TabStorePorts } from '../../base/storage/tab-store.ts';
import { StoredJournal, type LoggedFrame } from '../../call/channels/stored-journal.ts';
import type { DataChannelKind, JournalPlace } from '../data-channel.ts';

/** What the journals of a tab ask of the page. */
export interface TabJournalsOptions {
  /** The call is over, and can't be come back to: what is kept of it goes with the page. Asked as the page goes, and by `close`. */
  readonly hasEnded: () => boolean;
  /** Hears that a journal goes on in memory, and why. Silent where it is left out. */
  readonly logger?: Logger;
  /** What they are kept in; the browser's own where it is left out. */
  readonly storage?: Partial<TabStorePorts>;
  /** Where `pagehide` is told of; the browser's own window where it is left out. */
  readonly page?: EventTarget;
}

/**
 * The journals of this tab's calls, at most 32 MiB together. They are sealed (AES-256-GCM) in IndexedDB, under a key in
 * sessionStorage: a reload finds them again, a duplicated tab does not, and what a tab that is gone has left is deleted by the
 * next page that makes a `TabJournals`. No method rejects: what can't be stored is kept in memory, for as long as the page lives.
 */
export class TabJournals {
  readonly #scope = new Scope();
  readonly #options: TabJournalsOptions;
  readonly #clock: Clock;
  readonly #opened: Promise<TabStore | undefined>;
  #store: TabStore['store'] | undefined;
  /** The latest of each kind. */
  readonly #journals = new Map<DataChannelKind, StoredJournal>();
  /** A channel may be opened before the call that carries it has begun, and its archive read before its journal is made. */
  readonly #made = new Map<DataChannelKind, PromiseWithResolvers<void>>();

  /** One a page: the store of a tab is open once. */
  constructor(options: TabJournalsOptions) {
    const ports: TabStorePorts = {
      clock: systemClock, session: browserStorage.session, locks: browserLocks, databases: browserDatabases,
      randomBytes: (length) => crypto.getRandomValues(new Uint8Array(length)),
      ...options.storage,
    };
    this.#options = options;
    this.#clock = ports.clock;
    this.#opened = openTabStore(ports).then((opened) => {
      this.#store = opened?.store;
      return opened;
    });
    this.#scope.listen(options.page ?? globalThis, 'pagehide', () => this.#leave());
    sweepTabStores(this.#scope, ports);
  }

  /** For `ChannelOptions.createJournal`. */
  readonly create = ({ kind, callId, seat }: JournalPlace): StoredJournal => {
    const store = this.#opened.then((opened) => opened?.store);
    const groupOf = (of: number): string => `${kind}/${callId}/${of}`;
    // Of a person who has been let go nothing is kept; what fails here fails again where it is noticed.
    for (let before = 0; before < seat; before++) store.then((found) => found?.write(groupOf(before), { put: [], remove: 'all' })).catch(() => {});
    const logger = this.#options.logger ?? silentLogger;
    const journal = new StoredJournal({
      store,
      group: groupOf(seat),
      createId: () => toBase64Url(crypto.getRandomValues(new Uint8Array(16))),
      now: () => this.#clock.now(),
      onForgetful: (error) => logger.log('warn', 'a journal goes on in memory', { kind, error }),
    });
    this.#journals.set(kind, journal);
    this.#madeOf(kind).resolve();
    return journal;
  };

  /**
   * What the pages of this tab before this one have sent and taken over the channel of this kind, in the order in which it was stored: for
   * `ChatLog.attach`. `read` waits for the channel's journal, so for a channel that is opened with `create`; empty where nothing is
   * kept; never rejects.
   */
  archive(kind: DataChannelKind): { read(): Promise<readonly LoggedFrame[]> } {
    return {
      read: async () => {
        if (!this.#scope.isEnded) await this.#madeOf(kind).promise;
        return this.#journals.get(kind)?.read() ?? [];
      },
    };
  }

  /** The page turns to something else: lets go of the store, whose content goes if the call has ended. */
  close(): void {
    if (this.#scope.isEnded) return;
    this.#leave();
    this.#scope.end();
    for (const { resolve } of this.#made.values()) resolve();
    this.#opened.then((opened) => opened?.close()).catch(() => {});
  }

  #madeOf(kind: DataChannelKind): PromiseWithResolvers<void> {
    const made = this.#made.get(kind) ?? Promise.withResolvers<void>();
    this.#made.set(kind, made);
    return made;
  }

  #leave(): void {
    if (this.#options.hasEnded()) this.#store?.abandon();
  }
}
