/** Late candidates go through their side's writes: tried again like any other, and delaying none. */
import { beforeEach, describe, expect, it } from 'vitest';
import { contained } from '../../base/contained.ts';
import { silentLogger } from '../../base/logger.ts';
import { ManualClock } from '../../base/testing/manual-clock.ts';
import { Scope } from '../../base/scope.ts';
import type { Peer, PeerEvent } from '../../peer/peer.ts';
import { createMemoryStore, type MemoryStore } from '../../signaling/memory/memory-channel.ts';
import { MemoryFaults } from '../../signaling/memory/memory-faults.ts';
import { MAX_TRIES } from '../../signaling/settle.ts';
import type { SignalChannel, SignalWrite } from '../../signaling/signal-channel.ts';
import { batch, claim, end, offer, open } from '../../signaling/testing/messages-of-a-call.ts';
import { createPlainSeal } from '../../signaling/testing/plain-seal.ts';
import { CallWrites } from './call-writes.ts';
import { Connection } from '../connection/connection.ts';
import { CALL_ID } from '../testing/world.ts';

const WINDOW_MS = 10;

let clock: ManualClock;
let store: MemoryStore;
let faults: MemoryFaults;
let channel: SignalChannel;
let writes: CallWrites;
/** What alice's page has asked the store for, in this order. */
let asked: string[];
/** While set, her commits of batches come to no end. */
let isStuck: boolean;

beforeEach(async () => {
  clock = new ManualClock();
  store = createMemoryStore(clock);
  faults = new MemoryFaults();
  asked = [];
  isStuck = false;
  channel = store.channel(CALL_ID, 'alice', faults);
  const commit = channel.commit.bind(channel);
  channel.commit = (write) => {
    asked.push(write.intent);
    return isStuck && write.intent === 'batch' ? new Promise(() => {}) : commit(write);
  };
  writes = new CallWrites(channel, clock, silentLogger);
  await channel.commit(open);
  await store.channel(CALL_ID, 'bob').commit(claim(1));
  asked = [];
});

const late = (index: number, round: number): SignalWrite & { readonly intent: 'batch' } => ({ intent: 'batch', side: 'caller', batch: batch(index, round) });
const slots = (): readonly number[] => store.peek(CALL_ID).batches.caller.map(({ index }) => index);
const round = (): number | undefined => store.peek(CALL_ID).document?.offer.round;

describe('late candidates', () => {
  it('that are stuck hold up neither the next round nor the end', async () => {
    isStuck = true;
    contained(writes.writeBeside(late(1, 1), () => true), (error) => expect.unreachable(String(error)));
    const settled = writes.write(offer(2));
    await clock.advance(100);
    expect([await settled, round()]).toEqual([{ kind: 'landed' }, 2]);
    writes.writeEnd({ intent: 'end', by: 'caller', reason: 'hung-up' });
    await clock.advance(100);
    expect(store.peek(CALL_ID).document?.ended?.reason).toBe('hung-up');
    await writes.finished();
  });

  it('wait for the writes before them', async () => {
    faults.delayMs = 50;
    const order = [writes.write(offer(2)), writes.writeBeside(late(1, 2), () => true)];
    await clock.advance(60);
    expect(asked).toEqual(['offer']);
    await clock.advance(1_000);
    expect([await Promise.all(order), asked, slots()]).toEqual([[{ kind: 'landed' }, { kind: 'landed' }], ['offer', 'batch'], [0, 1]]);
  });

  it('are tried a few times and no more', async () => {
    faults.isOffline = true;
    const settled = writes.writeBeside(late(1, 1), () => true);
    await clock.advance(60_000);
    expect([(await settled).kind, asked.length]).toEqual(['lost', MAX_TRIES]);
  });

  it('of a round that is over are not tried again', async () => {
    let isWanted = true;
    faults.isOffline = true;
    const settled = writes.writeBeside(late(1, 1), () => isWanted);
    await clock.advance(100);
    isWanted = false;
    faults.isOffline = false;
    await clock.advance(60_000);
    expect([(await settled).kind, asked, slots(), clock.pending]).toEqual(['lost', ['batch'], [0], 0]);
  });

  it('are told by the document where their round was replaced, or the call has ended', async () => {
    await channel.commit(offer(2));
    expect(await writes.writeBeside(late(1, 1), () => true)).toMatchObject({ kind: 'superseded' });
    await channel.commit(end('caller'));
    expect(await writes.writeBeside(late(1, 2), () => true)).toMatchObject({ kind: 'ended' });
  });
});

/** alice's connection in round 1, whose offer stands; `finds` tells it of a candidate. */
async function connectionOfAlice() {
  const scope = new Scope();
  const seal = createPlainSeal('secret', { makers: 0, nonces: 0 });
  let tell: (event: PeerEvent) => void = () => {};
  const peer = { createOffer: async () => 'v=0', addRemoteCandidates: () => {} } as unknown as Peer;
  const windows = { firstMs: WINDOW_MS, laterMs: WINDOW_MS };
  const connection = new Connection(scope, { keys: await seal.createInstance(), iceServers: [], windows }, {
    callId: CALL_ID, role: 'caller', clock, logger: silentLogger, seal, iceServers: async () => [],
    writeBeside: (write, isWanted) => writes.writeBeside(write, isWanted),
    createPeer: (_, { onEvent }) => { tell = onEvent; return peer; },
    batches: () => [], onEvent: () => {},
  });
  const finds = (name: string): void => tell({ type: 'candidate', candidate: { candidate: `candidate:${name}`, sdpMid: '0' } });
  connection.beginRound(1);
  connection.outgoing.begin(undefined);
  finds('beside the offer');
  const first = connection.outgoing.first();
  await clock.advance(WINDOW_MS);
  await first;
  connection.outgoing.landed();
  return { scope, finds };
}

describe('a candidate that a connection finds late', () => {
  it.each([['lost', () => faults.loseNext({ landed: false })], ['denied', () => faults.denyNext()]] as const)(
    'is written once more where its commit was %s', async (_, fails) => {
      const { finds } = await connectionOfAlice();
      fails();
      finds('late');
      await clock.advance(5_000);
      expect([asked, slots()]).toEqual([['batch', 'batch'], [0, 1]]);
    },
  );

  it('is dropped with the connection that found it', async () => {
    const { scope, finds } = await connectionOfAlice();
    faults.isOffline = true;
    finds('late');
    await clock.advance(100);
    scope.end();
    faults.isOffline = false;
    await clock.advance(60_000);
    expect([asked, clock.pending]).toEqual([['batch'], 0]);
  });
});
