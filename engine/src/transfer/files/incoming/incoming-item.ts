/** One file that a participant offers to this page. */
import type { Clock } from '../../../base/clock.ts';
import type { ParticipantKey } from '../../participant-key.ts';
import type { FileSink } from '../ports.ts';
import { safeName, safePath, type NameCounter } from '../safe-names.ts';
import { phaseOf } from '../state/phases.ts';
import type { TransferItem } from '../state/transfer-item.ts';
import type { Words } from '../state/two-words.ts';
import type { Offer } from '../wire/frames.ts';
import { formatTransferId } from '../wire/transfer-id.ts';
import type { IncomingRun } from './incoming-run.ts';

export interface IncomingItem extends TransferItem {
  readonly direction: 'in';
  /** While it runs, and once it is whole. */
  sink: FileSink | undefined;
  /** What goes on of it at present. */
  run: IncomingRun | undefined;
  /** The sender's page has said that it still offers it. */
  isStanding: boolean;
}

export interface OfferPorts {
  readonly clock: Clock;
  readonly participant: ParticipantKey;
  /** The most that this page takes of one file, bytes. */
  readonly limit: () => number | undefined;
  readonly names: NameCounter;
}

/** @param instance of the sender's page */
export function itemOf({ number, size, type, name, path, word, attempt }: Offer, instance: string, { clock, participant, limit: askLimit, names }: OfferPorts): IncomingItem {
  const limit = askLimit();
  const [words, folders]: [Words, string[]] = [{ attempt, sender: word, receiver: 'open' }, safePath(path)];
  return {
    id: formatTransferId(instance, number), number, direction: 'in', participant, name: names.next(folders, safeName(name)), path: folders,
    type: safeType(type), size, at: clock.now(), ...(limit === undefined ? {} : { limit }), words, phase: phaseOf('receiver', words),
    bytes: 0, meter: undefined, isReachable: false, settled: Promise.resolve(), view: undefined, sink: undefined, run: undefined, isStanding: true,
  };
}

/** A media type as it may be shown: a claim of the sender's, in lower case. */
function safeType(type: string): string {
  return /^[a-z0-9!#$&^_.+-]{1,60}\/[a-z0-9!#$&^_.+-]{1,60}$/i.test(type) ? type.toLowerCase() : '';
}
