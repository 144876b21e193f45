/** An intention as document writes: pure, so that what goes to the database can be read in one place, and tested. */
import type { SealedDescription } from '#protocol/call-document.ts';
import { shardOf, type CallId, type Role } from '#protocol/identifiers.ts';
import { LEASE_MS } from '#protocol/lifetimes.ts';
import { MAX_BATCHES, PROTOCOL_VERSION } from '#protocol/limits.ts';
import { batchPath, callPath } from '#protocol/paths.ts';
import type { DocumentWrite } from './firestore-commit.ts';
import { SERVER_TIME, type FieldMap } from './firestore-values.ts';
import type { OutgoingBatch, SignalWrite } from '../../signal-channel.ts';

export interface PlanContext {
  readonly callId: CallId;
  readonly uid: string;
  /** By the server's clock, ms since 1970. */
  readonly nowMs: number;
  /** The lease as last seen, ms since 1970; batches share it. Undefined before anything was seen. */
  readonly leaseMs: number | undefined;
  /** Paths of batches that are known to stand: a delete takes them along. */
  readonly knownBatches: Iterable<string>;
}

export function planWrites(write: SignalWrite, context: PlanContext): readonly DocumentWrite[] {
  const { callId, uid, nowMs } = context;
  const path = callPath(callId);
  const newLeaseMs = nowMs + LEASE_MS;
  const update = (fields: FieldMap): DocumentWrite => ({ op: 'update', path, fields });
  const withBatch = (side: Role, batch: OutgoingBatch | undefined, leaseMs = context.leaseMs ?? newLeaseMs): DocumentWrite[] =>
    batch ? [{ op: 'set', path: batchPath(callId, side, batch.index), fields: { ...sealedFields(batch), expiresAt: new Date(leaseMs) } }] : [];
  switch (write.intent) {
    case 'open':
      return [{ op: 'set', path, fields: newCallFields(callId, uid, newLeaseMs, write.offer) }, ...withBatch('caller', write.batch, newLeaseMs)];
    case 'claim':
      return [update({ callee: uid, answer: sealedFields(write.answer) }), ...withBatch('callee', write.batch)];
    case 'decline':
      return [update({ callee: uid, ended: { by: 'callee', reason: 'declined', at: SERVER_TIME } })];
    case 'offer':
      return [update({ offer: sealedFields(write.offer), ...(write.freesSeat && { callee: '' }) }), ...withBatch('caller', write.batch)];
    case 'answer':
      return [update({ answer: sealedFields(write.answer) }), ...withBatch('callee', write.batch)];
    case 'batch':
      return withBatch(write.side, write.batch);
    case 'request-round':
      return [update({ wanted: { round: write.round } })];
    case 'away':
    case 'returning':
      // Its own side's field alone: the other side may be leaving at this moment.
      return [update({ [`${write.intent}.${write.role}`]: write.round })];
    case 'end':
      return [update({ ended: { by: write.by, reason: write.reason, at: SERVER_TIME } })];
    case 'extend':
      return [update({ expiresAt: new Date(newLeaseMs) })];
    case 'delete': {
      const batches = write.batches === 'all' ? everySlot(callId) : [...context.knownBatches];
      return [path, ...batches].map((one): DocumentWrite => ({ op: 'delete', path: one }));
    }
  }
}

function newCallFields(callId: CallId, uid: string, leaseMs: number, offer: SealedDescription): FieldMap {
  return {
    v: PROTOCOL_VERSION,
    caller: uid,
    callee: '',
    createdAt: SERVER_TIME,
    expiresAt: new Date(leaseMs),
    shard: shardOf(callId),
    offer: sealedFields(offer),
  };
}

function everySlot(callId: CallId): string[] {
  return (['caller', 'callee'] as const).flatMap((side) => Array.from({ length: MAX_BATCHES }, (_, index) => batchPath(callId, side, index)));
}

/** Named one by one: a field too many would be denied. */
function sealedFields({ round, sealed }: SealedDescription): FieldMap {
  return { round, sealed };
}
