/** IndexedDB as ordered records by group, in promises. */
import type { OwnBytes } from '../bytes.ts';
import type { RecordStep, StoredRecord } from './record-store.ts';

export interface RecordDatabase {
  /** In bytes, of each record, by `nameOf` its place. */
  sizes(): Promise<Map<string, number>>;
  read(group: string): Promise<readonly StoredRecord[]>;
  /** One transaction. */
  write(group: string, step: RecordStep): Promise<void>;
  close(): void;
}

export interface RecordDatabases {
  open(name: string): Promise<RecordDatabase>;
  remove(name: string): Promise<void>;
  /** Of all databases of this origin; empty where the browser doesn't tell. */
  names(): Promise<readonly string[]>;
}

const RECORDS = 'records';

export function nameOf(group: string, order: number): string {
  return `${group}/${order}`;
}

/** @param reach asked each time: a browser may refuse it, or have none */
export function indexedDatabases(reach: () => IDBFactory): RecordDatabases {
  return {
    async open(name) {
      const opening = reach().open(name, 1);
      opening.addEventListener('upgradeneeded', () => opening.result.createObjectStore(RECORDS));
      const database = await resultOf(opening);
      // Another tab deletes it, or a page of a later release changes it: this one closes, so that the other's request goes on.
      database.addEventListener('versionchange', () => database.close());
      return new IndexedRecords(database);
    },
    async remove(name) {
      await resultOf(reach().deleteDatabase(name));
    },
    async names() {
      const factory = reach();
      const found = 'databases' in factory ? await factory.databases() : [];
      return found.map(({ name }) => name).filter((name) => name !== undefined);
    },
  };
}

export const browserDatabases: RecordDatabases = indexedDatabases(() => globalThis.indexedDB);

class IndexedRecords implements RecordDatabase {
  readonly #database: IDBDatabase;

  constructor(database: IDBDatabase) {
    this.#database = database;
  }

  async sizes(): Promise<Map<string, number>> {
    return new Map((await this.#readAll()).map(({ group, order, bytes }) => [nameOf(group, order), bytes.length]));
  }

  async read(group: string): Promise<readonly StoredRecord[]> {
    return this.#readAll(allOf(group));
  }

  async write(group: string, { put, remove = [] }: RecordStep): Promise<void> {
    const transaction = this.#database.transaction(RECORDS, 'readwrite');
    const isDone = new Promise<void>((resolve, reject) => {
      transaction.addEventListener('complete', () => resolve());
      transaction.addEventListener('abort', () => reject(transaction.error ?? new Error('a transaction was aborted')));
    });
    const records = transaction.objectStore(RECORDS);
    if (remove === 'all') records.delete(allOf(group));
    else for (const order of remove) records.delete([group, order]);
    for (const { order, bytes } of put) records.put(bytes, [group, order]);
    return isDone;
  }

  close(): void {
    this.#database.close();
  }

  async #readAll(range?: IDBKeyRange): Promise<readonly (StoredRecord & { readonly group: string })[]> {
    const records = this.#database.transaction(RECORDS).objectStore(RECORDS);
    // Both of one transaction, and both in the order of the keys.
    const [keys, values] = await Promise.all([resultOf(records.getAllKeys(range)), resultOf<unknown[]>(records.getAll(range))]);
    return keys.map((key, index) => {
      const [group, order]: readonly unknown[] = Array.isArray(key) ? key : [];
      const bytes = values[index];
      if (typeof group !== 'string' || typeof order !== 'number' || !isOwnBytes(bytes)) throw new TypeError('a record has another shape');
      return { group, order, bytes };
    });
  }
}

/** An array comes after every number (https://w3c.github.io/IndexedDB/#key-construct). */
function allOf(group: string): IDBKeyRange {
  return IDBKeyRange.bound([group], [group, []]);
}

function isOwnBytes(value: unknown): value is OwnBytes {
  return value instanceof Uint8Array && value.buffer instanceof ArrayBuffer;
}

function resultOf<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.addEventListener('success', () => resolve(request.result));
    request.addEventListener('error', () => reject(request.error ?? new Error('IndexedDB failed')));
  });
}
