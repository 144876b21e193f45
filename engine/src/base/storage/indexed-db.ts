import { within, type Clock } from '../clock.ts';

/** An answer takes a few milliseconds, on a machine under load a second. Some browsers never give one until they are started anew. */
const ANSWER_LIMIT_MS = 3_000;

/** That of the SDKs' reports of use, which each of their requests waits for. */
const DATABASE = 'firebase-heartbeat-database';

/** What `globalThis` is looked at for. */
export interface IndexedDbHost {
  readonly indexedDB?: IDBFactory | null;
}

/**
 * Whether IndexedDB answers: a refusal is an answer, which Firebase's SDKs know what to do with. What they do not know is
 * silence: their reports of use and App Check would wait for it, and with them every request of theirs, for ever. So a
 * silent one is taken out of their sight. Before any of them has begun.
 *
 * @returns after three seconds at the latest
 */
export async function settleIndexedDb(clock: Clock, host: IndexedDbHost = globalThis): Promise<'answers' | 'silent'> {
  const answer = ask(host).catch(() => {}).then(() => 'answers' as const);
  const told = await within(clock, ANSWER_LIMIT_MS, answer, () => 'silent' as const);
  if (told === 'silent') withdraw(host);
  return told;
}

/** Opens the database, where it is there, and waits for its turn to write, as the SDK does. Changes nothing. */
async function ask(host: IndexedDbHost): Promise<void> {
  const opening = host.indexedDB?.open(DATABASE);
  if (!opening) return;
  const isOpen = await new Promise<boolean>((resolve) => {
    // Set, as the SDKs do it, and not added: what takes these and never calls them is what they would wait for.
    Object.assign(opening, {
      // It is the SDK's to make.
      onupgradeneeded: () => opening.transaction?.abort(),
      onsuccess: () => resolve(true),
      onerror: (event: Event) => {
        event.preventDefault();
        resolve(false);
      },
    });
  });
  if (!isOpen) return;
  const database = opening.result;
  try {
    const [store] = database.objectStoreNames;
    if (store === undefined) return;
    const transaction = database.transaction(store, 'readwrite');
    transaction.objectStore(store).count();
    await new Promise<void>((resolve) => {
      Object.assign(transaction, { oncomplete: () => resolve(), onabort: () => resolve() });
    });
  } finally {
    database.close();
  }
}

/** To the page it is then a browser without IndexedDB. */
function withdraw(host: IndexedDbHost): void {
  try {
    if (Reflect.defineProperty(host, 'indexedDB', { configurable: true, value: undefined })) return;
    const refuse = (): never => {
      throw new DOMException('IndexedDB does not answer', 'UnknownError');
    };
    if (host.indexedDB) Reflect.set(host.indexedDB, 'open', refuse);
  } catch {
    // It can't be touched: what waits for it has bounds of its own.
  }
}
