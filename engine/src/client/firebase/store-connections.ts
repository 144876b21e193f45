/**
 * The connections of a page to the store, and which call listens over which. The SDK carries all listeners of one Firestore
 * object over one stream, and `refresh` closes that. So each call has an object of its own, and none is cut for another's sake.
 */
import type { Firestore } from 'firebase/firestore';
import type { Logger } from '../../base/logger.ts';

export interface StoreConnection {
  readonly firestore: Firestore;
  /** Listens with the present tokens: the former ones were refused. */
  renewTokens(): Promise<void>;
  close(): Promise<void>;
}

export interface BorrowedConnection {
  readonly connection: StoreConnection;
  /** The call listens no more: another one may. */
  release(): void;
}

interface Entry {
  /** Unlike that of any other that is open: it names the Firebase app, and one name is one Firestore object. */
  readonly number: number;
  readonly connection: Promise<StoreConnection>;
  calls: number;
}

export interface StoreConnectionsOptions {
  /** @param number 1 for the client's own app */
  readonly open: (number: number) => Promise<StoreConnection>;
  /** Calls beyond that many share one. */
  readonly most: number;
  readonly logger: Logger;
}

export class StoreConnections {
  readonly #options: StoreConnectionsOptions;
  #entries: readonly Entry[] = [];

  constructor(options: StoreConnectionsOptions) {
    this.#options = options;
  }

  /** One that no other call uses, or the one with the fewest calls. @throws whatever opening the first one throws */
  async borrow(): Promise<BorrowedConnection> {
    const entry = this.#free() ?? this.#least();
    try {
      return await lend(entry);
    } catch (error) {
      this.#entries = this.#entries.filter((one) => one !== entry);
      if (this.#entries.length === 0) throw error;
      this.#options.logger.log('warn', 'a call shares the connection of another: it could not get one of its own', error);
      return lend(this.#least());
    }
  }

  async close(): Promise<void> {
    const entries = this.#entries;
    this.#entries = [];
    await Promise.all(entries.map(async ({ connection }) => (await connection).close()));
  }

  #free(): Entry | undefined {
    const free = this.#entries.find(({ calls }) => calls === 0);
    if (free || this.#entries.length >= this.#options.most) return free;
    const number = this.#unusedNumber();
    const entry: Entry = { number, connection: this.#options.open(number), calls: 0 };
    this.#entries = [...this.#entries, entry];
    return entry;
  }

  /** One that could not be opened leaves a gap. */
  #unusedNumber(): number {
    const used = new Set(this.#entries.map(({ number }) => number));
    let number = 1;
    while (used.has(number)) number++;
    return number;
  }

  #least(): Entry {
    return this.#entries.reduce((least, entry) => (entry.calls < least.calls ? entry : least));
  }
}

async function lend(entry: Entry): Promise<BorrowedConnection> {
  // At once, so that no other caller finds it free meanwhile.
  entry.calls++;
  const connection = await entry.connection;
  let isBorrowed = true;
  return {
    connection,
    release() {
      if (isBorrowed) entry.calls--;
      isBorrowed = false;
    },
  };
}
