import { describe, expect, it } from 'vitest';
import type { CandidateBatch } from '#protocol/candidate-batch.ts';
import { isCallId } from '#protocol/identifiers.ts';
import { createLogger } from '../../base/logger.ts';
import { Scope } from '../../base/scope.ts';
import { formatCandidates } from '../../signaling/seal/messages.ts';
import type { SealInstance } from '../../signaling/seal/seal.ts';
import { createPlainSeal } from '../../signaling/testing/plain-seal.ts';
import { RemoteCandidates } from './remote-candidates.ts';

const candidate = (name: string): RTCIceCandidateInit => ({ candidate: `candidate:${name}`, sdpMid: '0' });
const [a, b, c] = [candidate('a'), candidate('b'), candidate('c')] as const;

/** What alice's connection of round 2 is given of bob's candidates. */
async function setUp() {
  const callId = 'remote-candidates-0001';
  if (!isCallId(callId)) throw new TypeError(callId);
  const seal = createPlainSeal('secret', { makers: 0, nonces: 0 });
  const [alice, bob, mallory] = await Promise.all([seal.createInstance(), seal.createInstance(), seal.createInstance()]);
  const scope = new Scope();
  const [given, refused, opened]: [RTCIceCandidateInit[], string[], number[]] = [[], [], []];
  let batches: readonly CandidateBatch[] = [];
  const candidates = new RemoteCandidates(scope, {
    callId, role: 'caller', round: () => 2, batches: () => batches,
    logger: createLogger(({ message }) => refused.push(message)),
    keys: { ...alice, open: (context, sealed) => { opened.push(context.index); return alice.open(context, sealed); } },
    peer: { addRemoteCandidates: (some) => void given.push(...some) },
  });
  const shows = async (...some: readonly { readonly round?: number; readonly index: number; readonly of: RTCIceCandidateInit; readonly by?: SealInstance }[]) => {
    batches = await Promise.all(some.map(async ({ round = 2, index, of, by = bob }) => (
      { round, index, expiresAt: 0, sealed: await by.seal({ callId, role: 'callee', kind: 'candidates', round, index }, formatCandidates([of]), alice.instance) }
    )));
    candidates.look();
    await settled();
  };
  return { candidates, scope, shows, given, refused, opened, bob, mallory };
}

const settled = (): Promise<void> => new Promise((resolve) => { setImmediate(resolve); });
const namesOf = (candidates: readonly RTCIceCandidateInit[]): readonly string[] => candidates.map(({ candidate: name = '' }) => name);

describe('candidates in the store', () => {
  it('are opened once their description is applied, and given once they may be', async () => {
    const { candidates, shows, given, opened, bob } = await setUp();
    await shows({ index: 0, of: a });
    expect(opened).toEqual([]);
    candidates.follow(bob.instance);
    await settled();
    expect([opened, given]).toEqual([[0], []]);
    candidates.release();
    await shows({ index: 0, of: a }, { index: 1, of: b });
    expect([opened, namesOf(given)]).toEqual([[0, 1], namesOf([a, b])]);
  });

  it('that have come before an answer are set with it, and not given a second time', async () => {
    const { candidates, shows, given, bob } = await setUp();
    await shows({ index: 0, of: a });
    expect(namesOf(await candidates.openEarly(bob.instance))).toEqual(namesOf([a]));
    candidates.follow(bob.instance);
    candidates.release();
    await shows({ index: 0, of: a }, { index: 1, of: b });
    expect(namesOf(given)).toEqual(namesOf([b]));
  });

  it('of another round, or of another maker than the description’s, are none of this connection', async () => {
    const { candidates, shows, given, refused, opened, bob, mallory } = await setUp();
    candidates.follow(bob.instance);
    candidates.release();
    await shows({ round: 1, index: 0, of: a }, { round: 3, index: 1, of: b }, { index: 2, of: c, by: mallory });
    expect([opened, given, refused]).toEqual([[2], [], ['a batch of candidates was refused']]);
  });

  it('are given to no peer once the connection has ended', async () => {
    const { candidates, scope, shows, given, bob } = await setUp();
    candidates.follow(bob.instance);
    candidates.release();
    const showing = shows({ index: 0, of: a });
    scope.end();
    await showing;
    expect(given).toEqual([]);
  });
});

describe('candidates of an ICE restart', () => {
  it('wait for its description, while those of the round go on to the peer; after it these count no more', async () => {
    const { candidates, shows, given, bob } = await setUp();
    candidates.follow(bob.instance);
    candidates.release();
    candidates.addForRestart(1, [b]);
    await shows({ index: 0, of: a });
    expect(namesOf(given)).toEqual(namesOf([a]));
    candidates.releaseRestart(1);
    await shows({ index: 0, of: a }, { index: 1, of: c });
    expect(namesOf(given)).toEqual(namesOf([a, b]));
  });
});
