/** Writes as a call makes them, with bytes that say what they are. */
import { MIN_SEALED_BYTES } from '#protocol/limits.ts';
import type { SealedDescription } from '#protocol/call-document.ts';
import type { Role } from '#protocol/identifiers.ts';
import type { OutgoingBatch, SignalWrite } from '../signal-channel.ts';

export function sealedBytes(mark: number, length = MIN_SEALED_BYTES): Uint8Array {
  return new Uint8Array(length).fill(mark);
}

export function description(round: number, mark = round): SealedDescription {
  return { round, sealed: sealedBytes(mark) };
}

export function batch(index: number, round: number): OutgoingBatch {
  return { index, round, sealed: sealedBytes(100 + 10 * index + round) };
}

export const open: SignalWrite = { intent: 'open', offer: description(1), batch: batch(0, 1) };
export const decline: SignalWrite = { intent: 'decline' };
export const extend: SignalWrite = { intent: 'extend' };
export const remove: SignalWrite = { intent: 'delete', batches: 'known' };

export const claim = (round: number, mark = round): SignalWrite => ({ intent: 'claim', answer: description(round, mark), batch: batch(0, round) });
export const answer = (round: number, mark = round): SignalWrite => ({ intent: 'answer', answer: description(round, mark), batch: batch(0, round) });
export const offer = (round: number, freesSeat = false): SignalWrite => ({ intent: 'offer', offer: description(round), batch: batch(0, round), freesSeat });
export const requestRound = (round: number): SignalWrite => ({ intent: 'request-round', round });
export const returning = (role: Role, round: number): SignalWrite & { readonly intent: 'returning' } => ({ intent: 'returning', role, round });
export const away = (role: Role, round: number): SignalWrite & { readonly intent: 'away' } => ({ intent: 'away', role, round });
export const end = (by: Role): SignalWrite => ({ intent: 'end', by, reason: 'hung-up' });
export const late = (side: Role, index: number, round: number): SignalWrite => ({ intent: 'batch', side, batch: batch(index, round) });
