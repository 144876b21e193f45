/**
 * What a tab keeps through its reloads, for itself alone: records in IndexedDB, sealed with AES-256-GCM under a key
 * that only sessionStorage has. The key goes with the tab, so what is left in the database then is noise.
 *
 *   sealed ──open, within 3 s──► open ──write, within 3 s each──► open
 *     └───────fails───────┐        └──────fails, or abandon──────┐
 *                         └──────────────────────────────────────┴──► abandoned: key forgotten, database deleted
 */
import type { OwnBytes } from '../bytes.ts';
import { joinBytes } from '../bytes.ts';
import { within, type Clock } from '../clock.ts';
import { contained } from '../contained.ts';
import { nameOf, type RecordDatabase, type RecordDatabases } from './record-database.ts';
import type { RecordStep, RecordStore, StoredRecord } from './record-store.ts';

/** As long as IndexedDB is asked whether it answers (indexed-db.ts). */
const STEP_LIMIT_MS = 3_000;

/** NIST SP 800-38D section 8.2.2: at random, for fewer than 2^32 records under one key. */
const NONCE_BYTES = 12;

export interface SealedStorePorts {
  readonly clock: Clock;
  readonly databases: RecordDatabases;
  /** Of the database. */
  readonly name: string;
  /** 32 bytes. */
  readonly key: OwnBytes;
  /** The next page of this tab is to find neither the name nor the key. */
  readonly onAbandoned: () => void;
}

export class SealedStore implements RecordStore {
  readonly #ports: SealedStorePorts;
  readonly #database: RecordDatabase;
  readonly #key: CryptoKey;
  readonly #sizes: Map<string, number>;
  #bytes: number;
  #isAbandoned = false;

  /** @throws whatever the browser throws; silence is a TypeError */
  static async open(ports: SealedStorePorts): Promise<SealedStore> {
    const { clock, databases, name, key } = ports;
    return bounded(clock, (async () => {
      const imported = await crypto.subtle.importKey('raw', key, 'AES-GCM', false, ['encrypt', 'decrypt']);
      const database = await databases.open(name);
      return new SealedStore(ports, database, imported, await database.sizes());
    })());
  }

  private constructor(ports: SealedStorePorts, database: RecordDatabase, key: CryptoKey, sizes: Map<string, number>) {
    this.#ports = ports;
    this.#database = database;
    this.#key = key;
    this.#sizes = sizes;
    this.#bytes = [...sizes.values()].reduce((sum, size) => sum + size, 0);
  }

  get bytes(): number {
    return this.#bytes;
  }

  async read(group: string): Promise<readonly StoredRecord[]> {
    const sealed = await this.#bounded(this.#database.read(group));
    return Promise.all(sealed.map(async ({ order, bytes }) => ({ order, bytes: await this.#unseal(group, order, bytes) })));
  }

  async write(group: string, { put, remove = [] }: RecordStep): Promise<void> {
    // A transaction ends by itself while something else is awaited, so all is sealed before.
    const sealed = await Promise.all(put.map(async ({ order, bytes }) => ({ order, bytes: await this.#seal(group, order, bytes) })));
    await this.#bounded(this.#database.write(group, { put: sealed, remove }));
    if (remove === 'all') this.#countAllOut(group);
    else for (const order of remove) this.#count(nameOf(group, order), 0);
    for (const { order, bytes } of sealed) this.#count(nameOf(group, order), bytes.length);
  }

  abandon(): void {
    if (this.#isAbandoned) return;
    this.#isAbandoned = true;
    this.#ports.onAbandoned();
    this.close();
    contained(this.#ports.databases.remove(this.#ports.name), () => {
      // A later start finds it without its tab, and without its key it says nothing.
    });
  }

  /** Lets go of the database: nothing is read or written any more. */
  close(): void {
    this.#database.close();
  }

  #bounded<T>(work: Promise<T>): Promise<T> {
    if (this.#isAbandoned) work.catch(() => {});
    return this.#isAbandoned ? Promise.reject(new TypeError('the store has been abandoned')) : bounded(this.#ports.clock, work);
  }

  #count(name: string, bytes: number): void {
    this.#bytes += bytes - (this.#sizes.get(name) ?? 0);
    if (bytes > 0) this.#sizes.set(name, bytes);
    else this.#sizes.delete(name);
  }

  #countAllOut(group: string): void {
    for (const name of [...this.#sizes.keys()]) if (name.startsWith(`${group}/`)) this.#count(name, 0);
  }

  async #seal(group: string, order: number, bytes: OwnBytes): Promise<OwnBytes> {
    const nonce = crypto.getRandomValues(new Uint8Array(NONCE_BYTES));
    return joinBytes(nonce, new Uint8Array(await crypto.subtle.encrypt(parametersOf(group, order, nonce), this.#key, bytes)));
  }

  async #unseal(group: string, order: number, bytes: OwnBytes): Promise<OwnBytes> {
    const parameters = parametersOf(group, order, bytes.slice(0, NONCE_BYTES));
    try {
      return new Uint8Array(await crypto.subtle.decrypt(parameters, this.#key, bytes.slice(NONCE_BYTES)));
    } catch (error) {
      throw new TypeError('a record is not of this key, or of another place', { cause: error });
    }
  }
}

/** A record belongs to its place: one that was moved to another opens no more. */
function parametersOf(group: string, order: number, iv: OwnBytes): AesGcmParams {
  return { name: 'AES-GCM', iv, additionalData: new TextEncoder().encode(nameOf(group, order)) };
}

function bounded<T>(clock: Clock, work: Promise<T>): Promise<T> {
  return within(clock, STEP_LIMIT_MS, work, () => {
    throw new TypeError('IndexedDB does not answer');
  });
}
