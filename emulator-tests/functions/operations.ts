/** What a process asks Firestore for through the Admin SDK, as it is billed: a query that finds nothing is one read. */

export interface Operations {
  reads: number;
  writes: number;
  deletes: number;
}

type Method = (this: unknown, ...given: unknown[]) => unknown;
interface Class {
  readonly prototype: object;
}

/** Of `firebase-admin/firestore`, in the copy that is to be counted. */
export interface SdkClasses {
  readonly Query: Class;
  readonly Transaction: Class;
  readonly WriteBatch: Class;
}

/** Counts from now on. `stop` puts back what was there. */
export function countOperations({ Query, Transaction, WriteBatch }: SdkClasses): { readonly counted: Operations; stop(): void } {
  const counted: Operations = { reads: 0, writes: 0, deletes: 0 };
  const undo: (() => void)[] = [];
  const after = ({ prototype }: Class, name: string, note: (answer: unknown) => void): void => {
    const methods = prototype as Record<string, Method>;
    const original = methods[name];
    if (!original) throw new TypeError(`the SDK has no ${name}`);
    methods[name] = function counting(...given) {
      const answer = original.apply(this, given);
      if (answer instanceof Promise) return answer.then((value: unknown) => {
        note(value);
        return value;
      });
      note(answer);
      return answer;
    };
    undo.push(() => {
      methods[name] = original;
    });
  };
  const found = (answer: unknown): void => {
    if (Array.isArray(answer)) counted.reads += answer.length;
    // A snapshot of a query has a size, that of a document has none.
    else counted.reads += Math.max(1, (answer as { readonly size?: number }).size ?? 1);
  };
  after(Query, 'get', found);
  after(Transaction, 'get', found);
  after(Transaction, 'getAll', found);
  // A transaction writes through a batch of its own.
  for (const name of ['create', 'set', 'update']) after(WriteBatch, name, () => void (counted.writes += 1));
  after(WriteBatch, 'delete', () => void (counted.deletes += 1));
  return { counted, stop: () => undo.forEach((put) => put()) };
}
