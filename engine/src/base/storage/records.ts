/** Values by key in IndexedDB, for what is more than text: handles of files, bytes. It never rejects, and never hangs. */
import { within, type Clock } from '../clock.ts';

/** A step is written whole or not at all. */
export interface RecordStep {
  readonly put?: readonly (readonly [key: string, value: unknown])[];
  readonly remove?: readonly string[];
  /** Every key that begins with it. */
  readonly removeUnder?: readonly string[];
}

export interface Records {
  /** @returns undefined where there is none, or the browser gives none */
  get(key: string): Promise<unknown>;
  keys(): Promise<string[]>;
  /** The values whose keys begin with it, in the order of their keys. */
  valuesUnder(prefix: string): Promise<unknown[]>;
  /** @returns false where it could not be written */
  write(step: RecordStep): Promise<boolean>;
}

const STORE = 'records';
/** As long as `settleIndexedDb` waits: a browser that has not answered by then never will. */
const ANSWER_LIMIT_MS = 3_000;
/** In place of how many records there are. */
const NOT_WRITTEN = -1;
/** The last character that can stand in a key. */
const LAST = '\uffff';

/** @param name of the database, which is made where it is missing */
export function openRecords(name: string, clock: Clock, reach = (): IDBFactory | null | undefined => globalThis.indexedDB): Records {
  let opening: Promise<IDBDatabase | undefined> | undefined;
  const open = (): Promise<IDBDatabase | undefined> => {
    opening ??= within(clock, ANSWER_LIMIT_MS, openDatabase(name, reach).catch(() => undefined), () => undefined);
    return opening;
  };
  const run = async <Found>(mode: IDBTransactionMode, act: (store: IDBObjectStore) => IDBRequest<Found>, otherwise: Found): Promise<Found> => {
    const database = await open();
    if (!database) return otherwise;
    let transaction: IDBTransaction | undefined;
    try {
      transaction = database.transaction(STORE, mode, { durability: 'relaxed' });
      const request = act(transaction.objectStore(STORE));
      // By itself it commits once the page has heard of each request: a page that goes hears of none.
      if (mode === 'readwrite') transaction.commit();
      return await within(clock, ANSWER_LIMIT_MS, done(transaction).then(() => request.result), () => otherwise);
    } catch {
      giveUp(transaction);
      return otherwise;
    }
  };
  return {
    get: (key) => run<unknown>('readonly', (store) => store.get(key), undefined),
    keys: async () => (await run<IDBValidKey[]>('readonly', (store) => store.getAllKeys(), [])).filter((key) => typeof key === 'string'),
    valuesUnder: (prefix) => run<unknown[]>('readonly', (store) => store.getAll(IDBKeyRange.bound(prefix, prefix + LAST)), []),
    async write({ put = [], remove = [], removeUnder = [] }) {
      const counted = await run<number>('readwrite', (store) => {
        for (const [key, value] of put) store.put(value, key);
        for (const key of remove) store.delete(key);
        for (const prefix of removeUnder) store.delete(IDBKeyRange.bound(prefix, prefix + LAST));
        return store.count();
      }, NOT_WRITTEN);
      return counted !== NOT_WRITTEN;
    },
  };
}

/** A value that can't be stored was refused before the others were asked for: none of them is written. */
function giveUp(transaction: IDBTransaction | undefined): void {
  try {
    transaction?.abort();
  } catch {
    // It has ended by itself.
  }
}

function openDatabase(name: string, reach: () => IDBFactory | null | undefined): Promise<IDBDatabase | undefined> {
  return new Promise((resolve, reject) => {
    const request = reach()?.open(name, 1);
    if (!request) return resolve(undefined);
    request.addEventListener('upgradeneeded', () => request.result.createObjectStore(STORE));
    request.addEventListener('success', () => resolve(request.result));
    request.addEventListener('error', () => reject(request.error ?? new Error('not opened')));
  });
}

function done(transaction: IDBTransaction): Promise<void> {
  return new Promise((resolve, reject) => {
    transaction.addEventListener('complete', () => resolve());
    transaction.addEventListener('abort', () => reject(transaction.error ?? new Error('given up')));
  });
}
