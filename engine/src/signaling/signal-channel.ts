/**
 * The port between a call and the place where two browsers leave sealed messages for each other: one call's
 * document and its candidate batches. Adapters: Firestore, memory, by hand. An adapter carries bytes and never opens them.
 */
import type { AppError } from '../base/errors.ts';
import type { ServerClock } from '../base/server-clock.ts';
import type { CallDocument, EndReason, SealedDescription } from '#protocol/call-document.ts';
import type { CandidateBatch } from '#protocol/candidate-batch.ts';
import type { CallId, Role } from '#protocol/identifiers.ts';
import type { Problem } from '#protocol/document-fields.ts';

/** A batch on its way out; the adapter adds the lease. `index`: 0 to 7. */
export interface OutgoingBatch {
  readonly index: number;
  readonly round: number;
  readonly sealed: Uint8Array;
}

/**
 * What a commit means to do: one intention of firestore.rules each, one commit each.
 * `batch` travels in the same commit as the description that it belongs to.
 */
export type SignalWrite =
  | { readonly intent: 'open'; readonly offer: SealedDescription; readonly batch?: OutgoingBatch }
  | { readonly intent: 'claim'; readonly answer: SealedDescription; readonly batch?: OutgoingBatch }
  | { readonly intent: 'decline' }
  | { readonly intent: 'offer'; readonly offer: SealedDescription; readonly batch?: OutgoingBatch; readonly freesSeat: boolean }
  | { readonly intent: 'answer'; readonly answer: SealedDescription; readonly batch?: OutgoingBatch }
  | { readonly intent: 'batch'; readonly side: Role; readonly batch: OutgoingBatch }
  | { readonly intent: 'request-round'; readonly round: number }
  | { readonly intent: 'away'; readonly role: Role; readonly round: number }
  | { readonly intent: 'returning'; readonly role: Role; readonly round: number }
  | { readonly intent: 'end'; readonly by: Role; readonly reason: EndReason }
  | { readonly intent: 'extend' }
  /** With the batches that this channel has written or seen; or every possible batch, for a page that opens a call that is over. */
  | { readonly intent: 'delete'; readonly batches: 'known' | 'all' };

/**
 * How a commit came out. `denied` and `unknown` are never a reason by themselves: read the document (see settle.ts).
 * `unknown`: a deadline or a broken connection; the commit may have landed, or may still land.
 */
export type CommitOutcome =
  | { readonly kind: 'committed' }
  | { readonly kind: 'denied'; readonly error: AppError }
  | {
    readonly kind: 'unknown';
    readonly error: AppError;
    /** By `refresh`: over a new connection it may come out at once. */
    readonly isCalledOff?: true;
  };

/** One read of the call's document. */
export type CallSeen =
  | { readonly kind: 'present'; readonly call: CallDocument }
  | { readonly kind: 'missing' }
  | { readonly kind: 'unreadable'; readonly problem: Problem }
  /** The listener or read failed: `refused`, `signed-out`, `quota-exhausted`, `unavailable` or `offline`. An observer that reports it goes on trying by itself. */
  | { readonly kind: 'lost'; readonly error: AppError };

export type Stop = () => void;

export interface SignalChannel {
  readonly callId: CallId;
  /** This browser's user id, as the document's `caller` and `callee` name it. */
  readonly uid: string;
  /** The store's time, by which leases run: learned from what commits and reads are answered. */
  readonly serverClock: ServerClock;
  /** Nothing can follow the first offer and its answer, as where people carry them. */
  readonly isOneRound?: true;
  /** Reports the document at once and at every change; may skip intermediate values and repeat one. */
  observeCall(onSeen: (seen: CallSeen) => void): Stop;
  /** Reports a side's batches, all that stand, at each change; may repeat. Malformed ones are left out. */
  observeBatches(side: Role, onBatches: (batches: readonly CandidateBatch[]) => void): Stop;
  /** One fresh read, from the store itself and never from a cache, within `limitMs` or a deadline of its own. Never rejects. */
  read(limitMs?: number): Promise<CallSeen>;
  /** One commit, never retried by the adapter, within `limitMs` or a deadline of its own. Never rejects. */
  commit(write: SignalWrite, limitMs?: number): Promise<CommitOutcome>;
  /** Opens the way for a first commit ahead of time, at no write's cost. */
  warm(): void;
  /** Listens over a new connection, and calls off what waits for an answer: the one that there was may be dead without knowing. */
  refresh(): void;
  /** A commit that is handed to the browser before the page goes (keepalive); its outcome is never reported. */
  commitOnLeaving(write: SignalWrite & { readonly intent: 'away' }): void;
  /** Ends every listener. */
  close(): void;
}

/** The batch that a commit writes, where it writes one. */
export function batchIn(write: SignalWrite): { readonly side: Role; readonly index: number } | undefined {
  if (!('batch' in write) || !write.batch) return undefined;
  const side = write.intent === 'batch' ? write.side : write.intent === 'open' || write.intent === 'offer' ? 'caller' : 'callee';
  return { side, index: write.batch.index };
}
