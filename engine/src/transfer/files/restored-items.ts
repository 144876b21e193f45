/** The transfers that the page before this one, in the same tab, has left. */
import type { IncomingItem } from './incoming/incoming-item.ts';
import type { OutgoingItem } from './outgoing/outgoing-item.ts';
import type { FileSource, StoredTransfer } from './ports.ts';
import { phaseOf } from './state/phases.ts';
import { wordsFrom, type TransferItem } from './state/transfer-item.ts';
import type { Words } from './state/two-words.ts';
import { numberOfTransfer } from './wire/transfer-id.ts';

/** @param limit the most that this page takes of one file, bytes */
export function restoreIncoming(stored: StoredTransfer, limit: number | undefined): IncomingItem {
  return {
    ...common(stored, wordsFrom(stored)), direction: 'in', ...(limit === undefined ? {} : { limit }),
    ...(stored.phase === 'done' && { bytes: stored.size }), sink: undefined, run: undefined, isStanding: false,
  };
}

/** @param source undefined where the browser has kept no handle: the person is asked for the file */
export function restoreOutgoing(stored: StoredTransfer, source: FileSource | undefined): OutgoingItem {
  const words = wordsFrom(stored);
  return {
    ...common(stored, source ? words : { ...words, sender: 'away' }), direction: 'out', file: undefined, handle: undefined, source,
    running: undefined, run: undefined,
  };
}

/** Of both directions. */
function common({ id, direction, participant, name, path, type, size, at, bytes = 0 }: StoredTransfer, words: Words): Omit<TransferItem, 'direction'> {
  return {
    id, number: numberOfTransfer(id), participant, name, path, type, size, at, words, phase: phaseOf(direction === 'out' ? 'sender' : 'receiver', words),
    bytes, meter: undefined, isReachable: false, settled: Promise.resolve(), view: undefined,
  };
}
