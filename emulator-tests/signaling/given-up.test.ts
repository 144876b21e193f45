import { afterAll, afterEach, beforeAll, expect, inject, it } from 'vitest';
import { ManualClock } from '../../engine/src/base/testing/manual-clock.ts';
import { createCallId } from '../../engine/src/signaling/link/call-link.ts';
import { commitAndSettle } from '../../engine/src/signaling/settle.ts';
import { claim, description, late, open } from '../../engine/src/signaling/testing/messages-of-a-call.ts';
import { Faults } from '../support/proxy/faults.ts';
import { type Proxy, startProxy } from '../support/proxy/proxy.ts';
import { createParticipants, type Participants } from './firestore-participants.ts';

/** Requests without a response, on a clock that stands still: no deadline and no pause ends, so `refresh` causes every outcome. */

const { port, projectId } = inject('firestoreEmulator');
const REQUESTS_OR_ANSWERS = ['requests', 'answers'] as const;

const faults = new Faults();
let proxy: Proxy;
let participants: Participants;
beforeAll(async () => {
  proxy = await startProxy(port, faults);
  participants = createParticipants(`http://127.0.0.1:${proxy.port}`, projectId);
  await participants.warmUp();
});
afterEach(() => faults.recover());
afterAll(async () => {
  await participants.leave();
  await proxy.close();
});

async function swallowed(count: number): Promise<void> {
  await expect.poll(() => faults.swallowed).toBe(count);
}

it.each(REQUESTS_OR_ANSWERS)('a claim of which the %s are swallowed has landed, once bob listens over a new connection', async (what) => {
  const callId = createCallId();
  const [alice, bob] = [participants.join(callId, 'alice'), participants.join(callId, 'bob', new ManualClock(Date.now()))];
  await alice.commit(open);
  await bob.read();
  const before = faults.swallowed;
  faults.swallow(what);
  const settled = commitAndSettle(bob, new ManualClock(Date.now()), claim(1));
  await swallowed(before + 1);
  faults.recover();
  bob.refresh();
  expect(await settled).toEqual({ kind: 'landed' });
  expect(await alice.read()).toMatchObject({ kind: 'present', call: { callee: 'bob', answer: description(1) } });
  for (const channel of [alice, bob]) channel.close();
});

it('a look of which the answer is swallowed is asked for again, once bob listens over a new connection', async () => {
  const callId = createCallId();
  const [alice, bob] = [participants.join(callId, 'alice'), participants.join(callId, 'bob', new ManualClock(Date.now()))];
  await alice.commit(open);
  const before = faults.swallowed;
  faults.swallow('answers');
  const seen = bob.read();
  await swallowed(before + 1);
  faults.recover();
  bob.refresh();
  expect(await seen).toMatchObject({ kind: 'present', call: { caller: 'alice' } });
  for (const channel of [alice, bob]) channel.close();
});

it('a commit without a response comes out unknown, and one that is not awaited delays no other', async () => {
  const callId = createCallId();
  const alice = participants.join(callId, 'alice', new ManualClock(Date.now()));
  await alice.commit(open);
  const before = faults.swallowed;
  faults.swallow('requests');
  const first = alice.commit(late('caller', 1, 1));
  await swallowed(before + 1);
  faults.recover();
  expect(await alice.commit(late('caller', 2, 1))).toEqual({ kind: 'committed' });
  alice.refresh();
  expect(await first).toMatchObject({ kind: 'unknown', error: { failure: 'unavailable' }, isCalledOff: true });
  alice.close();
});
