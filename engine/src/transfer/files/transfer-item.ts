/** One transfer as a page holds it: what both directions have in common, and how it is shown and stored. */
import type { ParticipantKey } from '../participant-key.ts';
import { isOver, type Phase } from './phases.ts';
import type { StoredTransfer } from './ports.ts';
import type { RateMeter } from './pace/rate-meter.ts';
import type { TransferState, TransferView } from './transfer-view.ts';

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
  readonly limit?: number;
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
}

export function viewOf(item: TransferItem, nowMs: number): TransferView {
  const { id, direction, participant, name, path, type, size, at, bytes, limit } = item;
  const rate = item.phase.kind === 'running' ? item.meter?.read(size - bytes, nowMs) : undefined;
  return {
    id, direction, participant, name, path, type, size, at, bytes, state: stateOf(item),
    ...(rate ? { rate } : {}), ...(limit === undefined ? {} : { limit }),
  };
}

function stateOf({ phase, isReachable }: TransferItem): TransferState {
  switch (phase.kind) {
    case 'queued': return isReachable ? { kind: 'queued' } : { kind: 'interrupted' };
    case 'running': return { kind: 'running' };
    case 'needs-file': return { kind: 'needs-file' };
    case 'paused': return { kind: 'paused', by: phase.by };
    case 'cancelled': return { kind: 'cancelled', by: phase.by };
    case 'failed': return { kind: 'failed', why: phase.why };
    case 'offered': case 'done': case 'declined': return { kind: phase.kind };
  }
}

/** @returns undefined for what needs not be stored: it is over, but for a received file, which is still to be saved */
export function storedOf(item: TransferItem): StoredTransfer | undefined {
  if (isOver(item.phase) && !(item.phase.kind === 'done' && item.direction === 'in')) return undefined;
  const { id, direction, participant, name, path, type, size, at } = item;
  return { id, direction, participant, name, path, type, size, at, phase: storedPhase(item.phase) };
}

function storedPhase(phase: Phase): StoredTransfer['phase'] {
  switch (phase.kind) {
    case 'offered': return 'offered';
    case 'needs-file': return phase.next === 'offered' ? 'offered' : 'accepted';
    case 'paused': return phase.by === 'self' ? 'paused-here' : 'paused-there';
    case 'done': return 'done';
    case 'queued': case 'running': case 'declined': case 'cancelled': case 'failed': return 'accepted';
  }
}

export function phaseFrom(stored: StoredTransfer['phase']): Phase {
  switch (stored) {
    case 'offered': return { kind: 'offered' };
    case 'accepted': return { kind: 'queued' };
    case 'paused-here': return { kind: 'paused', by: 'self' };
    case 'paused-there': return { kind: 'paused', by: 'other' };
    case 'done': return { kind: 'done' };
  }
}
