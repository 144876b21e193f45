import { afterAll, beforeAll, expect, it } from 'vitest';
import type { CallDocument } from '#protocol/call-document.ts';
import type { CandidateBatch } from '#protocol/candidate-batch.ts';
import { recordFigure } from '../../../scripts/test-run/for-the-record.ts';
import { systemClock } from '../../../engine/src/base/clock.ts';
import { createCallId } from '../../../engine/src/signaling/link/call-link.ts';
import { commitAndSettle } from '../../../engine/src/signaling/settle.ts';
import type { SignalChannel, SignalWrite } from '../../../engine/src/signaling/signal-channel.ts';
import { batch, claim, description, offer, open, sealedBytes } from '../../../engine/src/signaling/testing/messages-of-a-call.ts';
import { createParticipants, type Participants } from '../../signaling/firestore-participants.ts';
import { type FirestoreEmulator, startFirestoreEmulator } from '../../support/stacks/firestore-emulator.ts';

/** Commits that meet on the emulator, as two browsers send them, each taken to its true outcome. */
const RACES = 500;
const CROSSINGS = 50;
/** Calls under way at once: the emulator's own queue then decides who comes first, and does so differently each time. */
const AT_ONCE = 5;

/** The bytes of a claim, by which its answer and its batch are told from the other's. */
const BOBS_MARK = 2;
const CAROLS_MARK = 3;

let emulator: FirestoreEmulator;
let participants: Participants;

beforeAll(async () => {
  emulator = await startFirestoreEmulator();
  participants = createParticipants(`http://${emulator.host}:${emulator.port}`, emulator.projectId);
  await participants.warmUp();
});
afterAll(async () => {
  await participants.leave();
  await emulator.stop();
});

async function inTurns(count: number, one: () => Promise<void>): Promise<void> {
  let left = count;
  const work = async (): Promise<void> => {
    while (left-- > 0) await one();
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
}

/** As it stands on the server. */
async function look(channel: SignalChannel): Promise<CallDocument> {
  const seen = await channel.read();
  if (seen.kind !== 'present') throw new Error(`the call is ${seen.kind}`);
  return seen.call;
}

function firstBatches(channel: SignalChannel): Promise<readonly CandidateBatch[]> {
  return new Promise((resolve) => {
    let isFirst = true;
    const stop = channel.observeBatches('callee', (batches) => {
      if (!isFirst) return;
      isFirst = false;
      resolve(batches);
      queueMicrotask(() => stop());
    });
  });
}

/** A claim all of whose bytes say whose it is. */
const claimOf = (mark: number): SignalWrite => ({
  intent: 'claim', answer: description(1, mark), batch: { ...batch(0, 1), sealed: sealedBytes(100 + mark) },
});

it(`of bob and carol, who answer at once, one has the seat each time and the other is told that it is full (${RACES} races)`, async ({ task }) => {
  const won = { bob: 0, carol: 0 };
  await inTurns(RACES, async () => {
    const callId = createCallId();
    const [alice, bob, carol] = ['alice', 'bob', 'carol'].map((uid) => participants.join(callId, uid)) as [SignalChannel, SignalChannel, SignalChannel];
    expect(await alice.commit(open)).toEqual({ kind: 'committed' });
    const claimants = [() => commitAndSettle(bob, systemClock, claimOf(BOBS_MARK)), () => commitAndSettle(carol, systemClock, claimOf(CAROLS_MARK))];
    // Whose request leaves first changes from race to race, or the same one would always win.
    const isBobFirst = (won.bob + won.carol) % 2 === 0;
    const started = await Promise.all((isBobFirst ? claimants : claimants.toReversed()).map((settle) => settle()));
    const outcomes = isBobFirst ? started : started.toReversed();
    const winner = outcomes[0]?.kind === 'landed' ? 'bob' : 'carol';
    won[winner] += 1;
    expect(outcomes.map(({ kind }) => kind)).toEqual(winner === 'bob' ? ['landed', 'full'] : ['full', 'landed']);
    const mark = winner === 'bob' ? BOBS_MARK : CAROLS_MARK;
    const call = await look(alice);
    expect(call.callee).toBe(winner);
    expect(call.answer).toEqual(description(1, mark));
    expect(await firstBatches(alice)).toMatchObject([{ round: 1, sealed: sealedBytes(100 + mark) }]);
    for (const channel of [alice, bob, carol]) channel.close();
  });
  recordFigure(task, 'races', `${RACES} of two answerers: bob won ${won.bob}, carol ${won.carol}, each loser was told "full"`);
  // A race that one side always wins is none.
  expect(Math.min(won.bob, won.carol)).toBeGreaterThan(0);
});

it(`bob's claim, which crosses alice's next offer, is redone for that offer and never told "full" (${CROSSINGS} crossings)`, async ({ task }) => {
  let crossed = 0;
  await inTurns(CROSSINGS, async () => {
    const callId = createCallId();
    const [alice, bob] = [participants.join(callId, 'alice'), participants.join(callId, 'bob')];
    expect(await alice.commit(open)).toEqual({ kind: 'committed' });
    const [offered, claimed] = await Promise.all([
      commitAndSettle(alice, systemClock, offer(2)),
      commitAndSettle(bob, systemClock, claim(1)),
    ]);
    expect(offered.kind).toBe('landed');
    const call = await look(bob);
    expect(call.offer.round).toBe(2);
    if (claimed.kind === 'superseded') {
      crossed += 1;
      expect({ callee: claimed.call.callee, round: claimed.call.offer.round }).toEqual({ callee: '', round: 2 });
      // Nothing of the crossed claim is there: neither the seat nor its batch.
      expect(call.callee).toBe('');
      expect(await firstBatches(bob)).toEqual([]);
      expect(await commitAndSettle(bob, systemClock, claim(2))).toEqual({ kind: 'landed' });
    } else {
      expect(claimed.kind).toBe('landed');
      expect(call).toMatchObject({ callee: 'bob', answer: { round: 1 } });
      expect(await commitAndSettle(bob, systemClock, { intent: 'answer', answer: description(2), batch: batch(0, 2) })).toEqual({ kind: 'landed' });
    }
    expect(await look(alice)).toMatchObject({ callee: 'bob', answer: { round: 2 } });
    for (const channel of [alice, bob]) channel.close();
  });
  recordFigure(task, 'crossings', `${CROSSINGS} claims beside a new offer: ${crossed} redone, ${CROSSINGS - crossed} came first, none was told "full"`);
  expect(crossed).toBeGreaterThan(0);
});
