import type { ChatMessage } from 'firelink/chat';
import type { TimelineRow } from './chat-view.ts';

export type TimelineEntry =
  /** `isFirst`: of several in a row by one person, so that the name stands above it. */
  | { readonly kind: 'message'; readonly id: string; readonly message: ChatMessage; readonly isFirst: boolean }
  | { readonly kind: 'row'; readonly id: string; readonly row: TimelineRow };

/** After a silence of this length the name stands there again. */
const TOGETHER_MS = 5 * 60_000;

/**
 * Messages and rows in one list. Both keep the order that they have, whatever their times say: a clock may have been set
 * back. A row goes before the first message that is later than it.
 */
export function timelineOf(messages: readonly ChatMessage[], rows: readonly TimelineRow[] = []): readonly TimelineEntry[] {
  const entries: TimelineEntry[] = [];
  let before: ChatMessage | undefined;
  let next = 0;
  const addRows = (until: number): void => {
    for (let row = rows[next]; row !== undefined && row.at <= until; row = rows[++next]) {
      entries.push({ kind: 'row', id: row.id, row });
      before = undefined;
    }
  };
  for (const message of messages) {
    addRows(message.at);
    const isFirst = before?.from !== message.from || before?.name !== message.name || before === undefined || message.at - before.at > TOGETHER_MS;
    entries.push({ kind: 'message', id: message.id, message, isFirst });
    before = message;
  }
  addRows(Infinity);
  return entries;
}
