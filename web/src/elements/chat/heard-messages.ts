import type { ChatMessage } from 'firelink/chat';

/** Longer ones are read in the log. */
const MOST_READ_OUT = 1_000;
/** More at once are what was missed, too long to listen to. */
const BURST = 5;

/** What a screen reader is told: messages of the other side that were not there before, without those sent again and those of before a reload. */
export function heardSince(before: readonly ChatMessage[], now: readonly ChatMessage[]): readonly ChatMessage[] {
  if (before === now) return [];
  const known = new Set(before.map(({ id }) => id));
  return now
    .filter(({ id, from, isRepeated, isArchived }) => from !== undefined && !isRepeated && !isArchived && !known.has(id))
    .slice(-BURST)
    .map((message) => (message.text.length > MOST_READ_OUT ? { ...message, text: `${message.text.slice(0, MOST_READ_OUT)}…` } : message));
}
