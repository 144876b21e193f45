/** The port of what a tab keeps in order, step by step: sealed-store.ts is the real one, a Map in a test another. */
import type { OwnBytes } from '../bytes.ts';

export interface StoredRecord {
  /** A whole number from 0 on, which names it in its group. */
  readonly order: number;
  readonly bytes: OwnBytes;
}

/** What one write changes: all of it, or nothing. */
export interface RecordStep {
  readonly put: readonly StoredRecord[];
  /** Their orders; `all`: whatever is there, before anything is put. */
  readonly remove?: readonly number[] | 'all';
}

/** Groups of records, each group by its name. A rejection says nothing of what is stored: `abandon` it then. */
export interface RecordStore {
  /** Of all groups, as they are stored. */
  readonly bytes: number;
  /** @returns in order; what can't be read is missing as a whole: it rejects */
  read(group: string): Promise<readonly StoredRecord[]>;
  /** @returns once it is stored, through a crash of the page */
  write(group: string, step: RecordStep): Promise<void>;
  /** Nothing of it is found by the next page of this tab, and all of it is deleted. At once, also where the browser's database is silent. */
  abandon(): void;
}
