/** One transfer as a page holds it: what both directions have in common, and how it is shown and stored. */
import type { ParticipantKey } from '../../participant-key.ts';
import type { StoredTransfer } from '../ports.ts';
import type { RateMeter } from '../pace/rate-meter.ts';
import type { TransferState, TransferView } from '../transfer-view.ts';
import { isOver, type Phase } from './phases.ts';
import type { Words } from './two-words.ts';

export interface TransferItem {
  readonly id: string;
  readonly number: number;
  readonly direction: 'out' | 'in';
  readonly participant: ParticipantKey;
  readonly name: string;
  readonly path: readonly string[];
  readonly type: string;
  readonly size: number;
  readonly at: number;
  limit?: number;
  words: Words;
  /** What follows of its words and its run. */
  phase: Phase;
  /** Verified. */
  bytes: number;
  meter: RateMeter | undefined;
  /** The other side's page is there, and has what it needs. */
  isReachable: boolean;
  /** Settles once nothing is read or written of it any more. */
  settled: Promise<void>;
  /** Of the last change; undefined after it. */
  view: TransferView | undefined;
}

/** What a link asks of the page's list. */
export interface ItemKeeper {
  /** Its phase has changed. */
  changed(item: TransferItem): void;
  /** Only what is shown has. */
  moved(item: TransferItem): void;
  /** More of a file that runs has been verified: it is shown with the next reading of its rate. */
  progressed(item: TransferItem): void;
  /** Stores that a received file is whole. Resolves when that is stored, or could not be. */
  keepWhole(item: TransferItem): Promise<void>;
}

export function viewOf(item: TransferItem, nowMs: number): TransferView {
  const { id, direction, participant, name, path, type, size, at, bytes, limit } = item;
  const rate = item.phase.kind === 'running' ? item.meter?.read(size - bytes, nowMs) : undefined;
  return {
    id, direction, participant, name, path, type, size, at, bytes, state: stateOf(item),
    ...(rate ? { rate } : {}), ...(limit === undefined ? {} : { limit }),
  };
}

/** Of one's own: the page still has what the person has chosen. */
function hasFile(item: TransferItem): boolean {
  return 'file' in item && item.file !== undefined;
}

function stateOf(item: TransferItem): TransferState {
  const { phase, words, isReachable } = item;
  switch (phase.kind) {
    case 'queued':
      // The receiver knows what it waits for: not for a connection, but for the sender's person.
      if (words.sender === 'away') return { kind: 'needs-file' };
      return isReachable ? { kind: 'queued' } : { kind: 'interrupted' };
    case 'running': return { kind: 'running' };
    case 'needs-file': return { kind: 'needs-file' };
    case 'paused': return { kind: 'paused', by: phase.by };
    case 'cancelled': return { kind: 'cancelled', by: phase.by };
    case 'failed': return { kind: 'failed', why: phase.why, ...(phase.why === 'ended' && isReachable && hasFile(item) && { canOfferAgain: true }) };
    case 'offered': case 'done': case 'declined': return { kind: phase.kind };
  }
}

/**
 * What is stored of it now: itself; `kept`, what was stored before, of what has failed and may be tried again; or nothing, for it is over.
 * A received file that is done is still to be saved.
 */
export function storedOf(item: TransferItem): StoredTransfer | 'kept' | undefined {
  const { phase } = item;
  if (phase.kind === 'failed') return phase.why === 'ended' ? undefined : 'kept';
  if (isOver(phase) && !(phase.kind === 'done' && item.direction === 'in')) return undefined;
  const { id, direction, participant, name, path, type, size, at, bytes } = item;
  return { id, direction, participant, name, path, type, size, at, phase: storedPhase(item), attempt: item.words.attempt, ...(bytes > 0 && { bytes }) };
}

function storedPhase({ direction, words: { sender, receiver } }: TransferItem): StoredTransfer['phase'] {
  if (receiver === 'verified') return 'done';
  if (receiver === 'open') return 'offered';
  const [own, other] = direction === 'out' ? [sender, receiver] : [receiver, sender];
  if (own === 'paused') return 'paused-here';
  return other === 'paused' ? 'paused-there' : 'accepted';
}

export function wordsFrom({ direction, phase, attempt }: StoredTransfer): Words {
  const [isOwn, isOther] = [phase === 'paused-here', phase === 'paused-there'];
  const [senderPaused, receiverPaused] = direction === 'out' ? [isOwn, isOther] : [isOther, isOwn];
  const sender = senderPaused ? 'paused' : 'offered';
  switch (phase) {
    case 'offered': return { attempt, sender, receiver: 'open' };
    case 'done': return { attempt, sender, receiver: 'verified' };
    case 'accepted': case 'paused-here': case 'paused-there': return { attempt, sender, receiver: receiverPaused ? 'paused' : 'accepted' };
  }
}
