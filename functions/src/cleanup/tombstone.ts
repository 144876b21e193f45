import { TOMBSTONE_MS } from '#protocol/lifetimes.ts';
import { type Parsed, parsing, readFields, readTimestamp } from '#protocol/document-fields.ts';

/** What cleaning up needs to know of a call; of every protocol version, so less than `parseCallDocument` reads. */
export interface CallLife {
  /** ms since 1970, given by the server */
  readonly createdAt: number;
  /** The lease, ms since 1970. */
  readonly expiresAt: number;
  readonly isEnded: boolean;
}

export function parseCallLife(data: unknown): Parsed<CallLife> {
  return parsing(() => {
    const fields = readFields(data, '');
    return {
      createdAt: readTimestamp(fields['createdAt'], 'createdAt'),
      expiresAt: readTimestamp(fields['expiresAt'], 'expiresAt'),
      isEnded: fields['ended'] !== undefined,
    };
  });
}

/** Every update of a call wakes the trigger; this is the one that counts. */
export function hasJustEnded(before: CallLife, after: CallLife): boolean {
  return !before.isEnded && after.isEnded;
}

export type TombstonePlan =
  | { readonly kind: 'leave'; readonly because: 'gone' | 'another-call' | 'not-ended' }
  | { readonly kind: 'tombstone'; readonly expiresAt: number };

/**
 * What becomes of a call that an event says has ended. Delivery is at least once and may be late: by then the document
 * can be swept, or be another call under the same id. A second delivery never lengthens what the first one shortened.
 *
 * @param current the document as it is now, undefined when it is gone
 * @param now ms since 1970
 */
export function planTombstone(event: CallLife, current: CallLife | undefined, now: number): TombstonePlan {
  if (current === undefined) return { kind: 'leave', because: 'gone' };
  if (current.createdAt !== event.createdAt) return { kind: 'leave', because: 'another-call' };
  if (!current.isEnded) return { kind: 'leave', because: 'not-ended' };
  return { kind: 'tombstone', expiresAt: Math.min(current.expiresAt, now + TOMBSTONE_MS) };
}

/** A failing event is delivered again for a day; after an hour the cause is not a hiccup and the sweep is near enough. */
export const MAX_EVENT_AGE_MS = 60 * 60_000;

/** Both in ms since 1970. An event without a readable time is young: handling it twice is harmless. */
export function isTooOldToRetry(eventAt: number, now: number): boolean {
  return now - eventAt > MAX_EVENT_AGE_MS;
}
