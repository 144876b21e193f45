/**
 * What firestore.rules allows, as one pure function for the memory channel: the same intentions under the same
 * names. The contract suite runs on both, so they can't drift apart unseen.
 */
import type { CallDocument, SealedDescription } from '#protocol/call-document.ts';
import type { CandidateBatch } from '#protocol/candidate-batch.ts';
import { shardOf, type CallId, type Role } from '#protocol/identifiers.ts';
import { LEASE_MS } from '#protocol/lifetimes.ts';
import {
  MAX_BATCHES, MAX_ROUND, MAX_SEALED_BATCH_BYTES, MAX_SEALED_DESCRIPTION_BYTES, MIN_SEALED_BYTES, PROTOCOL_VERSION,
} from '#protocol/limits.ts';
import type { OutgoingBatch, SignalWrite } from '../signal-channel.ts';

/** What the store holds under one call's id. Batches outlive their call, as subcollections do. */
export interface StoredCall {
  readonly callId: CallId;
  readonly document?: CallDocument;
  readonly batches: Readonly<Record<Role, readonly CandidateBatch[]>>;
}

/** @returns what the store holds after the commit, or `'denied'`, in which case none of it happened */
export function applyWrite(stored: StoredCall, write: SignalWrite, uid: string, nowMs: number): StoredCall | 'denied' {
  const { document } = stored;
  if (write.intent === 'open') {
    if (document || write.offer.round !== 1 || !isDescription(write.offer)) return 'denied';
    return withBatch({ ...stored, document: newCall(stored.callId, uid, write.offer, nowMs) }, 'caller', write.batch, uid, nowMs);
  }
  if (!document) return 'denied';
  if (write.intent === 'delete') {
    const isAllowed = hasExpired(document, nowMs) || (document.ended !== undefined && isParty(document, uid));
    return isAllowed ? { callId: stored.callId, batches: { caller: [], callee: [] } } : 'denied';
  }
  if (document.ended || hasExpired(document, nowMs)) return 'denied';
  if (write.intent === 'batch') return withBatch(stored, write.side, write.batch, uid, nowMs);
  const changed = changeCall(document, write, uid, nowMs);
  if (!changed) return 'denied';
  const next = { ...stored, document: changed };
  if (write.intent === 'offer') return withBatch(next, 'caller', write.batch, uid, nowMs);
  if (write.intent === 'claim' || write.intent === 'answer') return withBatch(next, 'callee', write.batch, uid, nowMs);
  return next;
}

/** Who may list a side's batches: the parties, and any holder of the id while the seat is free. */
export function canListBatches(document: CallDocument | undefined, uid: string): boolean {
  return document !== undefined && (document.callee === '' || isParty(document, uid));
}

type Change = Exclude<SignalWrite, { readonly intent: 'open' | 'delete' | 'batch' }>;

function changeCall(call: CallDocument, write: Change, uid: string, nowMs: number): CallDocument | undefined {
  const isCaller = call.caller === uid;
  const isCallee = call.callee === uid;
  const isMine = (role: Role): boolean => (role === 'caller' ? isCaller : isCallee);
  switch (write.intent) {
    case 'claim':
      return call.callee === '' && bringsAnswer(call, write.answer) ? { ...call, callee: uid, answer: write.answer } : undefined;
    case 'decline':
      return call.callee === '' ? { ...call, callee: uid, ended: { by: 'callee', reason: 'declined', at: nowMs } } : undefined;
    case 'offer': {
      if (!isCaller || write.offer.round !== call.offer.round + 1 || !isDescription(write.offer)) return undefined;
      return { ...call, offer: write.offer, callee: write.freesSeat ? '' : call.callee };
    }
    case 'answer':
      return isCallee && bringsAnswer(call, write.answer) ? { ...call, answer: write.answer } : undefined;
    case 'request-round':
      return isCallee && asksForNext(call, write.round) ? { ...call, wanted: { round: write.round } } : undefined;
    case 'away':
    case 'returning':
      return isMine(write.role) && write.round === call.offer.round
        ? { ...call, [write.intent]: { ...call[write.intent], [write.role]: write.round } }
        : undefined;
    case 'end':
      return isMine(write.by) && write.reason !== 'declined'
        ? { ...call, ended: { by: write.by, reason: write.reason, at: nowMs } }
        : undefined;
    case 'extend': {
      const expiresAt = nowMs + LEASE_MS;
      return isParty(call, uid) && call.callee !== '' && expiresAt > call.expiresAt ? { ...call, expiresAt } : undefined;
    }
  }
}

/** The batch, judged by what the whole commit leaves behind. */
function withBatch(next: StoredCall, side: Role, batch: OutgoingBatch | undefined, uid: string, nowMs: number): StoredCall | 'denied' {
  if (!batch) return next;
  const call = next.document;
  if (!call || call.ended || hasExpired(call, nowMs) || call[side] !== uid) return 'denied';
  if (batch.round !== call.offer.round || (side === 'callee' && batch.round !== call.answer?.round)) return 'denied';
  if (!Number.isInteger(batch.index) || batch.index < 0 || batch.index >= MAX_BATCHES) return 'denied';
  if (!isSealed(batch.sealed, MAX_SEALED_BATCH_BYTES)) return 'denied';
  const standing = next.batches[side].find(({ index }) => index === batch.index);
  if (standing && standing.round >= batch.round) return 'denied';
  const others = next.batches[side].filter(({ index }) => index !== batch.index);
  const all = [...others, { ...batch, expiresAt: call.expiresAt }].sort((one, other) => one.index - other.index);
  return { ...next, batches: { ...next.batches, [side]: all } };
}

function newCall(callId: CallId, uid: string, offer: SealedDescription, nowMs: number): CallDocument {
  return {
    v: PROTOCOL_VERSION,
    caller: uid,
    callee: '',
    createdAt: nowMs,
    expiresAt: nowMs + LEASE_MS,
    shard: shardOf(callId),
    offer,
    away: {},
    returning: {},
  };
}

function isParty(call: CallDocument, uid: string): boolean {
  return call.caller === uid || call.callee === uid;
}

function hasExpired(call: CallDocument, nowMs: number): boolean {
  return call.expiresAt <= nowMs;
}

/** An answer is written once a round, to the offer that stands. */
function bringsAnswer(call: CallDocument, answer: SealedDescription): boolean {
  return isDescription(answer) && answer.round === call.offer.round && answer.round > (call.answer?.round ?? 0);
}

/** The next round, asked for once. */
function asksForNext(call: CallDocument, round: number): boolean {
  return round === call.offer.round + 1 && round <= MAX_ROUND && round > (call.wanted?.round ?? 0);
}

function isDescription({ round, sealed }: SealedDescription): boolean {
  return round <= MAX_ROUND && isSealed(sealed, MAX_SEALED_DESCRIPTION_BYTES);
}

function isSealed(sealed: Uint8Array, maxBytes: number): boolean {
  return sealed.length >= MIN_SEALED_BYTES && sealed.length <= maxBytes;
}
