import type { ChatMessage } from 'firelink/chat';
import type { TimelineRow } from './chat-view.ts';

interface MessageEntry {
  readonly kind: 'message';
  readonly id: string;
  readonly message: ChatMessage;
  /** Of several in a row by one person, so that the name stands above it. */
  readonly isFirst: boolean;
  /** Of several in a row by one person, so that the last bubble is drawn as the last. */
  readonly isLast: boolean;
  /** Its time and what has become of it are not those of the next one: they are shown. */
  readonly isMarked: boolean;
}

export type TimelineEntry =
  | MessageEntry
  | { readonly kind: 'row'; readonly id: string; readonly row: TimelineRow }
  /** Another day begins, as a call over midnight has it. */
  | { readonly kind: 'day'; readonly id: string; readonly at: number };

/** After a silence of this length the name stands there again. */
const TOGETHER_MS = 5 * 60_000;
const MINUTE_MS = 60_000;

/**
 * Messages and rows in one list, with a line where another day begins. Both keep the order that they have, whatever their times
 * say: a clock may have been set back. A row goes before the first message that is later than it.
 */
export function timelineOf(messages: readonly ChatMessage[], rows: readonly TimelineRow[] = []): readonly TimelineEntry[] {
  const entries: TimelineEntry[] = [];
  let before: { readonly message: ChatMessage; readonly place: number } | undefined;
  let day: number | undefined;
  let next = 0;
  const begin = (at: number): void => {
    // The notice of files stands at the end, at no time.
    if (!Number.isFinite(at)) return;
    const begun = dayOf(at);
    if (day !== undefined && begun > day) {
      entries.push({ kind: 'day', id: `day.${begun}`, at });
      before = undefined;
    }
    day = Math.max(day ?? begun, begun);
  };
  const addRows = (until: number): void => {
    for (let row = rows[next]; row !== undefined && row.at <= until; row = rows[++next]) {
      begin(row.at);
      entries.push({ kind: 'row', id: row.id, row });
      before = undefined;
    }
  };
  for (const message of messages) {
    addRows(message.at);
    begin(message.at);
    const isFirst = before === undefined || !isTogether(before.message, message);
    if (before && !isFirst) entries[before.place] = entryOf(before.message, entries[before.place], message);
    before = { message, place: entries.length };
    entries.push({ kind: 'message', id: message.id, message, isFirst, isLast: true, isMarked: true });
  }
  addRows(Infinity);
  return entries;
}

/** The entry that was last, once `after` has come behind it. */
function entryOf(message: ChatMessage, entry: TimelineEntry | undefined, after: ChatMessage): MessageEntry {
  const isSame = message.delivery === after.delivery && message.isRepeated === after.isRepeated && Math.floor(message.at / MINUTE_MS) === Math.floor(after.at / MINUTE_MS);
  return { kind: 'message', id: message.id, message, isFirst: entry?.kind === 'message' && entry.isFirst, isLast: false, isMarked: !isSame };
}

function isTogether(before: ChatMessage, message: ChatMessage): boolean {
  return before.from === message.from && before.name === message.name && message.at - before.at <= TOGETHER_MS;
}

/** Midnight of the reader's clock. */
function dayOf(at: number): number {
  return new Date(at).setHours(0, 0, 0, 0);
}
