import { Bytes, Timestamp } from 'firebase/firestore';
import { describe, expect, it } from 'vitest';
import { createCallId } from './call-link.ts';
import { planWrites } from './firestore-write-plan.ts';
import { OperationMeter, type Operations } from './operation-meter.ts';
import type { SignalWrite } from './signal-channel.ts';

const sealed = (bytes: number): Uint8Array => new Uint8Array(bytes);
const nothing: Operations = { writes: 0, reads: 0, deletes: 0, sentBytes: 0, receivedBytes: 0 };

interface Snapshot {
  readonly version: number;
  readonly metadata: { readonly fromCache: boolean };
  exists(): boolean;
  data(): unknown;
}
const snapshot = (version: number, { fromCache = false, bytes = 0 } = {}): Snapshot => ({
  version,
  metadata: { fromCache },
  exists: () => version > 0,
  data: () => (version > 0 ? { offer: { round: 1, sealed: Bytes.fromUint8Array(sealed(bytes)) }, expiresAt: Timestamp.fromMillis(1) } : undefined),
});
const MISSING = 0;
const isSame = (one: Snapshot, other: Snapshot): boolean => one.version === other.version;

type Change = 'added' | 'modified' | 'removed';
const result = (types: readonly Change[], fromCache = false): Parameters<ReturnType<OperationMeter['watchQuery']>>[0] => ({
  metadata: { fromCache },
  docChanges: () => types.map((type) => ({ type, doc: { data: () => ({ sealed: Bytes.fromUint8Array(sealed(10)) }) } })),
});

describe('what is written', () => {
  const context = { callId: createCallId(), uid: 'alice', nowMs: 0, leaseMs: 1, knownBatches: ['calls/x/callerCandidates/0'] };
  const countOf = (write: SignalWrite): Operations => {
    const meter = new OperationMeter();
    meter.sent(planWrites(write, context));
    return meter.operations;
  };

  it('counts by the document, and bytes by what is sealed', () => {
    const open: SignalWrite = { intent: 'open', offer: { round: 1, sealed: sealed(2000) }, batch: { index: 0, round: 1, sealed: sealed(1200) } };
    expect(countOf(open)).toEqual({ ...nothing, writes: 2, sentBytes: 3200 });
    expect(countOf({ intent: 'want', wanted: { round: 2, fresh: true } })).toEqual({ ...nothing, writes: 1 });
  });

  it('counts what is on its way, and no more what was refused', () => {
    const meter = new OperationMeter();
    const writes = [...planWrites({ intent: 'want', wanted: { round: 2, fresh: true } }, context), ...planWrites({ intent: 'delete', batches: 'known' }, context)];
    meter.sent(writes);
    expect(meter.operations).toEqual({ ...nothing, writes: 1, deletes: 2 });
    meter.refused(writes);
    expect(meter.operations).toEqual(nothing);
  });

  it('counts what is deleted apart', () => {
    expect(countOf({ intent: 'delete', batches: 'known' })).toEqual({ ...nothing, deletes: 2 });
  });
});

describe('a listener on the call', () => {
  it('counts its first look and each change, and nothing when only the connection came or went', () => {
    const meter = new OperationMeter();
    const see = meter.watchDocument(isSame);
    see(snapshot(1, { bytes: 100 }));
    see(snapshot(1, { fromCache: true, bytes: 100 }));
    see(snapshot(1, { bytes: 100 }));
    expect(meter.operations).toEqual({ ...nothing, reads: 1, receivedBytes: 100 });
    see(snapshot(2, { bytes: 300 }));
    expect(meter.operations).toEqual({ ...nothing, reads: 2, receivedBytes: 400 });
  });

  it('counts one for a call that is not there, none for an empty cache, and none when it is deleted', () => {
    const meter = new OperationMeter();
    const see = meter.watchDocument(isSame);
    see(snapshot(MISSING, { fromCache: true }));
    expect(meter.operations.reads).toBe(0);
    see(snapshot(MISSING));
    see(snapshot(MISSING));
    expect(meter.operations.reads).toBe(1);
    see(snapshot(1));
    see(snapshot(MISSING));
    expect(meter.operations.reads).toBe(2);
  });

  it('counts anew when it is set up anew', () => {
    const meter = new OperationMeter();
    for (let times = 0; times < 3; times++) meter.watchDocument(isSame)(snapshot(1));
    expect(meter.operations.reads).toBe(3);
  });
});

describe('a listener on batches', () => {
  it('counts what comes and what changes, also before the result is complete, and no deletion', () => {
    const meter = new OperationMeter();
    const see = meter.watchQuery();
    see(result(['added', 'added'], true));
    see(result([]));
    see(result(['modified', 'removed']));
    expect(meter.operations).toEqual({ ...nothing, reads: 3, receivedBytes: 30 });
  });

  it('counts one for an empty first result, once', () => {
    const meter = new OperationMeter();
    const see = meter.watchQuery();
    see(result([], true));
    see(result([]));
    see(result([], true));
    see(result([]));
    expect(meter.operations.reads).toBe(1);
  });
});

it('publishes the sums so far, as often as it is told to', () => {
  const published: Operations[] = [];
  const meter = new OperationMeter((operations) => published.push(operations));
  meter.publish();
  meter.delivered();
  meter.publish();
  expect(published).toEqual([nothing, { ...nothing, reads: 1 }]);
});
