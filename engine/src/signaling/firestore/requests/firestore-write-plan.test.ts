import { describe, expect, it } from 'vitest';
import { LEASE_MS } from '#protocol/lifetimes.ts';
import { PROTOCOL_VERSION } from '#protocol/limits.ts';
import { createCallId } from '../../link/call-link.ts';
import type { DocumentWrite } from './firestore-commit.ts';
import { SERVER_TIME } from './firestore-values.ts';
import { planWrites, type PlanContext } from './firestore-write-plan.ts';
import type { SignalWrite } from '../../signal-channel.ts';
import { answer, away, batch, claim, decline, description, end, extend, late, offer, open, remove, returning, sealedBytes, requestRound } from '../../testing/messages-of-a-call.ts';

const callId = createCallId();
const nowMs = Date.UTC(2030, 0, 1);
const path = `calls/${callId}`;
const lease = new Date(nowMs + LEASE_MS);
const seenLease = new Date(nowMs + 1000);
const context: PlanContext = { callId, uid: 'bob', nowMs, leaseMs: nowMs + 1000, knownBatches: [`${path}/callerCandidates/0`] };

const sealed = (round: number, mark = round): object => ({ round, sealed: sealedBytes(mark) });
const batchWrite = (side: string, index: number, round: number, expiresAt = seenLease): DocumentWrite =>
  ({ op: 'set', path: `${path}/${side}Candidates/${index}`, fields: { ...sealed(round, 100 + 10 * index + round), expiresAt } });
const updated = (fields: object): object => ({ op: 'update', path, fields });

describe('the writes of', () => {
  it.each<[SignalWrite, readonly object[]]>([
    [open, [
      { op: 'set', path, fields: { v: PROTOCOL_VERSION, caller: 'bob', callee: '', createdAt: SERVER_TIME, expiresAt: lease, shard: callId[0], offer: sealed(1) } },
      batchWrite('caller', 0, 1, lease),
    ]],
    [claim(1), [updated({ callee: 'bob', answer: sealed(1) }), batchWrite('callee', 0, 1)]],
    [{ intent: 'claim', answer: description(1) }, [updated({ callee: 'bob', answer: sealed(1) })]],
    [decline, [updated({ callee: 'bob', ended: { by: 'callee', reason: 'declined', at: SERVER_TIME } })]],
    [offer(2), [updated({ offer: sealed(2) }), batchWrite('caller', 0, 2)]],
    [offer(2, true), [updated({ offer: sealed(2), callee: '' }), batchWrite('caller', 0, 2)]],
    [answer(2), [updated({ answer: sealed(2) }), batchWrite('callee', 0, 2)]],
    [late('callee', 3, 1), [batchWrite('callee', 3, 1)]],
    [requestRound(2), [updated({ wanted: { round: 2 } })]],
    [away('callee', 4), [updated({ 'away.callee': 4 })]],
    [returning('caller', 4), [updated({ 'returning.caller': 4 })]],
    [end('callee'), [updated({ ended: { by: 'callee', reason: 'hung-up', at: SERVER_TIME } })]],
    [extend, [updated({ expiresAt: lease })]],
    [remove, [{ op: 'delete', path }, { op: 'delete', path: `${path}/callerCandidates/0` }]],
  ])('%j', (write, writes) => {
    expect(planWrites(write, context)).toEqual(writes);
  });

  it('a batch, before any lease was seen, with a new one', () => {
    expect(planWrites({ intent: 'batch', side: 'caller', batch: batch(1, 1) }, { ...context, leaseMs: undefined })).toEqual([batchWrite('caller', 1, 1, lease)]);
  });

  it('whatever it is given, carries no field but its own', () => {
    const generous = { ...description(1), sdp: 'v=0' };
    expect(planWrites({ intent: 'answer', answer: generous }, context)).toEqual([updated({ answer: sealed(1) })]);
  });
});
