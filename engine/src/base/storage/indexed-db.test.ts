import { describe, expect, it } from 'vitest';
import { ManualClock } from '../testing/manual-clock.ts';
import { settleIndexedDb, type IndexedDbHost } from './indexed-db.ts';

type Handlers = Record<'onsuccess' | 'onerror' | 'onupgradeneeded' | 'oncomplete' | 'onabort', ((event: Event) => void) | undefined>;

/** What a database does when it is opened, and what its transactions do. */
interface Behaviour {
  readonly opens: 'onsuccess' | 'onerror' | 'onupgradeneeded' | 'never';
  readonly writes?: 'oncomplete' | 'onabort' | 'never';
}

/** As much of an IDBFactory as is looked at, and what became of it. */
function database({ opens, writes }: Behaviour): { readonly host: { indexedDB?: IDBFactory }; readonly done: string[] } {
  const done: string[] = [];
  const soon = (target: Partial<Handlers>, name: keyof Handlers): void => queueMicrotask(() => target[name]?.(new Event(name.slice(2))));
  const open = (): object => {
    const transaction: Partial<Handlers> & { objectStore: () => object } = { objectStore: () => ({ count: () => {} }) };
    const request = {
      transaction: { abort: () => { done.push('nothing made'); soon(request, 'onerror'); } },
      result: {
        objectStoreNames: writes ? ['store'] : [],
        transaction: () => {
          if (writes && writes !== 'never') soon(transaction, writes);
          return transaction;
        },
        close: () => done.push('closed'),
      },
    } as Partial<Handlers>;
    if (opens !== 'never') soon(request, opens);
    return request;
  };
  return { host: { indexedDB: { open } as unknown as IDBFactory }, done };
}

const forbidden: IndexedDbHost = {
  get indexedDB(): never {
    throw new DOMException('The operation is insecure.', 'SecurityError');
  },
};

const throwing = {
  indexedDB: {
    open: () => {
      throw new DOMException('no', 'UnknownError');
    },
  } as unknown as IDBFactory,
};

async function settled(host: IndexedDbHost): Promise<unknown> {
  const clock = new ManualClock();
  const told = settleIndexedDb(clock, host);
  await clock.advance(3_000);
  expect(clock.pending).toBe(0);
  return told;
}

describe('IndexedDB', () => {
  it.each([
    ['that opens, and holds nothing yet', { opens: 'onsuccess' }, ['closed']],
    ['whose turn to write comes', { opens: 'onsuccess', writes: 'oncomplete' }, ['closed']],
    ['whose transactions fail', { opens: 'onsuccess', writes: 'onabort' }, ['closed']],
    ['that will not open', { opens: 'onerror' }, []],
    ['without that database: it is not made', { opens: 'onupgradeneeded' }, ['nothing made']],
  ] as const)('%s answers, and stays what it is', async (_what, behaviour, expected) => {
    const { host, done } = database(behaviour);
    const before = host.indexedDB;
    expect(await settled(host)).toBe('answers');
    expect([host.indexedDB, done]).toEqual([before, expected]);
  });

  it.each([['that is missing', {}], ['that is null', { indexedDB: null }], ['whose access is forbidden', forbidden], ['that throws', throwing]])(
    '%s answers: Firebase knows what to do without it', async (_what, host) => {
      expect(await settled(host)).toBe('answers');
    },
  );

  it.each([
    ['that never opens', { opens: 'never' }],
    ['in which no write ever gets its turn', { opens: 'onsuccess', writes: 'never' }],
  ] as const)('%s is silent after three seconds, and to the page there is none from then on', async (_what, behaviour) => {
    const { host } = database(behaviour);
    expect(await settled(host)).toBe('silent');
    expect(host.indexedDB).toBeUndefined();
  });

  it('that never opens and can’t be taken away opens no more, which is an answer', async () => {
    const { host } = database({ opens: 'never' });
    const factory = host.indexedDB;
    Object.freeze(host);
    expect(await settled(host)).toBe('silent');
    expect(() => factory?.open('any')).toThrow('IndexedDB does not answer');
  });
});
