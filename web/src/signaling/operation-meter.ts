/**
 * What a page's share of a call costs at Firestore, counted by the app itself as the bill counts it
 * (https://firebase.google.com/docs/firestore/pricing): every document written or deleted, every document delivered,
 * and one read for a question that finds nothing. Documents that the rules look up are billed too, and no client sees
 * them. Numbers alone: nothing here names a call, a person or an address.
 */
import { Bytes } from 'firebase/firestore';
import type { DocumentWrite } from './firestore-commit.ts';

export interface Operations {
  readonly writes: number;
  readonly reads: number;
  readonly deletes: number;
  /** Of sealed content alone: what wraps it differs from one transport to the next. */
  readonly sentBytes: number;
  readonly receivedBytes: number;
}

/** As much of a DocumentSnapshot as is counted. */
interface SeenDocument {
  readonly metadata: { readonly fromCache: boolean };
  exists(): boolean;
  data(): unknown;
}

/** As much of a QuerySnapshot as is counted. */
interface SeenQuery {
  readonly metadata: { readonly fromCache: boolean };
  docChanges(): readonly { readonly type: 'added' | 'modified' | 'removed'; readonly doc: { data(): unknown } }[];
}

export class OperationMeter {
  readonly #publish: (operations: Operations) => void;
  #counted: Operations = { writes: 0, reads: 0, deletes: 0, sentBytes: 0, receivedBytes: 0 };

  /** @param publish told the sums, once or several times, the last time with all that was counted */
  constructor(publish: (operations: Operations) => void = () => {}) {
    this.#publish = publish;
  }

  get operations(): Operations {
    return this.#counted;
  }

  publish(): void {
    this.#publish(this.#counted);
  }

  /** A commit on its way, which lands or may have: a page that goes meanwhile can't count it later, and it is billed. */
  sent(writes: readonly DocumentWrite[]): void {
    this.#count(writes, 1);
  }

  /** It was refused, which costs nothing. */
  refused(writes: readonly DocumentWrite[]): void {
    this.#count(writes, -1);
  }

  /** One document, or one answer that there is none. */
  delivered(data?: unknown): void {
    this.#add({ reads: 1, receivedBytes: sealedBytesIn(data) });
  }

  /**
   * For one listener on a document: told each of its events. One set up anew is billed anew.
   *
   * @param isSame whether it is the same state of the document, whatever the metadata say
   */
  watchDocument<S extends SeenDocument>(isSame: (one: S, other: S) => boolean): (snapshot: S) => void {
    let last: S | undefined;
    return (snapshot) => {
      // Nothing in an empty cache was asked of nobody; that a document is gone which was there is told for nothing.
      const isNews = snapshot.exists() ? !last || !isSame(last, snapshot) : !last && !snapshot.metadata.fromCache;
      if (!isNews) return;
      last = snapshot;
      this.delivered(snapshot.data());
    };
  }

  /** For one listener on a query, likewise. Documents that come before the result is complete are billed all the same. */
  watchQuery(): (snapshot: SeenQuery) => void {
    let hasCost = false;
    return (snapshot) => {
      const documents = snapshot.docChanges().filter(({ type }) => type !== 'removed');
      for (const { doc } of documents) this.delivered(doc.data());
      if (documents.length === 0 && !hasCost && !snapshot.metadata.fromCache) this.delivered();
      hasCost ||= documents.length > 0 || !snapshot.metadata.fromCache;
    };
  }

  #count(writes: readonly DocumentWrite[], times: 1 | -1): void {
    const deletes = writes.filter(({ op }) => op === 'delete').length;
    const sentBytes = writes.reduce((sum, write) => sum + (write.op === 'delete' ? 0 : sealedBytesIn(write.fields)), 0);
    this.#add({ writes: times * (writes.length - deletes), deletes: times * deletes, sentBytes: times * sentBytes });
  }

  #add(more: Partial<Operations>): void {
    const { writes = 0, reads = 0, deletes = 0, sentBytes = 0, receivedBytes = 0 } = more;
    const counted = this.#counted;
    this.#counted = {
      writes: counted.writes + writes,
      reads: counted.reads + reads,
      deletes: counted.deletes + deletes,
      sentBytes: counted.sentBytes + sentBytes,
      receivedBytes: counted.receivedBytes + receivedBytes,
    };
  }
}

/** Whatever is bytes in a call's documents is sealed. */
function sealedBytesIn(value: unknown): number {
  if (value instanceof Uint8Array) return value.length;
  // As a listener brings them.
  if (value instanceof Bytes) return value.toUint8Array().length;
  // Times hold no bytes, and are not looked into.
  if (typeof value !== 'object' || value === null || Object.getPrototypeOf(value) !== Object.prototype) return 0;
  return Object.values(value).reduce<number>((sum, field) => sum + sealedBytesIn(field), 0);
}
