/**
 * Where a transfer is, for both sides a function of the two words (two-words.ts) and of the run that goes on. `queued` is accepted and not
 * running: behind others, or without a connection.
 *
 *   offered ──accepted──► queued ◄──start, stop──► running ──verified──► done
 *      │                     ▲                        │
 *   declined                 └──both offer──paused◄───┘ either has paused it
 *
 *   needs-file: the sender's page has lost its file        any but done ──either──► cancelled, failed        failed ──another attempt──► offered, queued
 *
 * A *run* is bytes on their way. The receiver begins each (`start`), with a number of its own, at most MAX_RUNNING at once, when the words let it;
 * it ends with a word that does not, with the connection, or with a `stop`, which either side says that has ended a run while its words
 * let it go on. So the sender never counts a run that its receiver has ended.
 */
import type { TransferFailure } from '../transfer-view.ts';
import { isFailure, type Words } from './two-words.ts';

/** At once, of one participant: small files overlap their round trips, and each has a window of its own. */
export const MAX_RUNNING = 3;

export type Side = 'sender' | 'receiver';

export type Phase =
  | { readonly kind: 'offered' | 'queued' | 'running' | 'done' | 'declined' }
  | { readonly kind: 'paused' | 'cancelled'; readonly by: 'self' | 'other' }
  /** Of the sender alone. */
  | { readonly kind: 'needs-file' }
  | { readonly kind: 'failed'; readonly why: TransferFailure };

/** @param side whose page this is. What is over comes first, and of it what the receiver has: nothing takes that away. */
export function phaseOf(side: Side, { sender, receiver }: Words, isRunning = false): Phase {
  const own = side === 'sender' ? sender : receiver;
  if (receiver === 'verified') return { kind: 'done' };
  if (sender === 'cancelled' || receiver === 'cancelled') return { kind: 'cancelled', by: own === 'cancelled' ? 'self' : 'other' };
  if (receiver === 'declined') return { kind: 'declined' };
  if (isFailure(sender)) return { kind: 'failed', why: sender };
  if (isFailure(receiver)) return { kind: 'failed', why: receiver };
  if (side === 'sender' && sender === 'away') return { kind: 'needs-file' };
  if (receiver === 'open') return { kind: 'offered' };
  if (sender === 'paused' || receiver === 'paused') return { kind: 'paused', by: own === 'paused' ? 'self' : 'other' };
  return { kind: isRunning ? 'running' : 'queued' };
}

export function isOver({ kind }: Phase): boolean {
  return kind === 'done' || kind === 'declined' || kind === 'cancelled' || kind === 'failed';
}

/** Both words let it run. */
export function mayRun({ sender, receiver }: Words): boolean {
  return sender === 'offered' && receiver === 'accepted';
}

export function isSamePhase(one: Phase, other: Phase): boolean {
  return one.kind === other.kind && ('by' in one ? one.by : '') === ('by' in other ? other.by : '') && ('why' in one ? one.why : '') === ('why' in other ? other.why : '');
}
